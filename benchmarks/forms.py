"""Two departments' forms of so many enterprises, as .xlsx, .xls or .csv: the register, and the taxes of each."""

import csv
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
import xlwt

from permu.intake.profiles import profiles
from permu.terms.credit_code import check_character

Row = list[object]


def write(folder: Path, kind: str, count: int) -> None:
    """Write both. Every tenth row of the taxes has no code, every hundredth a name that nobody on the register has."""
    folder.mkdir()
    names = [f"样例县第{at:05}机械有限公司" for at in range(count)]
    register: list[Row] = [
        [_code(at), name, "", "2010-05-06", "C3670", "东溪镇"] for at, name in enumerate(names)
    ]
    taxes: list[Row] = [
        [
            "" if at % 10 == 0 else _code(at),
            name.replace("机械", "机戒") if at % 100 == 0 else name,
            *(f"{at + part:,}.25" for part in range(10)),
            10 * at + 45 + 2.5,
        ]
        for at, name in enumerate(names)
    ]
    form = _WRITERS[kind]
    form(folder / f"01_市场监管局_企业名册.{kind}", [_headings("企业名册"), *register])
    head: list[Row] = [["入库税款（虚构）"], ["单位：元"], _headings("入库税款")]
    form(folder / f"03_税务局_入库税款.{kind}", [*head, *taxes])


def write_rows(folder: Path, count: int) -> None:
    """Write a sheet of so many rows, small enough to be unpacked, in the place of the taxes, beside a register of ten."""
    write(folder, "xlsx", 10)
    _xlsx(folder / "03_税务局_入库税款.xlsx", ([at] for at in range(count)))


def write_check(folder: Path, kind: str, count: int) -> None:
    """Write a list of taxes and a register as `permu import-check` takes them: every tenth row of the list has no code."""
    folder.mkdir()
    names = [(_code(at), f"样例县第{at:05}机械有限公司") for at in range(count)]
    heads: Row = ["统一社会信用代码", "企业名称"]
    taxes: list[Row] = [
        ["" if at % 10 == 0 else code, name, f"{at:,}.25"] for at, (code, name) in enumerate(names)
    ]
    _WRITERS[kind](folder / f"税金.{kind}", [[*heads, "实缴税金（万元）"], *taxes])
    _csv(folder / "名册.csv", [[*heads, "所属乡镇(街道)"], *([*one, "东溪镇"] for one in names)])


def _headings(title: str) -> Row:
    """A form's headings as its profile first names them: whose the row is, then the columns."""
    sheet = next(profile for profile in profiles() if profile.title == title).sheets[0]
    who = sheet.who["subject"]
    columns = [*sheet.columns, *sheet.total]
    return list(dict.fromkeys([who.code[0], who.name[0], *(one.headers[0] for one in columns)]))


def _code(number: int) -> str:
    first = f"91990101{number:09}"
    return first + check_character(first)


def _xlsx(path: Path, rows: Iterable[Row]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("表")
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)


def _xls(path: Path, rows: list[Row]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("表")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(at, column, value)
    book.save(str(path))


def _csv(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


_WRITERS = {"xlsx": _xlsx, "xls": _xls, "csv": _csv}
