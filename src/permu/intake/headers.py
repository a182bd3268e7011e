"""Where a table's header stands and what its columns are called: found in the sheet, not fixed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from permu.intake.grid import Sheet
from permu.intake.tidy import tidy
from permu.terms.quantities import UNITS, Unit

_SEARCHED = 30  # rows at the top that may be title, note or header
_DEEPEST = 3
_WITH_BRACKET = re.compile(r"(.+?)\(([^()]*)\)")
_UNIT_NOTE = re.compile(r"(?:(?<![\u4e00-\u9fff])|计量|金额|面积|数量)单位:\s*([^,;。\s()]+)")
_ISSUER = re.compile(r"(局|公司|委|办|中心|政府|所|站|科|处|院)$")


@dataclass(frozen=True)
class Heading:
    """One column's heading: its levels joined by `/`, without the unit in brackets."""

    column: int
    label: str
    unit: str  # "" where the heading does not say it

    @property
    def last(self) -> str:
        """The lowest level."""
        return self.label.rpartition("/")[2]


@dataclass(frozen=True)
class Header:
    """A candidate: `depth` rows from `row` on."""

    row: int
    depth: int
    headings: tuple[Heading, ...]

    @property
    def first_data_row(self) -> int:
        """The row below the header."""
        return self.row + self.depth


@cache
def _spelled() -> dict[str, Unit]:
    return {
        tidy(spelling): unit
        for unit in UNITS.values()
        for spelling in (unit.label, *unit.spellings)
        if spelling
    }


def unit_meant(text: str) -> Unit | None:
    """The unit that a department means, whatever width it is written in."""
    return _spelled().get(tidy(text))


def headers_of(sheet: Sheet) -> tuple[Header, ...]:
    """Every run of rows at the top that could be the header."""
    top = [row for row in sheet.numbers if row <= (sheet.numbers[0] + _SEARCHED)]
    return tuple(
        Header(row, depth, tuple(_headings(sheet, row, depth)))
        for row in top
        for depth in range(1, _DEEPEST + 1)
        if all(_are_one(sheet, row + level) for level in range(depth - 1))
    )


def _are_one(sheet: Sheet, row: int) -> bool:
    """Whether a merged range ties this row to the next: over both, or over some columns of this one."""
    used = {column for number in (row, row + 1) for column in sheet.rows.get(number, {})}
    for top, left, bottom, right in sheet.merged:
        if top <= row < bottom and bottom - top < _DEEPEST:
            return True
        spans_all = right - left + 1 >= len(used) or right - left > 15
        if top == bottom == row and right > left and not spans_all:
            return True
    return False


def _headings(sheet: Sheet, row: int, depth: int) -> Iterator[Heading]:
    levels = [sheet.row_with_merged(row + level) for level in range(depth)]
    for column in sorted(set().union(*levels)):
        parts: list[str] = []
        unit = ""
        for level in levels:
            label, own = _label_and_unit(level[column].text if column in level else "")
            unit = own or unit
            if label and label not in parts[-1:]:
                parts.append(label)
        if parts:
            yield Heading(column, "/".join(parts), unit)


def _label_and_unit(text: str) -> tuple[str, str]:
    """`工业总产值（万元）` is 工业总产值 in 10k_yuan; a bracket that is no unit stays in the name."""
    label = tidy(text)
    match = _WITH_BRACKET.fullmatch(label)
    if not match:
        return label, ""
    inside = match[2].removeprefix("单位:")
    unit = unit_meant(inside)
    if unit:
        return match[1], unit.code
    return (match[1], "") if inside in ("是/否", "是否") else (label, "")


def units_noted(sheet: Sheet, header: Header) -> tuple[list[Unit], list[str]]:
    """Units that the rows above the header state (`单位：元`), and what they state that is no known unit."""
    known: list[Unit] = []
    unknown: list[str] = []
    for row in (number for number in sheet.numbers if number < header.row):
        for cell in sheet.rows[row].values():
            for stated in _UNIT_NOTE.findall(unicodedata.normalize("NFKC", cell.text)):
                for part in re.split(r"[、/和]", stated):
                    unit = unit_meant(part)
                    if unit:
                        known.append(unit)
                    elif not _ISSUER.search(part):
                        unknown.append(part)
    return known, unknown
