"""A county before anything is judged (步骤5、6): its figures, who stands in which group, what rules are hit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from permu.engine.adjustments import with_hits
from permu.engine.batches import Batch
from permu.engine.census import Census, census_of
from permu.engine.composing import compose
from permu.engine.figures import LAST_YEAR, Figures, used_figures, with_last_year
from permu.engine.grading import grade_holds, with_rules
from permu.engine.indicators import hold_rules, measure
from permu.engine.pools import pooled
from permu.engine.prepared import Prepared
from permu.engine.ratios import Ratio, ratios_of
from permu.engine.refusals import refuse_facts_of_other_purpose, refuse_what_cannot_be_scored
from permu.engine.scope import in_scope, members, reading_of
from permu.method.model import Method
from permu.terms.facts import Facts

Fill = Callable[[Figures], Figures]
"""Puts figures in the place of others."""


@dataclass(frozen=True, kw_only=True)
class Ready:
    """The figures of everybody, under a method with its pools; `scoped` says who stands where.

    `stated` is the method without its pools: last year had pools of its own.
    """

    method: Method
    stated: Method
    facts: Facts
    earlier: Facts | None
    figures: Figures
    scoped: pl.DataFrame

    def batches(self) -> Iterator[Prepared]:
        """Each batch with its subjects, what is known of them, who waits, and which rules are hit."""
        past = dict(_past(self.method, self.earlier))
        facts, figures, census = self.facts, self.figures, census_of(self.facts)
        for prepared in _prepared(self.method, self.scoped, figures, facts, census=census):
            yield replace(prepared, past=past.get(prepared.batch)) if past else prepared

    def last_year(self) -> Iterator[Prepared]:
        """Last year's groups, in the pools that they had then: of everybody, also of pools that are no more."""
        if self.earlier is not None:
            census = census_of(self.earlier).within("own pools")
            figures = _last_years(self.stated, self.earlier)
            method = pooled(self.stated, figures, year=self.earlier.year, census=census)
            scoped = in_scope(method, figures, year=self.earlier.year)
            yield from _prepared(method, scoped, figures, self.earlier, census=census)

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
        stated = with_last_year(method)
        return replace(self, method=_with_pools(stated, self.figures, self.facts), stated=stated)


def made_ready(
    method: Method, facts: Facts, earlier: Facts | None, *, fill: Fill | None = None
) -> Ready:
    """Facts of the method's own area, made ready; `fill` puts figures in the place of missing ones.

    Raises:
        Refused: see `refusals` and `composing.compose`.
    """
    refuse_what_cannot_be_scored(method, earlier)
    for given in filter(None, (facts, earlier)):
        refuse_facts_of_other_purpose(method, given)
    stated = with_last_year(method)
    figures = compose(stated, facts, earlier=earlier)
    if fill:
        figures = fill(figures)
    method = _with_pools(stated, figures, facts)
    return Ready(
        method=method,
        stated=stated,
        facts=facts,
        earlier=earlier,
        figures=figures,
        scoped=in_scope(method, figures, year=facts.year),
    )


def _with_pools(method: Method, figures: Figures, facts: Facts) -> Method:
    return pooled(method, figures, year=facts.year, census=census_of(facts))


def _prepared(
    method: Method, scoped: pl.DataFrame, figures: Figures, facts: Facts, *, census: Census
) -> Iterator[Prepared]:
    for number, (batch, subjects) in enumerate(members(method, scoped)):
        of_batch = census.within(number)
        ratios = ratios_of(batch.indicators, figures)
        reading = reading_of(method, figures, year=facts.year, group=batch.rule)
        rules = hold_rules(batch.rule, ratios, reading) + grade_holds(batch.rule, ratios, reading)
        table = with_rules(batch.rule, with_hits(batch.rule, subjects, reading), reading)
        with of_batch.batch():
            yield Prepared(
                batch=batch,
                table=measure(batch, table, ratios, rules, census=of_batch),
                ratios=ratios,
                rules=rules,
                reading=reading,
                census=of_batch,
            )


def _past(
    method: Method, earlier: Facts | None
) -> Iterator[tuple[Batch, tuple[pl.DataFrame, Mapping[str, Ratio]]]]:
    """Last year's subjects of this year's groups and pools: the same method's scope over last year's facts."""
    if earlier is not None:
        figures, census = _last_years(method, earlier), census_of(earlier)
        scoped = in_scope(method, figures, year=earlier.year)
        for prepared in _prepared(method, scoped, figures, earlier, census=census):
            yield prepared.batch, (prepared.table, prepared.ratios)


def _last_years(method: Method, earlier: Facts) -> Figures:
    # What had changed by then nobody asks: the facts of the year before it are not given.
    names = (name for name in used_figures(method) if not name.startswith(LAST_YEAR))
    return compose(method, earlier, names=names)
