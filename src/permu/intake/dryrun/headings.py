"""Headings that say more than the item's name: the year before it, a remark in brackets after it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from permu.intake.grid import Sheet, Workbook
from permu.intake.headers import label_and_unit
from permu.intake.profiles import Column, Profile
from permu.intake.tidy import tidy

_SEARCHED = 35  # rows at the top that may hold a heading, or a title with the year
_BEFORE = re.compile(r"^(?:20\d\d年?(?:度|全年|1-12月)?|本年度?|全年|当年|年度|1-12月|企业)")
_AFTER = re.compile(r"(?:情况|数额|金额|数|额|合计|总计)$|\(20\d\d年?(?:度|1-12月)?\)$")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def widened(profile: Profile, book: Workbook) -> tuple[Profile, int]:
    """The profile with the workbook's own longer spellings of its headings; and the latest year named."""
    texts = list(_texts(book))
    years = {int(year) for sheet in book.sheets for year in _YEAR.findall(sheet.name)} or {
        int(year) for text in texts for year in _YEAR.findall(text)
    }
    labels = dict.fromkeys(label_and_unit(text)[0] for text in texts)
    sheet = profile.sheets[0]
    columns = tuple(_wider(column, labels) for column in sheet.columns)
    wider = replace(sheet, columns=columns)
    return replace(profile, sheets=(wider,)), max(years, default=0)


def _texts(book: Workbook) -> Iterator[str]:
    for sheet in book.sheets:
        for number in _top(sheet):
            yield from (cell.text for cell in sheet.rows[number].values() if cell.kind == "t")


def _top(sheet: Sheet) -> Iterator[int]:
    return (number for number in sheet.numbers[:_SEARCHED])


def _wider(column: Column, labels: dict[str, None]) -> Column:
    known = {tidy(heading) for heading in column.headers}
    longer = [label for label in labels if label not in known and known & set(_cores(label))]
    return replace(column, headers=(*column.headers, *longer))


def _cores(label: str) -> Iterator[str]:
    """What a longer heading may be of."""
    yield label
    bare = _BEFORE.sub("", label)
    yield bare
    yield _AFTER.sub("", label)
    yield _AFTER.sub("", bare)
