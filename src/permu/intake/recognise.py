"""Which department's form a file is, and where each of its columns stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from permu.intake.grid import Sheet, Workbook
from permu.intake.headers import Header, Heading, headers_of, named
from permu.intake.issues import issued_form
from permu.intake.notes import units_noted, years_named
from permu.intake.profiles import (
    Column,
    Profile,
    RefusedColumn,
    SettledColumn,
    SheetProfile,
    Total,
    profiles,
)
from permu.intake.settled import ColumnChoice
from permu.intake.tidy import tidy
from permu.terms.items import item
from permu.terms.quantities import UNITS, unit
from permu.terms.refusal import Refused

_OTHER_TIME = re.compile(r"上年|去年|前年|上期|同期|同比|增长|增幅|累计")
_YEAR = re.compile(r"20\d\d")
_HARDLY = Fraction(3, 10)
"""A share of a form's columns below which a file is not said to be that form."""


@dataclass(frozen=True)
class Placed:
    """A column of the profile, found: its number, its unit and who said so."""

    column: Column
    at: int
    unit: str = ""
    unit_from: str = ""  # person | header | note | profile


@dataclass(frozen=True)
class PlacedTotal:
    """A total column, found."""

    total: Total
    cell: Placed


@dataclass(frozen=True)
class Form:
    """One sheet of a file, recognised."""

    sheet: Sheet
    profile: SheetProfile
    header: Header
    columns: tuple[Placed, ...]
    who: Mapping[str, tuple[int, int]]  # role → columns of code and name
    totals: tuple[PlacedTotal, ...]
    refused: tuple[tuple[RefusedColumn, int], ...]
    unused: tuple[str, ...]


@dataclass
class Attempt:
    """How well a header fits a sheet's profile."""

    header: Header
    found: dict[str, Heading] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    @property
    def fit(self) -> tuple[int, int, int, int]:
        """Of two headers the one with the greater fits better."""
        units = sum(1 for heading in self.found.values() if heading.unit)
        return len(self.found), units, -self.header.depth, -self.header.row


def recognise(
    book: Workbook,
    file: str,
    year: int,
    *,
    among: Sequence[Profile] = (),
    choices: Sequence[ColumnChoice] = (),
) -> tuple[Profile, tuple[Form, ...]]:
    """The profile (`among` those given, else any) whose every needed sheet is in the workbook, and where.

    Its figures are those of `year`. A form that we issued is held to what was asked on it. What people
    said of a form's columns comes before what the profile knows them by.

    Raises:
        Refused: no form fits (naming the headers seen and what is missing), two forms or two sheets do, or
            the sheet says that it is of an earlier year.
    """
    headers = [(sheet, headers_of(sheet)) for sheet in book.sheets if sheet.rows]
    if not headers:
        raise Refused("intake.no_rows", file=file)
    issued = None if among else issued_form(book)
    possible = [
        with_choices(one, choices) for one in ((issued,) if issued else among or profiles())
    ]
    tried = {profile.id: tries(profile.needed, headers, year) for profile in possible}
    fitting = [
        profile
        for profile in possible
        if all(not candidates[0][1].missing for candidates in tried[profile.id])
    ]
    if len(fitting) > 1:
        named = [p for p in fitting if any(word in file for word in p.file_words)]
        fitting = named or fitting
    if len(fitting) > 1:
        raise Refused("intake.two_forms", file=file, forms="、".join(p.title for p in fitting))
    if not fitting:
        raise _unrecognised(file, tried, possible)
    chosen = _chosen(fitting[0], tried[fitting[0].id], headers=headers, file=file, year=year)
    forms = tuple(
        _form(*chosen[spec.label], spec, file) for spec in fitting[0].sheets if spec.label in chosen
    )
    return fitting[0], forms


