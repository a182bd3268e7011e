"""Small sound files, where the fuzzer begins."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import xlwt

from ..corpus import dates, formulas, text
from ..forms import FAN, LAMP, NAMES, Sheet, workbook

_ROWS: list[Sequence[object]] = [
    ["统一社会信用代码", "企业名称", "实缴税金（万元）", "入库时间", "重大"],
    [FAN, NAMES[FAN], 1234.5, date(2025, 3, 1), True],
    [LAMP, NAMES[LAMP], "（1,350.50）", "2025年3月1日", 0.1 + 0.2],
]
_FIELDS = [
    "统一社会信用代码,企业名称,用地面积（亩）,备注",
    f"{FAN},{NAMES[FAN]},12.5,",
    f'{LAMP},{NAMES[LAMP]},"1,250","停产，\n待核"',
]
_CELLS = ["实缴税金（万元）\n单位：元\n1,234.5\n（350）", f"{FAN}\n{NAMES[FAN]}\n2025年3月1日\n12亩",
          "91990101O00000101T\n样**风机\n0（停产）\n1.2E+03", "—\n450㎡\n20250203\n"]  # fmt: skip


def xlsx(folder: Path) -> None:
    """A usual sheet, one that is hidden, merged and computed, and some dirt of each kind."""
    workbook(folder / "usual", {"表": Sheet(_ROWS)})
    odd = Sheet(
        _ROWS, hidden_rows=[2], hidden_columns=[2], merged=[(4, 1, 5, 2, "合计")],
        formulas={(6, 1): 5, (6, 2): "#DIV/0!", (6, 3): "甲"}, is_hidden=True,
    )  # fmt: skip
    workbook(folder / "odd", {"表": Sheet(_ROWS[:1]), "另": odd})
    with tempfile.TemporaryDirectory() as space:
        for at, case in enumerate((*dates.CASES, *formulas.CASES, *text.CASES)[::9]):
            case.make(Path(space)).rename(folder / str(at))


def xls(folder: Path) -> None:
    """A sheet with each kind of record."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("表")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for at, row in enumerate(_ROWS):
        for column, value in enumerate(row):
            page.write(
                at, column, value, day if isinstance(value, date) else xlwt.Style.default_style
            )
    page.write_merge(4, 5, 0, 1, "合计")
    page.write(6, 0, xlwt.Formula("1+1"))
    page.row(2).hidden = page.col(1).hidden = True
    book.add_sheet("另").write(0, 0, "长" * 300)
    book.save(str(folder / "usual"))


def csv(folder: Path) -> None:
    """The encodings and delimiters that departments use."""
    fields = "\r\n".join(_FIELDS)
    (folder / "utf8").write_bytes(fields.encode())
    (folder / "gb18030").write_bytes(fields.encode("gb18030"))
    (folder / "utf16").write_bytes(fields.encode("utf-16"))
    (folder / "tabs").write_bytes(fields.replace(",", "\t").encode("utf-8-sig"))


def cells(folder: Path) -> None:
    """Headings, figures, dates, codes and names."""
    for at, lines in enumerate(_CELLS):
        (folder / str(at)).write_text(lines, "utf-8")


SEEDS: dict[str, Callable[[Path], None]] = {"xlsx": xlsx, "xls": xls, "csv": csv, "cells": cells}
