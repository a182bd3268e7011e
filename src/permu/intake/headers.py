"""Where a table's header stands and what its columns are called: found in the sheet, not fixed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from permu.intake.grid import Sheet, column_letters
from permu.intake.matching.names import simplified
from permu.intake.tidy import BRACKETS, is_dash, tidy, visible
from permu.terms.quantities import UNITS, Unit

_SEARCHED = 60  # rows at the top that may be title, note or header
_DEEPEST = 3
_UNIT_WORDS = ("单位", "计量单位", "金额单位", "单位:")
_WITH_BRACKET = re.compile(r"(.+?)\(([^()]*)\)")
_BRACKET_FIRST = re.compile(r"\(([^()]*)\)(.+)")
_WITH_SIGN = re.compile(r"(.+?)(?:[/:,;、_—–·|-]|(?=单位[:为]))([^/:,;、]*(?:[:,][^/:,;、]+)?)")
_GLUED = re.compile(
    r"(.+?(?<![\d超于达过每]))(?:单位)?((?:百万|千万|[千万亿])元|万?平方米|公顷|平方公里|(?<=积)亩)"
)
_SAYING = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}单位[:为]?|以|按|¥)?(?:人民币:?)?(.+?)(?:为单位|计算?|/年)?"
)
_NUMBERED = re.compile(
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)](?!\d)|\((?:\d{1,2}|[一二三四五六七八九十]{1,2})\))(?=..)"
)
_MARKS = "*★※"


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

    @property
    def above(self) -> str:
        """The levels above the lowest."""
        return self.label.rpartition("/")[0]


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

    @cached_property
    def by_label(self) -> dict[str, list[Heading]]:
        """The headings of each whole label, and of each lowest level below another."""
        found: dict[str, list[Heading]] = {}
        for heading in self.headings:
            for label in {heading.label, f"…/{heading.last}"}:
                found.setdefault(label, []).append(heading)
        return found


def named(header: Header) -> dict[str, Heading]:
    """The headings by names that tell them apart: of several with one label, each with its column's letters."""
    return {
        heading.label
        if sum(one.label == heading.label for one in header.headings) == 1
        else f"{heading.label}（{column_letters(heading.column)}列）": heading
        for heading in header.headings
    }


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
    return _spelled().get(_in_simplified(tidy(text)))


def _in_simplified(text: str) -> str:
    """As `simplified`, which takes long to load, only where a character needs it: GB 2312 has no traditional ones."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return simplified(text)
    return text


def unit_alone(text: str) -> Unit | None:
    """The unit that a cell names and nothing else, in brackets or not."""
    return unit_meant(tidy(text).translate(BRACKETS).strip("()"))


def headers_of(sheet: Sheet) -> tuple[Header, ...]:
    """Every run of rows at the top that could be the header."""
    top = [row for row in sheet.numbers if row <= (sheet.numbers[0] + _SEARCHED)]
    return tuple(
        header
        for row in top
        for depth in range(1, _DEEPEST + 1)
        if all(_are_one(sheet, row + level) for level in range(depth - 1))
        for header in _with_units_below(sheet, row, depth)
    )


def _with_units_below(sheet: Sheet, row: int, depth: int) -> Iterator[Header]:
    """The header; where a row of nothing but units stands below it, with that row."""
    headings = tuple(_headings(sheet, row, depth))
    below = sheet.row_with_merged(row + depth)
    said = {at: tidy(cell.text) for at, cell in below.items() if not is_dash(cell.text)}
    units = {at: unit_alone(text) for at, text in said.items() if text not in _UNIT_WORDS}
    if not (units and all(units.values())):
        yield Header(row, depth, headings)
        return
    told = {at: unit.code for at, unit in units.items() if unit}
    labelled = (replace(one, unit=told.get(one.column, one.unit)) for one in headings)
    yield Header(row, depth + 1, tuple(labelled))


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
            label, own = label_and_unit(level[column].text if column in level else "")
            unit = own or unit
            if label and label not in parts[-1:]:
                parts.append(label)
        if parts:
            yield Heading(column, "/".join(parts), unit)


def label_and_unit(text: str) -> tuple[str, str]:
    """`工业总产值（万元）` is 工业总产值 in 10k_yuan; a bracket that is no unit stays in the name."""
    label = _unmarked(_in_simplified(tidy(text)).translate(BRACKETS))
    alone = unit_alone(label)
    if alone:
        return "", alone.code
    if match := _WITH_BRACKET.fullmatch(label):
        return _bracketed(label, *match.groups())
    for label_at, unit_at, pattern in ((2, 1, _BRACKET_FIRST), (1, 2, _WITH_SIGN), (1, 2, _GLUED)):
        found = pattern.fullmatch(label)
        if found and (unit := _unit_within(found[unit_at])):
            return found[label_at].rstrip(":"), unit.code
    *words, last = visible(text).split() or [""]  # 实缴税金 万元
    apart = unit_meant(last) if words else None
    return (_unmarked(tidy("".join(words))), apart.code) if apart else (label, "")


def _unmarked(label: str) -> str:
    """Without a number before it (`1.`), the star of what must be filled in, and a point after it."""
    bare = label.strip(_MARKS)
    return _NUMBERED.sub("", bare, count=1).strip(_MARKS).rstrip(".:,;、。") or label


def _bracketed(label: str, before: str, within: str) -> tuple[str, str]:
    """Of a label that ends with a bracket: a unit in it, or in the bracket before that one."""
    if unit := _unit_within(within):
        return before.rstrip(":"), unit.code
    if within in ("是/否", "是否"):
        return before, ""
    if before.endswith(")"):  # 实缴税金（万元）（含免抵）
        shorter, code = label_and_unit(before)
        if shorter and code:
            return f"{shorter}({within})", code
    return label, ""


def _unit_within(text: str) -> Unit | None:
    """The one unit that a bracket names, besides remarks (`单位：元，保留两位小数`)."""
    known: dict[str, Unit] = {}
    for part in re.split(r"[,;]", text):
        said = _SAYING.fullmatch(part)
        units = [unit_meant(one) for one in said[1].split("/")] if said else []  # ㎡/平方米
        if all(units):
            known |= {unit.code: unit for unit in units if unit}
    return known.popitem()[1] if len(known) == 1 else None
