"""The workbook of a trial: what was changed, who moves, where, what it costs, and every mover with the reason."""

from collections.abc import Sequence
from pathlib import Path

from permu.documents.comparing.workbook import write_transitions
from permu.documents.whatif.book import WhatIfBook, WhatIfSheet
from permu.documents.whatif.money import write_money, write_places
from permu.documents.whatif.movers import write_movers
from permu.documents.workbook.sheet import Sheet
from permu.engine.comparing import MOVES
from permu.engine.whatif import WhatIf
from permu.method.model.scenarios import Scenario
from permu.method.scenarios import amendments_said, overridden
from permu.terms.refusal import Language


def write_whatif_workbook(
    path: Path, found: WhatIf, scenarios: Sequence[Scenario], *, language: Language = "zh"
) -> None:
    """Write what `scenarios` come to, laid over the method in this order: `found` is the trial of them all."""
    book = WhatIfBook(path, found, scenarios, language=language)
    _write_about(book)
    _write_moves(book)
    write_places(book)
    write_money(book)
    write_movers(book)
    book.file.close()


def _write_about(book: WhatIfBook) -> None:
    """What was changed, and by which digests anybody can find it again."""
    sheet: WhatIfSheet = Sheet(book, "sheet_whatif_about", widths=[26, 18, 40, 72])
    words = book.words
    sheet.note(words["whatif_about"])
    sheet.section("whatif_scenarios", ["whatif_name", "whatif_id", "whatif_why", "whatif_digest"])
    for one in book.scenarios:
        sheet.line([one.label, one.id, one.about, one.digest])
    sheet.row += 1
    sheet.section("whatif_amended")
    said = amendments_said(book.method, book.scenarios, language=book.language)
    for number, text in enumerate(said or [words["whatif_nothing"]], start=1):
        sheet.pair(str(number), text)
    for what, first, last in overridden(book.method, book.scenarios, language=book.language):
        sheet.note(words["whatif_overridden"].format(what=what, first=first, last=last))
    sheet.row += 1
    sheet.section("whatif_digests")
    before, after = book.found.comparison.evaluations
    for name, digest in (
        ("whatif_of_method", book.method.digest), ("whatif_of_facts", before.facts_digest),
        ("whatif_of_before", before.digest), ("whatif_of_after", after.digest),
        ("whatif_of_engine", after.engine),
    ):  # fmt: skip
        sheet.pair(words[name], digest)


def _write_moves(book: WhatIfBook) -> None:
    comparison = book.found.comparison
    sheet: WhatIfSheet = Sheet(book, "sheet_whatif_moves", widths=[26, *[12] * 8])
    sheet.section("compare_moves", [*(f"move_{move}" for move in MOVES), "registered"])
    sheet.line([*comparison.moves.values(), len(comparison.table)])
    sheet.row += 1
    write_transitions(sheet, comparison, title="whatif_transitions", corner="whatif_corner")
