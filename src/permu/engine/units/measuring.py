"""Measures of those who have another's grade: the grade is shared, the amounts are each one's own."""

import polars as pl

from permu.engine.composing import compose
from permu.engine.consequences import consequences
from permu.engine.evaluation import MEASURE_COLUMNS
from permu.engine.scope import reading_of
from permu.method.model import Method
from permu.terms.facts import Facts


def own_measures(
    method: Method, facts: Facts, earlier: Facts | None, results: pl.DataFrame
) -> pl.DataFrame:
    """The measures of the subjects of these results, on their own figures, in order of subject and file."""
    figures = compose(method, facts, earlier=earlier)
    managed = {rule.id: rule.managed_as for rule in method.scope if rule.managed_as}
    words: dict[str, int] = {}

    def number(grade: str) -> int:
        return words.setdefault(grade, len(words))

    treated = pl.coalesce(
        "grade",
        pl.col("state_rule").replace_strict(managed, default=None, return_dtype=pl.String()),
    )
    named = results.select("subject", "group", treated=treated).drop_nulls("treated")
    numbers = [number(grade) for grade in named["treated"]]
    table = (
        named.with_columns(treated_as=pl.Series(numbers, dtype=pl.Int64))
        .join(figures.table, on="subject", maintain_order="left")
        .with_row_index("row")
    )
    parts = [
        consequences(
            method,
            group,
            table.filter(pl.col("group") == group.id),
            reading_of(method, figures, year=facts.year, group=group),
            number=number,
        )
        for group in method.groups
    ]
    found = pl.concat(parts).sort("row", "number")
    return found.with_columns(subject=table["subject"].gather(found["row"])).select(
        *MEASURE_COLUMNS
    )
