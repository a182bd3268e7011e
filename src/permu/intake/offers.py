"""What the columns of a file could be: for the page on which a person says it, once for the form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from permu.intake.grid import Sheet, column_letters
from permu.intake.headers import Header, headers_of, named
from permu.intake.profiles import Column, SheetProfile, profiles
from permu.intake.reader import read_grid
from permu.intake.recognise import (
    Attempt,
    fields,
    nearest_of,
    recognise,
    tries,
    twins,
    with_choices,
)
from permu.intake.settled import ColumnChoice
from permu.intake.tidy import file_name, visible
from permu.terms.items import item
from permu.terms.quantities import UNITS, unit
from permu.terms.refusal import Refused

_SAMPLES = 3
_LONGEST = 30


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One column of the file: its name, letters, the unit its heading says, and what stands in it first."""

    name: str
    letters: str
    unit: str
    samples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One column of the form: what it is called, whether the form is void without it, and which column it is."""

    key: str
    label: str
    needed: bool
    is_item: bool
    heading: str  # the name of the column that it is taken to be, or ""
    units: tuple[str, ...]  # that its figures may be written in; none for a text or a date
    unit: str  # that a person said, or the heading says


@dataclass(frozen=True, kw_only=True)
class SheetOffer:
    """One sheet of the form and the sheet of the file that comes nearest to it."""

    label: str
    sheet: str
    header_row: int
    headings: tuple[Offered, ...]
    wanted: tuple[Wanted, ...]

    @property
    def others(self) -> tuple[Offered, ...]:
        """The columns that are taken for nothing."""
        taken = {one.heading for one in self.wanted}
        return tuple(one for one in self.headings if one.name not in taken)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A file held against a form: `trouble` is the refusal that reading it gives, or None."""

    profile: str
    title: str
    department: str
    trouble: Refused | None
    sheets: tuple[SheetOffer, ...]


def offer(
    path: Path, *, year: int, profile: str = "", choices: Sequence[ColumnChoice] = ()
) -> Offer:
    """A file's columns beside those of a form: the one asked for, else the one it comes nearest to.

    Raises:
        Refused: the file cannot be read, or has nothing in it.
    """
    book = read_grid(path)
    headers = [(sheet, headers_of(sheet)) for sheet in book.sheets if sheet.rows]
    if not headers:
        raise Refused("intake.no_rows", file=file_name(path))
    possible = [with_choices(one, choices) for one in profiles()]
    tried = {one.id: tries(one.needed, headers, year) for one in possible}
    asked = next((one for one in possible if one.id == profile), None)
    form = asked or nearest_of(file_name(path), tried, possible)[0]
    trouble = None
    try:
        recognise(book, file_name(path), year, among=(form,), choices=choices)
    except Refused as refused:
        trouble = refused
    return Offer(
        profile=form.id, title=form.title, department=form.department, trouble=trouble,
        sheets=tuple(
            _sheet_offer(spec, *pairs[0])
            for spec, pairs in zip(form.needed, tried[form.id], strict=True)
        ),
    )  # fmt: skip


def _sheet_offer(spec: SheetProfile, sheet: Sheet, attempt: Attempt) -> SheetOffer:
    names = {heading.column: name for name, heading in named(attempt.header).items()}
    return SheetOffer(
        label=spec.label,
        sheet=sheet.name,
        header_row=attempt.header.row,
        headings=tuple(
            Offered(
                name=names[one.column], letters=column_letters(one.column), unit=one.unit,
                samples=tuple(_samples(sheet, attempt.header, one.column)),
            )
            for one in attempt.header.headings
        ),
        wanted=tuple(_wanted(spec, attempt, names)),
    )  # fmt: skip


def _samples(sheet: Sheet, header: Header, column: int) -> Iterator[str]:
    """The first things that stand below a heading."""
    left = _SAMPLES
    for row in sheet.numbers:
        text = visible(sheet.cell(row, column).text)
        if row >= header.first_data_row and text:
            yield text[:_LONGEST]
            left -= 1
        if not left:
            return


def _wanted(spec: SheetProfile, attempt: Attempt, names: dict[int, str]) -> Iterator[Wanted]:
    columns = {column.id: column for column in spec.columns}
    said = {one.key: one.unit for one in spec.settled}
    for key, labels, needed in fields(spec):
        column = columns.get(key)
        if key.partition(".")[0] in ("total", "refused") or key != twins(spec, key)[0]:
            continue
        found = attempt.found.get(key)
        yield Wanted(
            key=key,
            label=labels[0],
            needed=needed,
            is_item=bool(column and column.item),
            heading=names[found.column] if found else "",
            units=_units(column),
            unit=said.get(key) or (found.unit if found else ""),
        )


def _units(column: Column | None) -> tuple[str, ...]:
    """The units that a column's figures may be written in."""
    if column is None or not column.unit:
        return ()
    dimension = unit(item(column.item).unit if column.item else column.unit).dimension
    return tuple(code for code, one in UNITS.items() if one.dimension == dimension)
