"""What a trial costs: by place, and by measure."""

from collections.abc import Sequence

from permu.documents.comparing.workbook import place_name
from permu.documents.whatif.book import KINDS, MONEY, SIDES, WhatIfBook, WhatIfSheet, yuan
from permu.documents.workbook.book import Row
from permu.documents.workbook.sheet import Sheet, Value
from permu.engine.comparing import DIMENSIONS, MOVES


def write_places(book: WhatIfBook) -> None:
    """How many move in each place, and what that costs it."""
    words, found = book.words, book.found
    sheet: WhatIfSheet = Sheet(book, "sheet_whatif_places", widths=[24, *[9] * 6, *[15] * 4, 11])
    sheet.note(words["whatif_of_known"])
    shown = [move for move in MOVES if move != "neither"]
    for dimension in DIMENSIONS:
        sheet.section(f"compare_by_{dimension}")
        sheet.head([
            words[f"of_{dimension}"], words["registered"], *(words[f"move_{move}"] for move in shown),
            *_money_heads(book), words["whatif_missing"],
        ])  # fmt: skip
        money = found.money_by(dimension).drop("value", "registered")
        for row in found.moves_by(dimension).hstack(money).iter_rows(named=True):
            counts: list[Value] = [row["registered"], *(row[move] for move in shown)]
            sheet.line([place_name(book, row["value"]), *counts])
            sheet.row -= 1
            _write_amounts(sheet, 1 + len(counts), row)
        sheet.row += 1


def _money_heads(book: WhatIfBook) -> list[str]:
    words = book.words
    return [
        words[f"whatif_{kind}"].format(side=words[f"whatif_{side}"])
        for kind in KINDS
        for side in SIDES
    ]


def _write_amounts(sheet: WhatIfSheet, column: int, row: Row) -> None:
    """Charges and reliefs of both sides in yuan, and how many amounts are missing after."""
    for kind in KINDS:
        for side in SIDES:
            sheet.cell(column, yuan(row[f"{kind}:{side}"]), num_format=MONEY)
            column += 1
    sheet.cell(column, row["missing:after"])
    sheet.end_row()


def write_money(book: WhatIfBook) -> None:
    """What each measure comes to before and after, and all of them."""
    words, found = book.words, book.found
    sheet: WhatIfSheet = Sheet(
        book, "sheet_whatif_money", widths=[34, 14, *[11] * 2, *[19] * 3, 12]
    )
    sheet.note(words["whatif_of_known"])
    sheet.head([words[name] for name in (
        "whatif_measure", "whatif_kind", "whatif_subjects_before", "whatif_subjects_after",
        "whatif_amount_before", "whatif_amount_after", "whatif_change", "whatif_missing",
    )])  # fmt: skip
    for row in found.money.iter_rows(named=True):
        kind = "whatif_relief" if row["gives"] else "whatif_charge"
        counts = row["subjects:before"], row["subjects:after"]
        _write_line(
            sheet,
            [row["label"], words[kind if row["is_money"] else "whatif_no_money"], *counts],
            row,
            "amount",
        )
    for kind in KINDS:
        heading = words[f"whatif_total_{kind}"]
        _write_line(sheet, [words["sum"], heading, None, None], found.totals, kind)


def _write_line(sheet: WhatIfSheet, about: Sequence[Value], row: Row, name: str) -> None:
    """A line of money: before, after, by how much it changes."""
    before, after = row[f"{name}:before"], row[f"{name}:after"]
    for column, value in enumerate(about):
        sheet.cell(column, value)
    change = None if before is None or after is None else after - before
    for column, fen in enumerate((before, after, change), start=len(about)):
        sheet.cell(column, yuan(fen), num_format=MONEY)
    sheet.cell(len(about) + 3, row["missing:after"])
    sheet.end_row()
