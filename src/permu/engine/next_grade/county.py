"""A county as it was graded, made ready so that one enterprise after the other may be moved in it.

Benchmarks, mean points and everybody else's scores stay what they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from permu.engine.composing import compose
from permu.engine.evaluation import Evaluation
from permu.engine.figures import Figures, with_last_year
from permu.engine.next_grade.cuts import Cut, cuts_of
from permu.engine.next_grade.levers import Lever, levers_of
from permu.engine.overall import bases
from permu.engine.overlays import overlaid
from permu.engine.pipeline import by_columns, graded, prepare
from permu.engine.pools import pooled
from permu.engine.prepared import Prepared
from permu.engine.scope import in_scope
from permu.engine.scores import Points
from permu.engine.scoring import Scoring
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


@dataclass(frozen=True)
class County:
    """The figures of everybody (units in the place of their members), under a method with its pools."""

    method: Method
    facts: Facts
    earlier: Facts | None
    figures: Figures

    def standings(self, figures: Figures | None = None) -> Iterator[Standing]:
        """Each batch, graded; over other figures everything, benchmarks too, is worked out anew."""
        figures = figures or self.figures
        scoped = in_scope(self.method, figures, year=self.facts.year)
        ready = prepare(self.method, scoped, figures, self.facts, self.earlier)
        for prepared, base in bases(self.method, ready):
            found = graded(prepared, base)
            scorings = [
                Scoring(group=group, ratios=found.ratios, judged=judged)
                for group, judged in zip(found.batch.groups, found.judged, strict=True)
            ]
            points = Points(found.batch, scorings, found.table)
            yield Standing(prepared, found.table, points)

    def with_figures(self, subject: str, wholes: dict[str, int]) -> Figures:
        """The county's figures, some of one subject's other than they are."""
        is_own = pl.col("subject") == subject
        changed = (
            pl.when(is_own).then(pl.lit(whole, dtype=pl.Int64)).otherwise(pl.col(name)).alias(name)
            for name, whole in wholes.items()
        )
        return replace(self.figures, table=self.figures.table.with_columns(changed))


def county_of(evaluation: Evaluation, method: Method, facts: Facts) -> County | None:
    """The county of an evaluation; None where a rule compares two results, so that no one ranking was held."""
    facts, earlier = overlaid(method, facts), evaluation.earlier
    if has_units(method):
        together, alone = runs(method, facts, earlier, by_columns)
        if alone is not None:
            return None
        facts, earlier = together.facts, together.earlier
    method = with_last_year(method)
    figures = compose(method, facts, earlier=earlier)
    return County(pooled(method, figures, year=facts.year), facts, earlier, figures)
