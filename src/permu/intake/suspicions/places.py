"""Where the figure of a finding stands: the first of its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from permu.terms.facts import Facts
from permu.terms.findings import Finding


def placed(findings: Sequence[Finding], facts: Facts) -> Iterator[Finding]:
    """The findings, each with the file, sheet and cell of its enterprise's figure."""
    subjects = [one.subject for one in findings]
    cells = facts.cells.filter(pl.col("subject").is_in(subjects) & (pl.col("cell") != ""))
    first = {
        (subject, item): (file, sheet, cell)
        for subject, item, file, sheet, cell in reversed(
            cells.select("subject", "item", "file", "sheet", "cell").rows()
        )
    }
    for one in findings:
        file, sheet, cell = first.get((one.subject, one.item), ("", "", ""))
        yield replace(one, file=file, sheet=sheet, cell=cell)