def with_choices(profile: Profile, choices: Sequence[ColumnChoice]) -> Profile:
    """The profile with what people said of its columns."""
    own = [one for one in choices if one.profile == profile.id]
    if not own:
        return profile
    sheets = (
        replace(
            sheet,
            settled=tuple(
                SettledColumn(one.heading, one.column, one.unit)
                for one in own
                if one.sheet == sheet.label
            ),
        )
        for sheet in profile.sheets
    )
    return replace(profile, sheets=tuple(sheets))


def _chosen(
    profile: Profile,
    tried: list[list[tuple[Sheet, Attempt]]],
    *,
    headers: list[tuple[Sheet, tuple[Header, ...]]],
    file: str,
    year: int,
) -> dict[str, tuple[Sheet, Attempt]]:
    """The sheet of each label; one with the headings of an optional sheet serves a needed one only where no other does."""
    extra = [
        [pair for pair in candidates if not pair[1].missing]
        for candidates in tries(profile.optional, headers, year)
    ]
    special = {id(sheet) for candidates in extra for sheet, _ in candidates}
    chosen: dict[str, tuple[Sheet, Attempt]] = {}
    for spec, candidates in zip(profile.needed, tried, strict=True):
        plain = [pair for pair in candidates if id(pair[0]) not in special]
        chosen[spec.label] = _the_one(spec, plain or candidates, file=file, year=year)
    taken = {id(sheet) for sheet, _ in chosen.values()}
    for spec, candidates in zip(profile.optional, extra, strict=True):
        free = [pair for pair in candidates if id(pair[0]) not in taken]
        if free:
            chosen[spec.label] = _the_one(spec, free, file=file, year=year)
    return chosen


def _the_one(
    spec: SheetProfile, candidates: list[tuple[Sheet, Attempt]], *, file: str, year: int
) -> tuple[Sheet, Attempt]:
    """Of the sheets that fit (a template, last year's, this year's) the one that is meant."""
    filled = [pair for pair in candidates if _has_rows(*pair)] or candidates
    years = {id(sheet): years_named(sheet, attempt.header) for sheet, attempt in filled}
    of_year = [pair for pair in filled if year in years[id(pair[0])]]
    others = [pair for pair in filled if pair not in of_year]
    if len(of_year) == 1 and all(years[id(sheet)] for sheet, _ in others):
        filled = of_year
    if len(filled) > 1:
        names = "”“".join(sheet.name for sheet, _ in filled)
        raise Refused("intake.two_sheets", file=file, form=spec.label, sheets=names)
    sheet, attempt = filled[0]
    named = years[id(sheet)]
    if (spec.of_year or spec.in_year) and named and max(named) < year:
        details = {"sheet": sheet.name or "（CSV）", "named": max(named), "year": year}
        raise Refused("intake.earlier_year", file=file, **details)
    return sheet, attempt


def _has_rows(sheet: Sheet, attempt: Attempt) -> bool:
    """Whether any code or name stands below the header."""
    first = attempt.header.first_data_row
    keys = [attempt.found[key].column for key in attempt.found if key.endswith((".code", ".name"))]
    return any(
        not sheet.cell(row, at).is_blank for row in sheet.numbers if row >= first for at in keys
    )


def tries(
    specs: Sequence[SheetProfile], headers: list[tuple[Sheet, tuple[Header, ...]]], year: int
) -> list[list[tuple[Sheet, Attempt]]]:
    """For each sheet of a profile the sheets of the file that fit it; where none does, the nearest."""
    found: list[list[tuple[Sheet, Attempt]]] = []
    for spec in specs:
        tries = [
            (sheet, max((_try(spec, header, year) for header in candidates), key=lambda t: t.fit))
            for sheet, candidates in headers
        ]
        fitting = [pair for pair in tries if not pair[1].missing]
        found.append(fitting or [max(tries, key=lambda pair: pair[1].fit)])
    return found


