"""Files in which nothing is wrong, in every form that a department sends: all accepted, nothing to tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl

from tests.intake.forms import Sheet, workbook

from .build import FIGURES, HEAD, ROWS, Category, Make, Package, Written, sound_parts, zipped
from .case import Case
from .dirt import Page, Row, day
from .kinds import TEXT, old_workbook
from .table import BOLT, CLEAN, FAN, HEADINGS, LAMP

_OF = Category("sound")
_AREAS = {FAN: "30", LAMP: "45.5", BOLT: "15"}
_DAYS = {FAN: "2024-05-06", LAMP: "2025-03-01", BOLT: "2025-11-30"}


def _sheet(*rows: Row, **dress: object) -> Make:
    return lambda folder: workbook(folder / "报表.xlsx", {"表": Sheet(list(rows), **dress)})  # type: ignore[arg-type]


def _page(rows: Sequence[Row], *, from_1904: bool = False) -> Make:
    return lambda folder: Page(rows=rows, from_1904=from_1904).save(folder / "报表.xlsx")


def _by_openpyxl(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (HEAD, *ROWS):
        book.worksheets[0].append(list(row))
    book.save(folder / "报表.xlsx")
    return folder / "报表.xlsx"


def _rows(heading: str, values: Sequence[object]) -> list[list[object]]:
    return [
        [*HEAD[:2], heading],
        *([*who, value] for who, value in zip(CLEAN, values, strict=True)),
    ]


def _of(dataset: str, id_: str, says: str, make: Make, values: Mapping[str, str]) -> Case:
    return replace(_OF.sound(id_, says, make), dataset=dataset, values=values)


_AREA_ROWS = _rows(HEADINGS["land"], (30, 45.5, 15))
_DAY_ROWS = _rows(HEADINGS["project"], list(_DAYS.values()))
_REAL_DAYS = [date.fromisoformat(one) for one in _DAYS.values()]
_TITLED = (["2025年实缴税金"], ["单位：元"], [*HEAD[:2], "实缴税金"])
_IN_YUAN = [[*who, round(figure * 10_000)] for who, figure in zip(CLEAN, FIGURES, strict=True)]

CASES = [
    _OF.sound("xlsx", "A workbook by XlsxWriter.", _sheet(HEAD, *ROWS)),
    _OF.sound("openpyxl", "One by openpyxl.", _by_openpyxl),
    _OF.sound("plain", "One with nothing in it but what must be.", Package()),
    _OF.sound("stored", "One that is not compressed.", Written("报表.xlsx", lambda: zipped(sound_parts(), 0))),
    _OF.sound("xls", "One of Excel 97.", Written("报表.xls", old_workbook)),
    _OF.sound("csv", "A text in UTF-8.", Written("报表.csv", TEXT.encode)),
    _OF.sound("csv-gbk", "A text as Excel writes it here.", Written("报表.csv", lambda: TEXT.encode("gbk"))),
    _OF.sound("csv-mark", "A text in UTF-8 as Excel writes it.", Written("报表.csv", lambda: TEXT.encode("utf-8-sig"))),
    _OF.sound("csv-tabs", "A text in UTF-16 as Excel writes it.", Written("报表.txt", lambda: TEXT.replace(",", "\t").encode("utf-16"))),
    _OF.sound("titled", "A title, a unit above, and a total below.", _sheet(*_TITLED, *_IN_YUAN, ["合计", None, 5585000])),
    _OF.sound("texts", "Figures that are texts.", _page(_rows(HEAD[2], ("120.50", "350", "88.0")))),
    _OF.sound("thousands", "Figures with commas.", _page(_rows("实缴税金（元）", ("1,205,000", "3,500,000.00", "880,000")))),
    _OF.sound("numbered", "A column of numbers before, remarks behind.",
        _sheet(["序号", *HEAD, "备注"], *([at, *row, "无"] for at, row in enumerate(ROWS, 1)))),
    _OF.sound("spaces", "Spaces around what stands in a cell.", _page([HEAD, *([f" {row[0]} ", f"{row[1]} ", row[2]] for row in ROWS)])),
    _of("land", "land", "Areas in 亩.", _page(_AREA_ROWS), _AREAS),
    _of("land", "land-xls", "Areas in 平方米, in an old workbook.",
        Written("报表.xls", lambda: old_workbook(_rows("用地面积（平方米）", (20000, 30000, 10000)))), {FAN: "30", LAMP: "45", BOLT: "15"}),
    _of("land", "land-csv", "Areas in a text.", Written("报表.csv", lambda: "\n".join(",".join(map(str, row)) for row in _AREA_ROWS).encode()), _AREAS),
    _of("project", "project", "Days as texts.", _page(_DAY_ROWS), _DAYS),
    _of("project", "project-real", "Days as days.", _page(_rows(HEADINGS["project"], [day(one) for one in _REAL_DAYS])), _DAYS),
    _of("project", "project-1904", "Days counted from 1904.",
        _page(_rows(HEADINGS["project"], [day(one, from_1904=True) for one in _REAL_DAYS]), from_1904=True), _DAYS),
    _of("project", "project-csv", "Days in a text.", Written("报表.csv", lambda: "\n".join(",".join(map(str, row)) for row in _DAY_ROWS).encode()), _DAYS),
]  # fmt: skip
