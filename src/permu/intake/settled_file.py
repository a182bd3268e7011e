"""What people settled as one file, which the office writes and `permu import --settled` reads: JSON, described in docs/officials/归户与核定.md."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any

from permu.intake.numbers import label
from permu.intake.profiles import may_be_negative, profiles
from permu.intake.settled import (
    ColumnChoice,
    Correction,
    OwnerChoice,
    Said,
    Settled,
    Value,
    owner_key,
)
from permu.intake.tidy import file_name, visible
from permu.terms.credit_code import is_credit_code
from permu.terms.items import TOO_LARGE, Item, item
from permu.terms.refusal import Refused, words

FORMAT = "permu-settled/1"
_KINDS = ("columns", "owners", "corrections")
LARGEST = 32 * 2**20
_LONGEST = 2000
"""Characters that a text of the file may have."""


@dataclass(frozen=True, kw_only=True)
class SettledFile:
    """What was settled of the files of one year, as of a date; `facts_digest` is of what they gave, "" where not read since."""

    year: int
    as_of: date
    settled: Settled
    facts_digest: str = ""

    def text(self) -> str:
        """The file."""
        about = {
            "format": FORMAT,
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "facts_digest": self.facts_digest,
        }
        for name in _KINDS:
            about[name] = [_plain(one) for one in getattr(self.settled, name)]
        return json.dumps(about, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> "SettledFile":
        """Read a file.

        Raises:
            Refused: it is no such file, or something in it is wrong; with the line, or the entry and field.
        """
        whole = _Part(_json(path), "", file_name(path))
        if whole.text("format") != FORMAT:
            raise whole.wrong("format", f"“{FORMAT}”")
        known = ("format", "year", "as_of", "facts_digest", *_KINDS)
        whole.refuse_others(known)
        year = whole.plain.get("year")
        if not isinstance(year, int):
            raise whole.wrong("year", "2025")
        found = Settled(
            columns=tuple(map(_column, whole.parts("columns"))),
            owners=tuple(map(_owner, whole.parts("owners"))),
            corrections=tuple(map(_correction, whole.parts("corrections"))),
        )
        _refuse_twice(whole, found)
        return cls(
            year=year, as_of=whole.day("as_of"), settled=found, facts_digest=whole.text("facts_digest", otherwise="")
        )  # fmt: skip

    def refuse_other(self, year: int, as_of: date) -> None:
        """Settlements of another year or date say nothing of these files.

        Raises:
            Refused: they are.
        """
        if (self.year, self.as_of) != (year, as_of):
            raise Refused(
                "intake.settled_of_other",
                year=self.year, as_of=self.as_of, asked=year, asked_as_of=as_of,
            )  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """One table of the file, with where it stands in words."""

    plain: Mapping[str, Any]
    place: str
    file: str

    def wrong(self, field: str, wanted: str) -> Refused:
        return Refused(
            "intake.settled_field",
            file=self.file, field=f"{self.place}{field}", found=self.shown(field), wanted=wanted,
        )  # fmt: skip

    def shown(self, field: str) -> str:
        if field not in self.plain:
            return words("intake.settled_absent")
        found = json.dumps(self.plain[field], ensure_ascii=False)
        return visible(found.encode(errors="replace").decode())[:60]

    def refuse_others(self, known: Iterable[str]) -> None:
        for name in self.plain.keys() - set(known):
            field = f"{self.place}{visible(name)[:60]}"
            raise Refused(
                "intake.settled_unknown_field", file=self.file, field=field, known="、".join(known)
            )

    def text(self, field: str, *, otherwise: str | None = None, wanted: str = "“…”") -> str:
        found = self.plain.get(field, otherwise)
        if not isinstance(found, str) or len(found) > _LONGEST or not _is_text(found):
            raise self.wrong(field, wanted)
        return found

    def needed(self, field: str) -> str:
        if not self.text(field).strip():
            raise self.wrong(field, "“…”")
        return self.text(field)

    def one_of(self, field: str, known: Iterable[str]) -> str:
        found = self.text(field)
        if found not in (all_ := list(known)):
            raise self.wrong(field, "、".join(all_))
        return found

    def day(self, field: str) -> date:
        try:
            return date.fromisoformat(self.text(field, wanted="“2026-02-28”"))
        except ValueError:
            raise self.wrong(field, "“2026-02-28”") from None

    def parts(self, field: str) -> list["_Part"]:
        found = self.plain.get(field, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self.wrong(field, "[{…}, …]")
        return [_Part(one, f"{field} #{number} ", self.file) for number, one in enumerate(found, 1)]

    def said(self) -> dict[str, Any]:
        return {"by": self.needed("by"), "on": self.day("on"), "reason": self.needed("reason")}


def _column(part: _Part) -> ColumnChoice:
    part.refuse_others(_fields(ColumnChoice))
    return ColumnChoice(
        profile=_profile(part), sheet=part.needed("sheet"), heading=part.needed("heading"),
        column=part.text("column"), unit=part.text("unit", otherwise=""), **part.said(),
    )  # fmt: skip


def _owner(part: _Part) -> OwnerChoice:
    part.refuse_others(_fields(OwnerChoice))
    return OwnerChoice(
        profile=_profile(part), raw_code=part.text("raw_code"), raw_name=part.text("raw_name"),
        subject=_subject(part) if part.text("subject") else "",
        how="adds" if part.one_of("how", ("is", "adds")) == "adds" else "is", **part.said(),
    )  # fmt: skip


def _correction(part: _Part) -> Correction:
    part.refuse_others(_fields(Correction))
    try:
        found = item(part.text("item"))
    except Refused:
        raise part.wrong("item", "land_owned、vat_paid……") from None
    if found.purpose != "grading":
        raise Refused("intake.settled_not_for_grading", file=part.file, item=found.label)
    return Correction(
        subject=_subject(part), item=found.id, value=_value(part, found),
        over=part.needed("over"), evidence=part.text("evidence", otherwise=""), **part.said(),
    )  # fmt: skip


def _profile(part: _Part) -> str:
    return part.one_of("profile", (one.id for one in profiles()))


def _subject(part: _Part) -> str:
    if not is_credit_code(part.text("subject")):
        raise part.wrong("subject", "“91…”（18）")
    return part.text("subject")


def _value(part: _Part, found: Item) -> Value:
    if "value" not in part.plain:
        raise part.wrong("value", "null")
    said = part.plain["value"]
    match found.kind:
        case _ if said is None:
            return None
        case "number":
            return _number(part, found)
        case "flag" if isinstance(said, bool):
            return said
        case "flag":
            raise part.wrong("value", "true、false")
        case "date":
            return part.day("value")
        case _:
            return part.needed("value")


def _number(part: _Part, found: Item) -> int:
    """In the item's unit, exactly."""
    try:
        value = Decimal(part.text("value"))
        whole = found.whole(value) if value.is_finite() and abs(value) < TOO_LARGE else None
    except (InvalidOperation, Refused):
        whole = None
    if whole is None or abs(whole) >= TOO_LARGE or (whole < 0 and not may_be_negative(found)):
        raise Refused(
            "intake.settled_number",
            file=part.file, field=f"{part.place}value", found=part.shown("value"),
            item=found.label, unit=label(found.unit), scale=found.scale,
        )  # fmt: skip
    return whole


