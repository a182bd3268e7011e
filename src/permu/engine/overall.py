"""Whom benchmarks are worked out of: a group's ranking, this year's or last year's, or those of every group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import polars as pl

from permu.engine.benchmarks import Base, Known
from permu.engine.indicators import FROM_THE_RANKED, counts, hold_back, is_ranked
from permu.engine.prepared import Prepared
from permu.engine.variants import all_variants, other_id
from permu.method.model import Indicator, Method

LAST_YEAR = "last_group_mean"


def bases(method: Method, prepared: Iterable[Prepared]) -> Iterator[tuple[Prepared, Base]]:
    """Each batch, and who counts for its benchmarks.

    Where a benchmark is of all groups, all are made ready before the first is judged.
    """
    indicators = [each for group in method.groups for each in all_variants(group.indicators)]
    overall = None
    if any(each.benchmark.pool == "all" for each in indicators):
        everybody = list(prepared)
        overall = Overall(everybody)
        prepared = map(overall.held, everybody)
    for each in prepared:
        yield each, _base(each, overall)


def _base(prepared: Prepared, overall: "Overall | None") -> Base:
    indicators = list(all_variants(prepared.batch.indicators))

    @cache
    def known(kind: str) -> Known:
        now = prepared.table, prepared.ratios
        return Known(indicators, *(prepared.past or now if kind == LAST_YEAR else now))

    def base(indicator: Indicator, place: int) -> tuple[Known, int]:
        if overall and indicator.benchmark.pool == "all":
            return overall.known(indicator), 0
        return known(LAST_YEAR if indicator.benchmark.kind == LAST_YEAR else ""), place

    return base


class Overall:
    """The rankings of every group, for benchmarks that are of all of them."""

    def __init__(self, everybody: Sequence[Prepared]) -> None:
        self.everybody = everybody
        self._known: dict[tuple[str, bool], Known] = {}

    def known(self, indicator: Indicator) -> Known:
        """Who counts for the indicator, all at one place."""
        key = indicator.id, indicator.benchmark.kind == LAST_YEAR
        if key not in self._known:
            self._known[key] = self._everybody(indicator)
        return self._known[key]

    def _everybody(self, indicator: Indicator) -> Known:
        flags = {f"known:{indicator.id}": pl.lit(value=True)}
        if indicator.otherwise:
            flags[f"known:{other_id(indicator)}"] = pl.lit(value=False)
        parts, ratios = [], {}
        for each in self.everybody:
            now = each.table, each.ratios
            table, of = each.past or now if indicator.benchmark.kind == LAST_YEAR else now
            for variant in all_variants(each.batch.indicators):
                if variant.id == indicator.id:
                    ratios[variant.id] = of[variant.id]
                    ranked = table.lazy().filter(is_ranked() & counts(variant))
                    parts.append(ranked.select(of[variant.id].reads))
        table = pl.concat(parts).collect()
        stands = {"place": pl.lit(0), "held": pl.lit(0), "is_ungraded": pl.lit(value=False)}
        return Known([indicator], table.with_columns(**stands, **flags), ratios)

    def held(self, prepared: Prepared) -> Prepared:
        """The batch with those held back whose value nobody of any ranking gives a benchmark for."""
        table = prepared.table
        for number, each in enumerate(prepared.batch.indicators, start=len(prepared.rules) + 1):
            for variant in all_variants([each]):
                rule = variant.benchmark
                needs = rule.pool == "all" and rule.kind in FROM_THE_RANKED
                if needs and not self.known(variant).subjects(variant, 0):
                    table = hold_back(table, number, counts(variant))
        return replace(prepared, table=table)
