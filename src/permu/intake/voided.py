"""A row that says of itself that it does not count."""

import re

from permu.intake.rows import Row, Table
from permu.intake.tidy import tidy

_VOID = re.compile(r"\(?(?:[本此该]行|[本此该]户)?已?(?:作废|不算|不计入?|剔除|删除)\)?")
_HINT = re.compile(r"废|不算|不计|剔除|删除")


def hold_voided(table: Table) -> None:
    """Hold its figures: whether the remark or the figure is right, only its department knows."""
    for row in table.rows:
        if remark := _remark(table, row):
            for reading in row.figures:
                if reading.status == "read":
                    named = {"raw": reading.raw[:60], "remark": remark}
                    reading.hold(table.source.find("row_void", "error", reading.at, **named))


def _remark(table: Table, row: Row) -> str:
    cells = table.form.sheet.rows[row.number].values()
    texts = (tidy(cell.text) for cell in cells if cell.kind == "t" and _HINT.search(cell.text))
    return next((said for said in texts if _VOID.fullmatch(said)), "")
