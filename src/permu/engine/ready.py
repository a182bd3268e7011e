"""A county before anything is judged (步骤5、6): its figures, who stands in which group, what rules are hit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from permu.engine.adjustments import with_hits
from permu.engine.batches import Batch
from permu.engine.census import census_of
from permu.engine.composing import compose
from permu.engine.figures import LAST_YEAR, Figures, used_figures, with_last_year
from permu.engine.grading import grade_holds, with_rules
from permu.engine.indicators import hold_rules, measure
from permu.engine.pools import pooled
from permu.engine.prepared import Prepared
from permu.engine.ratios import Ratio, ratios_of
from permu.engine.refusals import refuse_what_cannot_be_scored
from permu.engine.scope import in_scope, members, reading_of
from permu.method.model import Method
from permu.terms.facts import Facts

Fill = Callable[[Figures], Figures]
"""Puts figures in the place of others."""


@dataclass(frozen=True, kw_only=True)
class Ready:
    """The figures of everybody, under a method with its pools; `scoped` says who stands where."""

    method: Method
    facts: Facts
    earlier: Facts | None
    figures: Figures
    scoped: pl.DataFrame

    def batches(self) -> Iterator[Prepared]:
        """Each batch with its subjects, what is known of them, who waits, and which rules are hit."""
        return _prepared(self.method, self.scoped, self.figures, self.facts, self.earlier)

    def over(self, figures: Figures) -> "Ready":
        """The same subjects over other figures, in the same pools."""
        scoped = in_scope(self.method, figures, year=self.facts.year)
        return replace(self, figures=figures, scoped=scoped)

    def under(self, method: Method) -> "Ready":
        """The same under a method that differs in numbers only, which nobody reads before points are worked out.

        Raises:
            Refused: see `refusals`.
        """
        refuse_what_cannot_be_scored(method, self.earlier)
        return replace(self, method=_with_pools(method, self.figures, self.facts))


def made_ready(
    method: Method, facts: Facts, earlier: Facts | None, *, fill: Fill | None = None
) -> Ready:
    """Facts of the method's own area, made ready; `fill` puts figures in the place of missing ones.

    Raises:
        Refused: see `refusals` and `composing.compose`.
    """
    refuse_what_cannot_be_scored(method, earlier)
    figures = compose(with_last_year(method), facts, earlier=earlier)
    if fill:
        figures = fill(figures)
    method = _with_pools(method, figures, facts)
    scoped = in_scope(method, figures, year=facts.year)
    return Ready(method=method, facts=facts, earlier=earlier, figures=figures, scoped=scoped)


def _with_pools(method: Method, figures: Figures, facts: Facts) -> Method:
    return pooled(with_last_year(method), figures, year=facts.year, census=census_of(facts))


def _prepared(
    method: Method, scoped: pl.DataFrame, figures: Figures, facts: Facts, earlier: Facts | None
) -> Iterator[Prepared]:
    past = dict(_past(method, earlier))
    for number, (batch, subjects) in enumerate(members(method, scoped)):
        census = census_of(facts).within(number)
        ratios = ratios_of(batch.indicators, figures)
        reading = reading_of(method, figures, year=facts.year, group=batch.rule)
        rules = hold_rules(batch.rule, ratios, reading) + grade_holds(batch.rule, ratios, reading)
        table = with_rules(batch.rule, with_hits(batch.rule, subjects, reading), reading)
        with census.batch():
            yield Prepared(
                batch=batch,
                table=measure(batch, table, ratios, rules, census=census),
                ratios=ratios,
                rules=rules,
                reading=reading,
                past=past.get(batch) if past else None,
                census=census,
            )


def _past(
    method: Method, earlier: Facts | None
) -> Iterator[tuple[Batch, tuple[pl.DataFrame, Mapping[str, Ratio]]]]:
    """Last year's groups: the same method's scope and groups over last year's facts."""
    if earlier is not None:
        # What had changed by then nobody asks: the facts of the year before it are not given.
        names = (name for name in used_figures(method) if not name.startswith(LAST_YEAR))
        figures = compose(method, earlier, names=names)
        scoped = in_scope(method, figures, year=earlier.year)
        for prepared in _prepared(method, scoped, figures, earlier, None):
            yield prepared.batch, (prepared.table, prepared.ratios)
