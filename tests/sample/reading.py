"""Reads the sample's files with readers that share no code with the writer: openpyxl, calamine, csv."""

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine

Cell = Any


def sheets_of(path: Path) -> dict[str, list[list[Cell]]]:
    """Each sheet's rows, from row 1; a .csv file has one sheet without a name."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, data_only=True)
        return {
            page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book
        }
    if path.suffix == ".xls":
        book = python_calamine.load_workbook(path)
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    with path.open(encoding="gb18030", newline="") as file:
        return {"": list(csv.reader(file))}


def number(cell: Cell) -> Decimal:
    """A cell's number; nothing counts as 0."""
    return Decimal(str(cell)) if cell not in (None, "") else Decimal(0)


def plain(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days as 2025-02-28."""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
