"""Whose a row is: by a valid registered code, else by the exact name. Nothing joins by likeness."""

import difflib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from permu.intake.grid import Cell
from permu.intake.tidy import is_dash, name_key, spelled, visible
from permu.terms import credit_code

_MASK = re.compile(r"\*+")
_MASKS = 3  # stretches of stars that a masked name may have
_LONGEST = 80  # characters of a name that is worth comparing
_CLOSE = 0.75
_COMPARED = 40
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Match:
    """Whose a row is, and what a person should know of it.

    `strong` are subjects that the row names outright (by a repaired code, an exact name);
    `weak` ones it resembles: proposed, never joined.
    """

    subject: str = ""
    code: str = ""  # a message of this room, or ""
    severity: Literal["error", "question", "note"] = "error"
    raw_code: str = ""
    raw_name: str = ""
    strong: frozenset[str] = frozenset()
    weak: tuple[str, ...] = ()
    is_village: bool = False
    is_stranger: bool = False  # a valid code that is not on the register
    adds: bool = False  # a person said that the row counts in addition to the subject's own
    said: str = ""  # who said so, when and why
    note: str = ""  # the sentence of its finding

    @property
    def key(self) -> str:
        """Tells one holder from another, on the register or not."""
        return self.subject or self.raw_code or name_key(self.raw_name)


@dataclass
class Register:
    """The enterprises on the register: codes, names and former names."""

    names: dict[str, str] = field(default_factory=dict)  # code → name
    _by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_former: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, code: str, name: str, former: str) -> None:
        """Put an enterprise on the register."""
        self.names.setdefault(code, name)
        if name:
            self._by_name[name_key(name)].add(code)
        for old in re.split(r"[、;;,,/]", former):
            if old.strip():
                self._by_former[name_key(old)].add(code)

    def match(self, code_cell: Cell, name_cell: Cell) -> Match:
        """Whose a row with this code and this name is."""
        raw_code, raw_name = spelled(code_cell.text), visible(name_cell.text)
        code = "" if is_dash(raw_code) else raw_code
        problem = _code_problem(code_cell, code)
        if problem == "empty":
            return self._by_name_alone(raw_name)
        if problem:
            return self._unsound(problem, code, raw_name)
        if code not in self.names:
            return self._stranger(code, raw_name)
        return self._named(code, raw_name)

    def _named(self, code: str, raw_name: str) -> Match:
        """A registered code: the name beside it should agree."""
        key = name_key(raw_name)
        if not key or code in self._by_name.get(key, ()):
            return Match(code)
        others = self._exact(raw_name) - {code}
        if others:
            return Match(
                code="code_of_another", raw_code=code, raw_name=raw_name,
                strong=frozenset(others | {code}),
            )  # fmt: skip
        if code in self._by_former.get(key, ()):
            return Match(code, "former_name", "note", code, raw_name)
        return Match(code, "name_differs", "question", code, raw_name)

    def _by_name_alone(self, raw_name: str) -> Match:
        key = name_key(raw_name)
        if not key:
            return Match(code="row_without_subject")
        exact = self._by_name.get(key, set())
        former = self._by_former.get(key, set())
        for found, code in ((exact, "code_missing"), (former, "code_missing_former_name")):
            if len(found) == 1 and len(exact | former) == 1:
                return Match(next(iter(found)), code, "note", "", raw_name)
        strong = frozenset(exact | former)
        return Match(
            code="name_unknown", raw_name=raw_name, strong=strong, weak=self._like(raw_name)
        )

    def _unsound(self, problem: str, code: str, raw_name: str) -> Match:
        repaired = credit_code.repair(code)
        strong = set(self._exact(raw_name))
        if repaired in self.names:
            strong.add(str(repaired))
        if repaired and problem != "code_as_number":
            problem = "code_repairable"
        return Match(
            code=problem, raw_code=code, raw_name=raw_name, strong=frozenset(strong),
            weak=self._like(raw_name) if not strong else (),
        )  # fmt: skip

    def _stranger(self, code: str, raw_name: str) -> Match:
        exact = self._exact(raw_name)
        return Match(
            code="name_under_other_code" if exact else "not_registered",
            raw_code=code, raw_name=raw_name, strong=frozenset(exact),
            is_village=code.startswith("N"), is_stranger=not exact,
        )  # fmt: skip

    def _exact(self, raw_name: str) -> set[str]:
        key = name_key(raw_name)
        return self._by_name.get(key, set()) | self._by_former.get(key, set()) if key else set()

    def _like(self, raw_name: str) -> tuple[str, ...]:
        """Registered enterprises whose names a masked or unknown name resembles, likest first."""
        key = name_key(raw_name)
        parts = _MASK.split(key)
        if len(key) > _LONGEST:
            return ()
        if 1 < len(parts) <= _MASKS + 1:
            pattern = re.compile(".+".join(map(re.escape, parts)))
            return tuple(code for known, code in self._keys if pattern.fullmatch(known))
        close = difflib.get_close_matches(key, self._near(key), n=_SUGGESTED, cutoff=_CLOSE)
        return tuple(code for name in close for code in sorted(self._by_name[name]))

    def _near(self, key: str) -> list[str]:
        """The names that share most pairs of characters with `key`: only these are compared in full."""
        shared = Counter(name for pair in _pairs(key) for name in self._names_by_pair.get(pair, ()))
        return [name for name, _ in shared.most_common(_COMPARED)]

    @cached_property
    def _keys(self) -> list[tuple[str, str]]:
        return sorted((name_key(name), code) for code, name in self.names.items())

    @cached_property
    def _names_by_pair(self) -> dict[str, list[str]]:
        """Names by the pairs of characters in them; a pair that a tenth of all names have tells nothing."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted({key for key, _ in self._keys}):
            for pair in _pairs(key):
                found[pair].append(key)
        common = max(50, len(self._keys) // 10)
        return {pair: names for pair, names in found.items() if len(names) <= common}


def _pairs(key: str) -> set[str]:
    return {key[at : at + 2] for at in range(len(key) - 1)}


def _code_problem(cell: Cell, code: str) -> str:
    """The message for what is wrong with a code, `empty`, or "" for a valid one."""
    if cell.kind in ("e", "f"):
        return "code_error_cell"
    if (cell.kind == "n" and len(code) > 15) or re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", code):
        return "code_as_number"
    found = credit_code.problem(code)
    if found is None or found == "empty":
        return found or ""
    return f"code_{found}"
