"""Sheet 措施: what follows from the grades, in total and enterprise by enterprise."""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_range_abs

from permu.documents.workbook.book import ResultBook, Row
from permu.documents.workbook.rows import group_label
from permu.documents.workbook.sheet import Formula, ResultSheet, Sheet
from permu.method.model import Measure

TOTALS = ("measure", "direction", "grade", "count", "amount", "basis")
ROWS = ("credit_code", "name", "group", "grade", "amount", "measure")
AMOUNT, MEASURE = ROWS.index("amount"), ROWS.index("measure")
ROWS_BETWEEN = 6  # two headings, two headers, the remark and the row under it
CENTS = 100
YUAN = "#,##0.00"


def write_measures(book: ResultBook, rows: Sequence[Row]) -> None:
    """The totals first, in formulas over the lines below them."""
    sheet = Sheet(book, "sheet_measures", widths=[26, 36, 16, 12, 20, 44])
    given = book.result.evaluation.measures.rows(named=True)
    measures = {each.id: each for group in book.method.groups for each in group.measures}
    first = sheet.row + len(measures) + ROWS_BETWEEN
    last = first + max(len(given), 1) - 1
    ranges = {column: xl_range_abs(first, column, last, column) for column in (AMOUNT, MEASURE)}
    _totals(sheet, measures, given=given, ranges=ranges)
    sheet.note(book.words["measures_note"])
    sheet.section("measure_rows", ROWS)
    sheet.raw.autofilter(sheet.row - 1, 0, last, len(ROWS) - 1)
    _rows(sheet, {row["subject"]: row for row in rows}, given=given, measures=measures)


def _totals(
    sheet: ResultSheet, measures: Mapping[str, Measure], *, given: Sequence[Row], ranges: Mapping[int, str]
) -> None:  # fmt: skip
    """One line a measure: how many enterprises, how much money, on what legal basis."""
    words = sheet.book.words
    sheet.section("measure_totals", TOTALS)
    for measure in measures.values():
        own = [line["amount"] for line in given if line["measure"] == measure.id]
        money = sum(cents for cents in own if cents is not None) / CENTS
        is_own = f"({ranges[MEASURE]}=$A{sheet.row + 1})*1"
        amount = Formula(f"=SUMPRODUCT({is_own},{ranges[AMOUNT]})", money, YUAN)
        sheet.line([
            measure.label,
            words["gives" if measure.gives else "charges"],
            "、".join(measure.grades),
            Formula(f"=SUMPRODUCT({is_own})", len(own)),
            None if measure.kind == "text" else amount,
            measure.basis,
        ])  # fmt: skip


def _rows(
    sheet: ResultSheet, rows: Mapping[str, Row], *, given: Sequence[Row], measures: Mapping[str, Measure]
) -> None:  # fmt: skip
    words = sheet.book.words
    for line in given:
        row = rows[line["subject"]]
        label = group_label(sheet.book.method, row, words)
        grade = row["grade"] or words[f"state_{row['state']}"]
        for column, value in enumerate((row["subject"], row["name"], label, grade)):
            sheet.cell(column, value)
        money = None if line["amount"] is None else line["amount"] / CENTS
        sheet.cell(AMOUNT, money, num_format=YUAN, align="right")
        sheet.cell(MEASURE, measures[line["measure"]].label)
        sheet.end_row()
    if not given:
        sheet.line([words["nobody"], *[""] * (len(ROWS) - 1)])