def fields(spec: SheetProfile) -> Iterable[tuple[str, tuple[str, ...], bool]]:
    """Every column the profile knows: a key, its headings, whether the form is void without it."""
    unasked = {one.key for one in spec.settled if not one.heading}
    for role, who in spec.who.items():
        yield f"{role}.code", who.code, not who.either
        yield f"{role}.name", who.name, not who.either
    for column in spec.columns:
        yield column.id, column.headers, column.needed and column.id not in unasked
    for number, total in enumerate(spec.total):
        yield f"total.{number}", total.headers, False
    for number, refused in enumerate(spec.refused):
        yield f"refused.{number}", refused.headers, False


def _try(spec: SheetProfile, header: Header, year: int) -> Attempt:
    attempt = Attempt(header)
    asides = {column.id for column in spec.columns if not (column.needed or column.item)}
    settled = _settled(spec, header)
    for key, labels, needed in fields(spec):
        found = settled.get(key) or [
            heading for heading in _like(header, labels, year) if heading not in settled[""]
        ]
        if len(found) == 1:
            attempt.found[key] = found[0]
        elif found and key not in asides:
            attempt.twice.append(labels[0])
        elif needed:
            attempt.missing.append(labels[0])
    attempt.missing += attempt.twice
    for role, who in spec.who.items():
        if not {f"{role}.code", f"{role}.name"} & attempt.found.keys():
            attempt.missing += (*who.code[:1], *who.name[:1]) if who.either else ()
    return attempt


def _settled(spec: SheetProfile, header: Header) -> dict[str, list[Heading]]:
    """The headings of which a person said what they are, by key; under "" those that serve nothing, or another key."""
    found: dict[str, list[Heading]] = {"": []}
    headings = named(header) if spec.settled else {}
    for one in spec.settled:
        if heading := headings.get(one.heading):
            found[""].append(heading)
            found |= {key: [heading] for key in twins(spec, one.key)}
    return found


def twins(spec: SheetProfile, key: str) -> tuple[str, ...]:
    """A key and those that the profile knows by the same headings: one column of a lease is the tenant's and the landlord's."""
    headers = next((column.headers for column in spec.columns if column.id == key), None)
    others = (column.id for column in spec.columns if headers and column.headers == headers)
    return tuple(others) or (key,) if key else ()


def _like(header: Header, labels: Sequence[str], year: int) -> list[Heading]:
    """The headings that the profile knows a column by: a whole label, else a lowest level of this year."""
    wanted = [tidy(label) for label in labels]
    full = [one for label in wanted for one in header.by_label.get(label, ())]
    below = (one for label in wanted for one in header.by_label.get(f"…/{label}", ()))
    return full or [heading for heading in below if not _is_of_other_time(heading, year)]


def _is_of_other_time(heading: Heading, year: int) -> bool:
    """Whether the levels above say that the column is last year's, or a growth."""
    years = set(map(int, _YEAR.findall(heading.above)))
    return bool(_OTHER_TIME.search(heading.above) or (years and year not in years))


def nearest_of(
    file: str,
    candidates: Mapping[str, list[list[tuple[Sheet, Attempt]]]],
    among: Sequence[Profile],
) -> tuple[Profile, Fraction]:
    """The profile that the file comes nearest to, and the share of its columns that were found."""

    def nearness(profile: Profile) -> tuple[bool, Fraction]:
        named = any(word in file for word in profile.file_words)
        found = sum(len(pairs[0][1].found) for pairs in candidates[profile.id])
        return named, Fraction(found, sum(len(list(fields(spec))) for spec in profile.needed))

    nearest = max(among, key=nearness)
    return nearest, nearness(nearest)[1]


