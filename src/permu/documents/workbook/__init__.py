"""The results workbook: what a clerk checks, prints and sends on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from permu.documents.workbook.apart import write_apart
from permu.documents.workbook.benchmarks import write_benchmarks
from permu.documents.workbook.book import ResultBook
from permu.documents.workbook.checks import write_checks
from permu.documents.workbook.measures import write_measures
from permu.documents.workbook.method import write_method
from permu.documents.workbook.results import write_results
from permu.documents.workbook.rows import rows
from permu.documents.workbook.ways import write_ways
from permu.engine import Result
from permu.terms.refusal import Language

__all__ = ["write_results_workbook"]

More = Callable[[ResultBook], None]
"""A further sheet: an analysis that stands beside the result."""


def write_results_workbook(
    path: Path,
    result: Result,
    *,
    language: Language = "zh",
    standing: str = "",
    more: Sequence[More] = (),
) -> None:
    """Write one workbook: results, who stands apart, checks, benchmarks, method, measures, ways to the next grade; then what `more` adds.

    `standing` says of which publication the result is; the same result and standing give the same bytes. Numbers stand as numbers in the units their headers name.

    Raises:
        Refused: the evaluation lacks columns; nothing is written.
    """
    everybody = rows(result)
    book = ResultBook(path, result, language=language, standing=standing)
    results = write_results(book, everybody)
    apart = write_apart(book, everybody)
    write_checks(book, everybody, results=results, apart=apart)
    write_benchmarks(book)
    write_method(book)
    write_measures(book, everybody)
    if any(group.grading for group in result.method.groups):
        write_ways(book, everybody)
    for write in more:
        write(book)
    book.file.close()
