"""What is fuzzed: bytes in, and nothing may come out but an answer or the project's own refusal."""

import io
import json
from collections.abc import Callable
from functools import cache

from permu.intake.child import READERS
from permu.intake.dates import date_in
from permu.intake.grid import Cell, Sheet, Workbook
from permu.intake.headers import headers_of, label_and_unit
from permu.intake.matching import Register
from permu.intake.numbers import number_in, whole
from permu.intake.reader import as_told
from permu.intake.reading.kinds import kind_of
from permu.intake.reading.numbers import literal_text
from permu.intake.reading.wire import Writer
from permu.terms.credit_code import problem
from permu.terms.items import item
from permu.terms.refusal import Refused

_ITEMS = ("vat_paid", "land_area", "electricity")
_FAN = ("91990101000000101T", "样例县清风风机有限公司", "样例县清风厂")


def read(data: bytes, suffix: str) -> Workbook | None:
    """As the child reads it and its parent takes it; nothing where it is refused."""
    told = io.BytesIO()
    try:
        READERS[kind_of(data, suffix)](data, Writer(told))
        return as_told(json.loads(line) for line in told.getvalue().splitlines())
    except Refused as refused:
        said = Refused(refused.code, **{**refused.details, "file": "报表"})
        assert said.text("zh")
        assert said.text("en")
        return None


def xlsx(data: bytes) -> None:
    """A package and its parts."""
    read(data, "xlsx")


def xls(data: bytes) -> None:
    """A compound file and its records."""
    read(data, "xls")


def csv(data: bytes) -> None:
    """A text of fields."""
    read(data, "csv")


def cells(data: bytes) -> None:
    """Fields of a text as a department's cells: figure, date, code, name and heading at once."""
    texts = data.decode("utf-8", "replace").split("\n")
    sheet = Sheet("表", merged=((1, 1, 2, 2),))
    for at, text in enumerate(texts[:12]):
        sheet.rows.setdefault(at // 4 + 1, {})[at % 4 + 1] = Cell("t", text)
        label_and_unit(text)
        _figures(text)
    headers_of(sheet)
    _whose(texts)


def _figures(text: str) -> None:
    literal = literal_text(text)
    kinds = [Cell("t", text), Cell("d", text[:10])] + ([Cell("n", literal)] if literal else [])
    for cell in kinds:
        date_in(cell)
        for one in map(item, _ITEMS):
            number = number_in(cell, one.unit)
            if number.value is not None:
                whole(number, one)


@cache
def _register() -> Register:
    register = Register()
    register.add(*_FAN)
    return register


def _whose(texts: list[str]) -> None:
    name = texts[1] if len(texts) > 1 else ""
    problem(texts[0])
    _register().match(Cell("t", texts[0]), Cell("t", name))
    _register().match(Cell("", ""), Cell("t", name))


TARGETS: dict[str, Callable[[bytes], None]] = {"xlsx": xlsx, "xls": xls, "csv": csv, "cells": cells}
