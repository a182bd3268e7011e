"""A county as it was graded, made ready so that one enterprise after the other may be moved in it.

Benchmarks, mean points and everybody else's scores stay what they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.next_grade.cuts import Cut, cuts_of
from permu.engine.next_grade.levers import Lever, levers_of
from permu.engine.overall import bases
from permu.engine.overlays import overlaid
from permu.engine.pipeline import by_columns, graded
from permu.engine.prepared import Prepared
from permu.engine.ready import Ready, made_ready
from permu.engine.scores import Points, points_of
from permu.engine.units import has_units, runs
from permu.method.model import Method
from permu.terms.facts import Facts


@dataclass(frozen=True)
class Standing:
    """One batch of groups as it was graded: `table` has a row for each who was scored, `points` its benchmarks."""

    prepared: Prepared
    table: pl.DataFrame
    points: Points

    @cached_property
    def cuts(self) -> list[list[Cut]] | None:
        """The cuts of each group; None where no score makes the grade."""
        return cuts_of(self.prepared.batch, self.table, self.points)

    @cached_property
    def levers(self) -> Sequence[Lever]:
        """What its enterprises may move."""
        return levers_of(self.prepared.batch.rule, self.prepared.reading.figures.scales)


def standings(county: Ready) -> Iterator[Standing]:
    """Each batch, graded."""
    for prepared, base in bases(county, county.batches()):
        found = graded(prepared, base)
        yield Standing(prepared, found.table, points_of(prepared, found.table, found.judged))


def moved(county: Ready, subject: str, wholes: dict[str, int]) -> Ready:
    """The county with some of one subject's figures other than they are."""
    is_own = pl.col("subject") == subject
    changed = (
        pl.when(is_own).then(pl.lit(whole, dtype=pl.Int64)).otherwise(pl.col(name)).alias(name)
        for name, whole in wholes.items()
    )
    table = county.figures.table.with_columns(changed)
    return county.over(replace(county.figures, table=table))


def county_of(evaluation: Evaluation, method: Method, facts: Facts) -> Ready | None:
    """The county of an evaluation, units in the place of their members.

    None where a rule compares two results, so that no one ranking was held.
    """
    facts, earlier = overlaid(method, facts), evaluation.earlier
    if has_units(method):
        together, alone = runs(method, facts, earlier, by_columns)
        if alone is not None:
            return None
        facts, earlier = together.facts, together.earlier
    return made_ready(method, facts, earlier)
