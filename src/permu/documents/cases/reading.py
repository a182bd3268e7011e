"""Worked cases that an official wrote in a spreadsheet: the sheet of `documents.cases`, filled in.

Each row becomes what a `*.cases.toml` would say, and is read with the same care; faults name its row.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from permu.intake.grid import Cell, Sheet
from permu.intake.reader import read_grid
from permu.intake.tidy import file_name
from permu.method import MethodRefused
from permu.method.cases.files import read_case
from permu.method.cases.model import Case
from permu.method.model import Method
from permu.method.reading.faults import Faults
from permu.method.reading.lines import Path as Key
from permu.method.reading.tables import Table
from permu.terms.items import items

MARK = "case"
FLAGS = {"是": True, "yes": True, "true": True, "1": True, "否": False, "no": False, "false": False, "0": False}  # fmt: skip
WORDS = ("group", "state", "grade")


def read_cases_sheet(path: Path, method: Method) -> list[Case]:
    """The cases of a spreadsheet, in order of their rows.

    Raises:
        Refused: the file cannot be read.
        MethodRefused: a cell, or a case, has faults; it carries all of them.
    """
    faults = Faults()
    name = file_name(path)
    found = [(sheet, head) for sheet in read_grid(path).sheets if (head := _head(sheet))]
    if not found:
        faults.add("cases_no_head", name, None)
    cases = [
        read_case(table, method)
        for sheet, head in found
        for table in _tables(_Rows(sheet, head, name, faults))
    ]
    if faults.findings:
        raise MethodRefused(faults.findings)
    return cases


def _head(sheet: Sheet) -> int:
    """The row that names the columns for the program; 0 where the sheet has none."""
    for row in sheet.numbers[:20]:
        if sheet.cell(row, 1).text.strip() == MARK:
            return row
    return 0


class _Rows:
    """The rows under the head of a sheet, as facts and what must come out."""

    def __init__(self, sheet: Sheet, head: int, file: str, faults: Faults) -> None:
        self.sheet, self.head, self.file, self.faults = sheet, head, file, faults
        self.columns = {
            column: cell.text.strip()
            for column, cell in sheet.rows[head].items()
            if not cell.is_blank
        }
        for column, name in self.columns.items():
            if name not in items() and not name.startswith("=") and name not in (MARK, "subject"):
                faults.add("cases_unknown_column", file, head, column=column, name=name)

    def __iter__(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        for row in self.sheet.numbers:
            cells = {
                name: self.sheet.cell(row, column)
                for column, name in self.columns.items()
                if not self.sheet.cell(row, column).is_blank
            }
            if row > self.head and cells:
                yield row, cells

    def subject(self, row: int, cells: Mapping[str, Cell]) -> dict[str, object]:
        """One row as a `[[case.subject]]`."""
        facts: dict[str, object] = {}
        said: dict[str, object] = {"facts": facts}
        points: dict[str, object] = {}
        for name, cell in cells.items():
            if name in items():
                facts[name] = self.fact(row, name, cell)
            elif name == "subject":
                said["name"] = cell.text.strip()
            elif name.removeprefix("=") in WORDS:
                said[name[1:]] = cell.text.strip()
            elif name == "=rank":
                said["rank"] = self.whole(row, cell)
            elif name == "=score":
                said["score"] = self.number(row, cell)
            elif name.startswith("=points:"):
                points[name.removeprefix("=points:")] = self.number(row, cell)
        return said | ({"points": points} if points else {})

    def fact(self, row: int, name: str, cell: Cell) -> object:
        """A figure, in the item's own unit."""
        text, found = cell.text.strip(), items()[name]
        match found.kind:
            case "number":
                return self.number(row, cell)
            case "flag":
                if text.lower() not in FLAGS:
                    self.faults.add("cases_no_flag", self.file, row, item=found.label, value=text)
                return FLAGS.get(text.lower(), False)
            case "date":
                try:
                    return date.fromisoformat(text[:10])
                except ValueError:
                    self.faults.add("cases_no_date", self.file, row, item=found.label, value=text)
                    return date.min
            case _:
                return text

    def number(self, row: int, cell: Cell) -> Decimal:
        """A number as it is written."""
        try:
            return Decimal(cell.text.strip().replace(",", "").replace("，", ""))
        except InvalidOperation:
            self.faults.add("cases_no_number", self.file, row, value=cell.text)
            return Decimal(0)

    def whole(self, row: int, cell: Cell) -> int:
        """A whole number: a rank."""
        number = self.number(row, cell)
        if number != number.to_integral_value():
            self.faults.add("cases_no_number", self.file, row, value=cell.text)
        return int(number)


def _tables(rows: _Rows) -> Iterator[Table]:
    """A table for each case: rows up to the next that names one."""
    found: list[tuple[int, dict[str, object], list[int]]] = []
    for row, cells in rows:
        name = cells.pop(MARK, None)
        if name is not None:
            found.append((row, {"name": name.text.strip(), "subject": []}, []))
        if not found:
            rows.faults.add("cases_no_name", rows.file, row)
            continue
        subjects = found[-1][1]["subject"]
        if cells and isinstance(subjects, list):
            subjects.append(rows.subject(row, cells))
            found[-1][2].append(row)
    root = Table(rows.file, (), {}, {}, rows.faults)
    for number, (row, values, at) in enumerate(found):
        path: Key = ("case", number)
        lines: dict[Key, int] = {path: row}
        lines |= {(*path, "subject", index): line for index, line in enumerate(at)}
        yield Table(rows.file, path, values, lines, rows.faults, root)
