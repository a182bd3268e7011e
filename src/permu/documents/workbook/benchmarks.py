"""Sheet 基准值: every benchmark exactly, how it was worked out, by which clause."""

from fractions import Fraction

from permu.documents.text import source_text, unit_label
from permu.documents.workbook.book import ResultBook, Row
from permu.documents.workbook.sheet import Sheet
from permu.engine.variants import all_variants
from permu.method.model import Benchmark, Group
from permu.method.saying import benchmark_words

HEADS = ("group", "indicator", "part", "exact_value", "about_value", "unit", "subjects",
         "worked_out", "clause")  # fmt: skip


def write_benchmarks(book: ResultBook) -> None:
    """One line a benchmark value, in the method's order of groups and indicators."""
    words = book.words
    sheet = Sheet(book, "sheet_benchmarks", widths=[15, 26, 10, 26, 16, 16, 14, 36, 16])
    sheet.head([words[head] for head in HEADS])
    sheet.raw.freeze_panes(sheet.row, 2)
    sheet.raw.repeat_rows(sheet.row - 1)
    kept = book.result.evaluation.benchmarks.rows_by_key(["group", "indicator"], named=True)
    for group in book.method.groups:
        for indicator in all_variants(group.indicators):
            benchmark = indicator.benchmark
            for row in kept.get((group.id, indicator.id), []):
                exact = row["value"]
                for column, value in enumerate((
                    _place(group, row), indicator.label, words[f"part_{row['part']}"], exact,
                    None if exact is None else float(Fraction(exact)),
                    unit_label(indicator.unit, book.language), row["subjects"],
                    worked_out(benchmark, book), source_text(benchmark.source, book.language),
                )):  # fmt: skip
                    sheet.cell(
                        column, value, **({"num_format": "#,##0.000000"} if column == 4 else {})
                    )
                sheet.end_row()


def _place(group: Group, row: Row) -> str:
    """The group, and the pool of it."""
    return f"{group.label} · {row['pool']}" if row.get("pool") else group.label


def worked_out(benchmark: Benchmark, book: ResultBook) -> str:
    """How a benchmark value came about, in words."""
    if benchmark.kind == "published":
        return book.words["bench_published"]
    return benchmark_words(benchmark, book.speech)
