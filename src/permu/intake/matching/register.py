"""Whose a row is: by a valid registered code, else by the exact name. Nothing joins by likeness."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from permu.intake.grid import Cell
from permu.intake.matching.codes import Codes
from permu.intake.matching.identity import Event, Events
from permu.intake.matching.match import Hint, Match
from permu.intake.matching.proposals import Proposer
from permu.intake.tidy import is_dash, name_key, spelled, visible
from permu.terms import credit_code

_NAMED, _NAMED_FORMERLY, _SURE = 990, 980, 950
_BECAME = ("renamed", "merged_into")  # what was theirs is now another's: as good as named


@dataclass
class Register:
    """The enterprises on the register: codes, names, former names, and what became of others."""

    names: dict[str, str] = field(default_factory=dict)  # code → name
    _by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_former: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _events: Events = field(default_factory=Events)

    def add(self, code: str, name: str, former: str) -> None:
        """Put an enterprise on the register."""
        self.names.setdefault(code, name)
        if name:
            self._by_name[name_key(name)].add(code)
        for old in re.split(r"[、;;,,/]", former):
            if old.strip():
                self._by_former[name_key(old)].add(code)
        self._forget()

    def add_event(self, event: Event) -> None:
        """Take note of what became of an enterprise, or of whose branch it is."""
        self._events.add(event)
        self._forget()

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
            hints = [Hint(code, _NAMED, "code"), *self._exact_hints(raw_name)]
            return self._proposed(Match(code="code_of_another", raw_code=code, raw_name=raw_name), hints)  # fmt: skip
        if code in self._by_former.get(key, ()):
            return Match(code, "former_name", "note", code, raw_name)
        return Match(code, "name_differs", "question", code, raw_name)

    def _by_name_alone(self, raw_name: str) -> Match:
        key = name_key(raw_name)
        if not key:
            return Match(code="row_without_subject")
        events = list(self._events.hints("", raw_name, known=self.names))
        exact = self._by_name.get(key, set())
        former = self._by_former.get(key, set())
        for found, code in ((exact, "code_missing"), (former, "code_missing_former_name")):
            if len(found) == 1 and {*exact, *former, *(one.subject for one in events)} == found:
                return Match(next(iter(found)), code, "note", "", raw_name)
        named = [*self._exact_hints(raw_name), *events]
        return self._proposed(Match(code="name_unknown", raw_name=raw_name), named, raw_name)

    def _unsound(self, problem: str, code: str, raw_name: str) -> Match:
        repaired = credit_code.repair(code)
        if repaired and problem != "code_as_number":
            problem = "code_repairable"
        codes = self._codes.of_number(code) if problem == "code_as_number" else self._codes.hints(code)  # fmt: skip
        named = [*codes, *self._exact_hints(raw_name)]
        return self._proposed(
            Match(code=problem, raw_code=code, raw_name=raw_name),
            [*named, *self._events.hints("", raw_name, known=self.names)],
            raw_name,
        )

    def _stranger(self, code: str, raw_name: str) -> Match:
        """A valid code that is not on the register: a stranger, or what an enterprise once was, or a branch."""
        match = Match(
            code="not_registered", raw_code=code, raw_name=raw_name,
            is_village=code.startswith("N"), is_stranger=True,
        )  # fmt: skip
        exact = self._exact_hints(raw_name)
        hints = [*exact, *self._events.hints(code, raw_name, known=self.names)]
        if not match.is_village:
            hints += self._proposer.related(raw_name)
        if not hints:
            return match
        code_ = "name_under_other_code" if exact else "stranger_related"
        return self._proposed(replace(match, code=code_, is_stranger=False), hints)

    def _proposed(self, match: Match, named: Iterable[Hint], raw_name: str = "") -> Match:
        """With what is proposed: by what names an enterprise outright, else by the likeness of names."""
        hints = list(named)
        strong = frozenset(hint.subject for hint in hints if _is_outright(hint))
        if not hints:
            found = self._proposer.by_name(raw_name)
        else:
            hints += self._proposer.resembling(raw_name) if not strong else ()
            found = self._proposer.suggestion(hints)
        weak = tuple(one for one in found.related if one not in strong) if strong else found.related
        return replace(match, strong=strong, weak=weak, proposals=found.proposals)

    def _exact(self, raw_name: str) -> set[str]:
        key = name_key(raw_name)
        return self._by_name.get(key, set()) | self._by_former.get(key, set()) if key else set()

    def _exact_hints(self, raw_name: str) -> list[Hint]:
        key = name_key(raw_name)
        now = self._by_name.get(key, set()) if key else set()
        former = self._by_former.get(key, set()) - now if key else set()
        return [
            *(Hint(code, _NAMED, "name") for code in sorted(now)),
            *(Hint(code, _NAMED_FORMERLY, "former_name") for code in sorted(former)),
        ]

    def _forget(self) -> None:
        for name in ("_codes", "_proposer"):
            self.__dict__.pop(name, None)

    @cached_property
    def _codes(self) -> Codes:
        return Codes(self.names)

    @cached_property
    def _proposer(self) -> Proposer:
        return Proposer(self.names, self._former())

    def _former(self) -> Iterator[tuple[str, str]]:
        for name, codes in self._by_former.items():
            yield from ((name, code) for code in codes)


def _is_outright(hint: Hint) -> bool:
    """Whether it names the enterprise, where likeness would only suggest it."""
    is_code = hint.kind.startswith(("code", "organisation")) and hint.score >= _SURE
    return is_code or hint.kind in ("name", "former_name", *_BECAME)


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