def _plain(one: Said) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in _fields(type(one))}
    if isinstance(one, Correction) and item(one.item).kind == "number" and one.value is not None:
        plain["value"] = f"{item(one.item).decimal(plain['value']):f}"
    return {
        name: said.isoformat() if isinstance(said, date) else said for name, said in plain.items()
    }


def _fields(kind: type[Said]) -> list[str]:
    own = [one.name for one in fields(kind)]
    return own[3:] + own[:3]  # who, when and why stand last


def _refuse_twice(whole: _Part, found: Settled) -> None:
    keys: dict[str, Sequence[object]] = {
        "columns": [(one.profile, one.sheet, one.heading) for one in found.columns],
        "owners": [
            (one.profile, *owner_key(one.raw_code, one.raw_name)) for one in found.owners
        ],
        "corrections": [(one.subject, one.item) for one in found.corrections],
    }  # fmt: skip
    for name, told in keys.items():
        for number, key in enumerate(told, 1):
            if (first := told.index(key) + 1) < number:
                raise Refused(
                    "intake.settled_twice", file=whole.file, kind=name, first=first, second=number
                )


def _json(path: Path) -> dict[str, Any]:
    name = file_name(path)
    try:
        written = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError:
        written = None
    if written is None:
        raise Refused("intake.settled_unreadable", file=name, largest=LARGEST // 2**20)
    try:
        found = json.loads(written.decode("utf-8-sig"), object_pairs_hook=partial(_once, name))
    except json.JSONDecodeError as fault:
        at = {"line": fault.lineno, "at": fault.colno}
        raise Refused("intake.settled_no_json", file=name, **at) from fault
    except (RecursionError, ValueError) as fault:
        raise Refused("intake.settled_no_json", file=name, line=1, at=1) from fault
    if not isinstance(found, dict):
        raise Refused("intake.settled_no_json", file=name, line=1, at=1)
    return found


def _once(file: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused("intake.settled_field_twice", file=file, field=visible(twice)[:60])
    return found


def _is_text(text: str) -> bool:
    """Whether it can be written: half a pair of UTF-16 cannot."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
