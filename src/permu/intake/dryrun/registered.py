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


class Known(Register):
    """A register that reads a code in any width and case: there is but one reading of it."""

    def match(self, code_cell: Cell, name_cell: Cell) -> Match:
        """As the register matches, the code's width and case aside."""
        code = folded(code_cell.text)
        if code_cell.kind in ("t", "n") and is_credit_code(code):
            return super().match(Cell("t", code), name_cell)
        return super().match(code_cell, name_cell)


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
