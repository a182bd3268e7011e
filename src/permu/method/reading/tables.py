"""One table of a TOML file, read key by key: what is missing, mistyped or unknown becomes a fault.

A getter that found a fault gives None (or an empty text), so that reading goes on to the next fault.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from permu.method.reading.faults import Faults, nearest
from permu.method.reading.lines import Path

T = TypeVar("T")
ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
WIDEST = 15
"""Digits before and after the point that a notice may need; more is a slip, and would cost memory."""
LONGEST_QUOTE = 400
"""Characters of a value that a message quotes."""


@dataclass(frozen=True)
class Origin:
    """A file of the method that an overlay is laid over: its name for people, its document, and the notice beside it."""

    file: str
    document: str
    notice: str | None


@dataclass(eq=False)
class Table:
    """A table of `file` at `path`, with its values and the lines they stand on.

    `taken` holds what an overlay takes over of its parent: there `lines` are those of the origin.
    """

    file: str
    path: Path
    values: dict[str, object]
    lines: dict[Path, int]
    faults: Faults
    parent: "Table | None" = None
    taken: Mapping[Path, Origin] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    kind_in_doubt: bool = False
    """Its `kind` is none of ours: which other keys it needs or may hold, nobody can say."""

    def line(self, key: str = "") -> int | None:
        """The line of a key, or of the table itself where the key is absent."""
        return self.lines.get(self._nearest(key))

    def origin(self, key: str = "") -> Origin | None:
        """The parent's file where the key stands there; None where it stands in `file`."""
        return self.taken.get(self._nearest(key))

    def _nearest(self, key: str) -> Path:
        path = (*self.path, key)
        while path and path not in self.lines:
            path = path[:-1]
        return path

    @property
    def name(self) -> str:
        """As a person finds it in the file: `[[indicator]] tax_per_mu · benchmark`."""
        if self.parent is None:
            return self.file
        if self.parent.parent is not None:
            return f"{self.parent.name} · {self.path[len(self.parent.path)]}"
        id_ = self.values.get("id") if len(self.path) > 1 else None
        heading = f"[[{self.path[0]}]]" if len(self.path) > 1 else f"[{self.path[0]}]"
        return f"{heading} {id_}" if isinstance(id_, str) else heading

    def fault(self, code: str, key: str = "", /, **details: object) -> None:
        """A fault of this table, at the line of `key`, under the clause the table cites."""
        clause = self.values.get("clause")
        if isinstance(clause, str):
            details.setdefault("clause", clause)
        details = {"table": self.name, "key": key, **details}
        short = {name: _shortened(value) for name, value in details.items()}
        origin = self.origin(key)
        self.faults.add(code, origin.file if origin else self.file, self.line(key), **short)

    def has(self, key: str) -> bool:
        """Whether the key stands in the table; it counts as known."""
        self.asked.append(key)
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        """A text in which something can be seen; `default` where the key may be absent."""
        value = self._value(key, str, default)
        is_blank = value is not None and not any(map(str.isprintable, value.strip()))
        if is_blank and value != default:
            self.fault("empty_text", key)
        return value or ""

    def identifier(self, key: str = "id") -> str:
        """A name for programs: small letters, digits and `_`."""
        value = self.text(key)
        if value and not ID.fullmatch(value):
            self.fault("bad_id", key, value=value)
        return value

    def choice(self, key: str, among: Sequence[T], *, default: T | None = None) -> T:
        """One of a closed list; the first of it stands in where the value is faulty."""
        if default is not None and not self.has(key):
            return default
        value = self.text(key)
        for one in among:
            if value == one:
                return one
        if value:
            known = [str(one) for one in among]
            self.fault("not_one_of", key, value=value, known="、".join(known))
        self.kind_in_doubt = self.kind_in_doubt or key == "kind"
        return among[0]

    def choices(self, key: str, among: Sequence[T]) -> tuple[T, ...]:
        """Some of a closed list, each once; those that are faulty are left out."""
        found: list[T] = []
        for value in self.texts(key):
            one = next((each for each in among if each == value), None)
            if one is None:
                known = "、".join(str(each) for each in among)
                self.fault("not_one_of", key, value=value, known=known)
            elif one in found:
                self.fault("twice", key, value=value)
            else:
                found.append(one)
        return tuple(found)

    def number(self, key: str, default: Decimal | None = None) -> Decimal | None:
        """A decimal as it is printed, never a float; None for a fault or an absent optional one."""
        if not self.has(key):
            if default is None:
                self._missing(key)
            return default
        return self._decimal(key, self.values[key])

    def optional_number(self, key: str) -> Decimal | None:
        """As `number`, for a key that may be absent."""
        return self.number(key) if self.has(key) else None

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """A list of decimals; those that are none are faults and left out."""
        found = [self._decimal(key, value) for value in self._value(key, list) or ()]
        return tuple(number for number in found if number is not None)

    def integer(self, key: str, among: range, *, default: int | None = None) -> int:
        """A whole number within a range."""
        if default is not None and not self.has(key):
            return default
        value = self._value(key, int)
        if value is None or value in among:
            return among[0] if value is None else value
        self.fault("not_between", key, value=value, low=among[0], high=among[-1])
        return among[0]

    def flag(self, key: str, default: bool | None = None) -> bool:  # noqa: FBT001 — a value, not a switch
        """`true` or `false`."""
        return bool(self._value(key, bool, default))

    def day(self, key: str) -> date | None:
        """A date without a time; None where it is absent."""
        if not self.has(key):
            return None
        value = self._value(key, date)
        if isinstance(value, datetime):
            self.fault("no_date", key)
            return None
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts, at least one unless a default allows none."""
        if default is not None and not self.has(key):
            return default
        values = self._value(key, list)
        if values is None:
            return ()
        if not values or not all(isinstance(value, str) and value.strip() for value in values):
            self.fault("no_texts", key)
        return tuple(value for value in values if isinstance(value, str))

    def table(self, key: str) -> "Table | None":
        """A table inside this one."""
        value = self._value(key, dict)
        return None if value is None else self._inner((key,), value)

    def optional_table(self, key: str) -> "Table | None":
        """As `table`, for one that may be absent."""
        return self.table(key) if self.has(key) else None

    def tables(self, key: str) -> list["Table"]:
        """The tables of an array of tables; none where it is absent."""
        if not self.has(key):
            return []
        values = self.values[key]
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            self.fault("no_rows", key)
            return []
        return [self._inner((key, index), value) for index, value in enumerate(values)]

    def only_for(self, kind: str, keys: Mapping[str, Sequence[str]]) -> None:
        """A fault for each key of those given that is not for this kind."""
        for key, kinds in keys.items():
            if key in self.values and kind not in kinds and not self.kind_in_doubt:
                self.asked.append(key)
                self.fault("not_for_kind", key, kind=kind, kinds="、".join(kinds))

    def close(self) -> None:
        """Every key that no getter asked for is unknown here."""
        known = sorted(set(self.asked))
        for key in self.values:
            if key not in known and not self.kind_in_doubt:
                near = nearest(key, known)
                code = "unknown_key_near" if near else "unknown_key"
                self.fault(code, key, near=near, known="、".join(known))

    def _missing(self, key: str) -> None:
        if not self.kind_in_doubt:
            self.fault("missing_key", key)

    def _inner(self, step: Path, values: dict[str, object]) -> "Table":
        path = (*self.path, *step)
        origin = self.taken.get(path)
        file = origin.file if origin else self.file
        return Table(file, path, values, self.lines, self.faults, self, self.taken)

    def _value(self, key: str, kind: type[T], default: T | None = None) -> T | None:
        if not self.has(key):
            if default is None:
                self._missing(key)
            return default
        value = self.values[key]
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.fault(_WRONG[kind], key)
        return None

    def _decimal(self, key: str, value: object) -> Decimal | None:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.fault("no_number", key)
            return None
        number = Decimal(value)
        if not number.is_finite() or (number and not -WIDEST <= number.adjusted() <= WIDEST):
            self.fault("bad_number", key)
            return None
        if len(number.as_tuple().digits) > 2 * WIDEST:
            self.fault("bad_number", key)
            return None
        return number


def _shortened(value: object) -> object:
    """A value as a message may quote it: a text pasted into a key is not shown by the page."""
    text = str(value)
    return value if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


_WRONG: dict[type, str] = {
    str: "no_text",
    int: "no_integer",
    bool: "no_flag",
    date: "no_date",
    list: "no_list",
    dict: "no_table",
}
