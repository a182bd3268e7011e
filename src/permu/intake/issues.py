"""A form as it is issued: the columns that serve, and the mark by which the reader knows it.

The mark, printed under the title, says which form it is, of which year, and which of the form's
columns it has: `03-tax-2025-3ff-1c2d`. So the reader holds it to what was asked, not to the whole.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from permu.intake.grid import Workbook
from permu.intake.profiles import Column, Profile, SheetProfile, profiles
from permu.intake.tidy import tidy

_MARK = re.compile(r"([a-z0-9][a-z0-9-]*)-(\d{4})-([0-9a-f]+)-([0-9a-f]{4})(?![0-9a-f])")
_MARKED = 6  # rows at the top of a sheet where the mark may stand
Place = tuple[str, str]
"""A sheet's label and a column's id."""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """A form as it goes out: of a year, with the columns of the items asked."""

    whole: Profile
    year: int
    items: tuple[str, ...]

    @property
    def form(self) -> Profile:
        """The form without what is not asked."""
        return _with_columns(self.whole, frozenset(_serving(self.whole, self.items)))

    @property
    def mark(self) -> str:
        """What is printed on it, and by which the reader knows it."""
        kept = set(_places(self.form))
        bits = "".join(str(int(place in kept)) for place in _places(self.whole))
        return f"{self.whole.id}-{self.year}-{int(bits, 2):x}-{_version(self.whole)}"


def issued_form(book: Workbook) -> Profile | None:
    """The form of ours that a workbook says it is, cut to what was asked; None where it bears no mark.

    A mark of a form that has changed since says nothing any more.
    """
    for sheet in book.sheets:
        for number in sheet.numbers[:_MARKED]:
            for cell in sheet.rows[number].values():
                found = _MARK.search(cell.text) if cell.kind == "t" else None
                whole = next((p for p in profiles() if found and p.id == found[1]), None)
                if found and whole and found[4] == _version(whole):
                    return _with_columns(whole, frozenset(_kept(whole, int(found[3], 16))))
    return None


def columns_left_out(issue: Issue) -> Iterator[Place]:
    """The columns of the whole form's sheets that are not on the form as it goes out."""
    kept = set(_places(issue.form))
    sheets = {sheet.label for sheet in issue.form.sheets}
    yield from (place for place in _places(issue.whole) if place[0] in sheets and place not in kept)


def is_row_each(sheet: SheetProfile) -> bool:
    """Whether each enterprise has a row of its own; of a complete list only what happened is written."""
    return set(sheet.who) == {"subject"} and not sheet.complete


def columns_to_fill(sheet: SheetProfile) -> list[Column]:
    """The columns that a sheet has besides codes and names: one heading stands once, whatever it serves."""
    taken = {tidy(heading) for who in sheet.who.values() for heading in (who.code[0], who.name[0])}
    columns: dict[str, Column] = {}
    for column in sheet.columns:
        if tidy(column.headers[0]) not in taken:
            columns.setdefault(tidy(column.headers[0]), column)
    return list(columns.values())


def _places(form: Profile) -> Iterator[Place]:
    """Every column of a form once, in its order."""
    places = ((sheet.label, column.id) for sheet in form.sheets for column in sheet.columns)
    yield from dict.fromkeys(places)


def _version(form: Profile) -> str:
    """What changes when a form's columns do."""
    text = "\n".join("\t".join(place) for place in _places(form))
    return hashlib.sha256(text.encode()).hexdigest()[:4]


def _kept(form: Profile, bits: int) -> Iterator[Place]:
    places = list(_places(form))
    yield from (one for at, one in enumerate(reversed(places)) if bits >> at & 1)


def _serving(form: Profile, items: Iterable[str]) -> Iterator[Place]:
    """The columns of the items asked, and those that tell the rows of their sheets apart."""
    wanted = set(items)
    for sheet in form.sheets:
        if sheet.is_register or not wanted.isdisjoint(sheet.items):
            serving = [column for column in sheet.columns if _serves(column, sheet, wanted)]
            headings = {column.headers for column in serving}
            for column in sheet.columns:
                if column.headers in headings:  # one column of the sheet may serve two roles
                    yield sheet.label, column.id


def _serves(column: Column, sheet: SheetProfile, wanted: Collection[str]) -> bool:
    if column.id in sheet.row_is or column.item in wanted:
        return True
    return column.needed and not column.item


def _with_columns(form: Profile, kept: frozenset[Place]) -> Profile:
    """The form with these columns alone; a sheet without any is left out, and so are control totals."""
    sheets = []
    for sheet in form.sheets:
        columns = tuple(one for one in sheet.columns if (sheet.label, one.id) in kept)
        if columns:
            sheets.append(replace(sheet, columns=columns, total=(), is_issued=True, of_year=True))
    return replace(form, sheets=tuple(sheets))
