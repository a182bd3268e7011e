"""The register that a dry run matches with: a table of codes and names, read by the same strict reader."""

from pathlib import Path

from permu.intake.dryrun.datasets import REGISTER, dataset
from permu.intake.grid import Cell
from permu.intake.matching import Match, Register
from permu.intake.reader import read_grid
from permu.intake.recognise import recognise
from permu.intake.tidy import file_name, tidy, visible
from permu.terms.credit_code import is_credit_code
from permu.terms.refusal import Refused

MOST_UNKNOWN = 10_000
"""Rows that may be nobody's: whom each resembles is costly to find, and of so many no list helps."""


class Known(Register):
    """A register that reads a code in any width and case: there is but one reading of it."""

    _unknown = 0

    def match(self, code_cell: Cell, name_cell: Cell) -> Match:
        """As the register matches, the code's width and case aside.

        Raises:
            Refused: so many rows were nobody's that file and register do not belong together.
        """
        code = folded(code_cell.text)
        if code_cell.kind in ("t", "n") and is_credit_code(code):
            code_cell = Cell("t", code)
        match = super().match(code_cell, name_cell)
        self._unknown += not match.subject
        if self._unknown > MOST_UNKNOWN:
            raise Refused("intake.too_many_unknown", number=f"{MOST_UNKNOWN:,}")
        return match


def folded(code: str) -> str:
    """A code in plain capitals and digits; nothing in it is replaced by what it looks like."""
    return tidy(code).upper()


def read_register(path: Path) -> Known:
    """The enterprises of a register file.

    Raises:
        Refused: it cannot be read, has no such columns, or holds no valid code.
    """
    book = read_grid(path)
    _, (form,) = recognise(book, file_name(path), 0, among=(dataset(REGISTER),))
    code_at, name_at = form.who["subject"]
    known = Known()
    for number in form.sheet.numbers:
        code = folded(form.sheet.cell(number, code_at).text)
        if number >= form.header.first_data_row and is_credit_code(code):
            known.add(code, visible(form.sheet.cell(number, name_at).text), "")
    if not known.names:
        raise Refused("intake.empty_register")
    return known
