"""The robustness workbook: the whole on one sheet, and everybody by name."""

from pathlib import Path

from permu.documents.robustness.names import write_reach
from permu.documents.text import MISSING
from permu.documents.workbook.book import Book
from permu.documents.workbook.sheet import Sheet
from permu.engine.robustness import DIMENSIONS, Robustness, assumptions_said, source_said
from permu.terms.industries import division_name
from permu.terms.refusal import Language


class RobustnessBook(Book):
    """The workbook of one analysis."""

    def __init__(self, path: Path, found: Robustness, *, language: Language) -> None:
        self.found = found
        as_of = found.county.facts.as_of
        super().__init__(path, title=found.method.title, as_of=as_of, language=language)

    def heading(self, sheet: str) -> str:
        """Place and year, then the sheet's name."""
        method = self.found.method
        return self.words["book_title"].format(
            year=method.year, place=method.place_label, name=sheet
        )

    def made_from(self) -> str:
        """That it decides nothing stands first; then method, facts and seed."""
        found, words = self.found, self.words
        is_synthetic = found.method.makes_synthetic(found.county.facts)
        return (words["synthetic_book"] if is_synthetic else "") + words["robust_made_from"].format(
            method=found.method.title,
            facts=found.county.facts.digest[:26],
            seed=found.uncertainty.seed,
            draws=found.draws["joint"],
        )


def write_robustness_workbook(path: Path, found: Robustness, *, language: Language = "zh") -> None:
    """Write one workbook: how many grades are safe, what drives the others, who is hit; then everybody by name."""
    book = RobustnessBook(path, found, language=language)
    sheet = Sheet(book, "sheet_robust_whole", widths=[34, *[13] * 7])
    notes = assumptions_said(found.uncertainty, language)
    for sentence in notes:
        sheet.merged(sentence, height=18, font_size=10)
    sheet.row += 1
    _write_standing(sheet)
    _write_indicators(sheet)
    for dimension in DIMENSIONS:
        _write_hit(sheet, dimension)
    sheet.note(book.words["robust_test"])
    write_reach(book, found.table, found.county.facts, notes=notes)
    book.file.close()


RobustnessSheet = Sheet[RobustnessBook]


def _write_standing(sheet: RobustnessSheet) -> None:
    book = sheet.book
    found = book.found
    sheet.section("robust_standing", ["graded", *(f"robust_{name}" for name in found.standing)])
    sheet.line([len(found.graded), *found.standing.values()])
    sheet.row += 1
    sheet.section("robust_drivers", ["driver", "robust_reached"])
    for source, count in found.drivers.iter_rows():
        sheet.line([source_said(source, book.language), count])
    sheet.row += 1


def _write_indicators(sheet: RobustnessSheet) -> None:
    """Each indicator left out in turn."""
    heads = ["indicator", "weight", "graded", "robust_changes", "robust_better", "robust_worse", "robust_correlation", "robust_alike"]  # fmt: skip
    sheet.section("robust_left_out", heads)
    labels = {row["indicator"]: row["label"] for row in sheet.book.found.leave_one_out.to_dicts()}
    for row in sheet.book.found.leave_one_out.to_dicts():
        counts = [row[name] for name in ("weight", "graded", "changes", "better", "worse")]
        alike = MISSING
        if row["alike"]:
            alike = f"{labels[row['alike']]} {row['alike_correlation']:.2f}"
        correlation = MISSING if row["correlation"] is None else f"{row['correlation']:.3f}"
        sheet.line([row["label"], *counts, correlation, alike])
    sheet.row += 1


def _write_hit(sheet: RobustnessSheet, dimension: str) -> None:
    words, table = sheet.book.words, sheet.book.found.hit_by(dimension)
    if table.is_empty():
        return
    sheet.section(f"robust_by_{dimension}")
    heads = ["graded", "robust_low", "robust_expected", "robust_draws", "robust_p", "robust_hit"]
    sheet.head([words[f"robust_by_{dimension}"], *(words[name] for name in heads)])
    for row in table.to_dicts():
        name = {"true": words["above_scale"], "false": words["below_scale"]}.get(
            row["value"], row["value"]
        )
        if dimension == "industry":
            name = division_name(name, sheet.book.language)
        expected, drawn = (f"{row[each]:.1f}" for each in ("low:expected", "low:draws"))
        p = MISSING if row["p"] is None else f"{row['p']:.3f}"
        sheet.line(
            [
                name,
                row["graded"],
                row["low"],
                expected,
                drawn,
                p,
                words["yes"] if row["hit"] else MISSING,
            ]
        )
    sheet.row += 1