def _unrecognised(
    file: str,
    candidates: Mapping[str, list[list[tuple[Sheet, Attempt]]]],
    among: Sequence[Profile],
) -> Refused:
    """The refusal that names what was seen, measured against the form it comes nearest to."""
    tried = {id_: [pairs[0] for pairs in sheets] for id_, sheets in candidates.items()}
    nearest, share = nearest_of(file, candidates, among)
    sheet, attempt = max(tried[nearest.id], key=lambda pair: len(pair[1].missing))
    seen = "、".join(heading.label for heading in attempt.header.headings[:30])
    details = {"file": file, "form": nearest.title, "sheet": sheet.name or "（CSV）", "seen": seen}
    if attempt.twice:
        return Refused("intake.column_twice", columns="、".join(attempt.twice), **details)
    if share < _HARDLY and len(among) > 1:
        return Refused("intake.unknown_form", file=file, seen=seen)
    return Refused(
        "intake.column_missing", columns="、".join(dict.fromkeys(attempt.missing)), **details
    )


def _form(sheet: Sheet, attempt: Attempt, spec: SheetProfile, file: str) -> Form:
    found = attempt.found
    place = _Placer(sheet, attempt.header, spec, file)
    columns = tuple(
        place(column, found[column.id]) for column in spec.columns if column.id in found
    )
    totals = tuple(
        PlacedTotal(total, place(_as_column(total), found[f"total.{number}"]))
        for number, total in enumerate(spec.total)
        if f"total.{number}" in found
    )
    used = {heading.column for heading in found.values()}
    return Form(
        sheet=sheet,
        profile=spec,
        header=attempt.header,
        columns=columns,
        who={role: (_at(found, f"{role}.code"), _at(found, f"{role}.name")) for role in spec.who},
        totals=totals,
        refused=tuple(
            (refused, found[f"refused.{number}"].column)
            for number, refused in enumerate(spec.refused)
            if f"refused.{number}" in found
        ),
        unused=tuple(h.label for h in attempt.header.headings if h.column not in used),
    )


def _at(found: Mapping[str, Heading], key: str) -> int:
    """The column's number; 0, where nothing ever stands, if the form has none."""
    return found[key].column if key in found else 0


def _as_column(total: Total) -> Column:
    return Column(id="total", headers=total.headers, kind="number", unit=total.unit)


class _Placer:
    """Settles a column's unit: a person said it, else its heading, else the note above, else the profile."""

    def __init__(self, sheet: Sheet, header: Header, spec: SheetProfile, file: str) -> None:
        self._file = file
        headings = named(header) if spec.settled else {}
        self._said = {headings.get(one.heading): one.unit for one in spec.settled if one.unit}
        self._known, self._unknown = units_noted(sheet, header)

    def __call__(self, column: Column, heading: Heading) -> Placed:
        if not column.unit:
            return Placed(column, heading.column)
        if said := self._said.get(heading):
            return Placed(column, heading.column, said, "person")
        dimension = unit(item(column.item).unit if column.item else column.unit).dimension
        if heading.unit:
            if unit(heading.unit).dimension != dimension:
                raise Refused(
                    "intake.unlike_unit", file=self._file, column=heading.label,
                    unit=UNITS[heading.unit].label, wanted=UNITS[column.unit].label,
                )  # fmt: skip
            return Placed(column, heading.column, heading.unit, "header")
        noted = list(dict.fromkeys(u.code for u in self._known if u.dimension == dimension))
        if len(noted) > 1 or (not noted and self._unknown and _has_several_units(dimension)):
            said = "、".join([*(UNITS[code].label for code in noted), *self._unknown])
            raise Refused("intake.unclear_unit", file=self._file, column=heading.label, said=said)
        if noted:
            return Placed(column, heading.column, noted[0], "note")
        return Placed(column, heading.column, column.unit, "profile")


def _has_several_units(dimension: str) -> bool:
    return sum(1 for known in UNITS.values() if known.dimension == dimension) > 1


def is_unit_assumed(placed: Placed) -> bool:
    """Whether nobody but the profile says the unit, where another would be possible."""
    return placed.unit_from == "profile" and _has_several_units(unit(placed.unit).dimension)
