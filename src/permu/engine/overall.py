"""Whom benchmarks are worked out of: a group's ranking, this year's or last year's, or those of every group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import polars as pl

from permu.engine.benchmarks import Base, Known
from permu.engine.census import Census, census_of
from permu.engine.indicators import FROM_THE_RANKED, counts, hold_back, is_ranked
from permu.engine.prepared import Prepared
from permu.engine.ratios import Ratio
from permu.engine.ready import Ready
from permu.engine.variants import all_variants, other_id
from permu.method.model import Indicator

LAST_YEAR = "last_group_mean"


def bases(ready: Ready, prepared: Iterable[Prepared]) -> Iterator[tuple[Prepared, Base]]:
    """Each batch, and who counts for its benchmarks.

    Where a benchmark is of all groups, all are made ready before the first is judged.
    """
    indicators = [each for group in ready.method.groups for each in all_variants(group.indicators)]
    kinds = {each.benchmark.kind for each in indicators if each.benchmark.pool == "all"}
    overall = None
    if kinds:
        everybody = list(prepared)
        past = list(ready.last_year()) if LAST_YEAR in kinds else []
        overall = Overall(everybody, past, census_of(ready.facts).within("overall"))
        prepared = map(overall.held, everybody)
    for each in prepared:
        yield each, _base(each, overall)


def _base(prepared: Prepared, overall: "Overall | None") -> Base:
    every = all_variants(prepared.batch.indicators)
    indicators = [each for each in every if each.benchmark.pool == "group"]

    @cache
    def known(*, is_past: bool) -> Known:
        census = prepared.census.within("past" if is_past else "now")
        return Known(indicators, *_year(prepared, is_past=is_past), census=census)

    def base(indicator: Indicator, place: int) -> tuple[Known, int]:
        if overall and indicator.benchmark.pool == "all":
            return overall.known(indicator), 0
        return known(is_past=indicator.benchmark.kind == LAST_YEAR), place

    return base


def _year(prepared: Prepared, *, is_past: bool) -> tuple[pl.DataFrame, Mapping[str, Ratio]]:
    """The subjects of this year or of the last, with their ratios; nobody where there was no last year."""
    if not is_past:
        return prepared.table, prepared.ratios
    return prepared.past or (prepared.table.clear(), prepared.ratios)


class Overall:
    """The rankings of every group, for benchmarks that are of all of them."""

    def __init__(
        self, everybody: Sequence[Prepared], past: Sequence[Prepared], census: Census
    ) -> None:
        self.everybody = everybody
        self.past = past
        self.census = census
        self._known: dict[tuple[str, str], Known] = {}

    def known(self, indicator: Indicator) -> Known:
        """Who counts for the indicator, all at one place."""
        key = indicator.id, indicator.benchmark.kind
        if key not in self._known:
            self._known[key] = self._everybody(indicator, self.census.within(key))
        return self._known[key]

    def _everybody(self, indicator: Indicator, census: Census) -> Known:
        parts, ratios = [], {}
        for each in self._of_year(indicator):
            for variant in all_variants(each.batch.indicators):
                if variant.id == indicator.id:
                    ratio = ratios[variant.id] = each.ratios[variant.id]
                    ranked = each.table.lazy().filter(is_ranked() & counts(variant))
                    parts.append(ranked.select(ratio.reads))
        table = pl.concat(parts).collect()
        # All of them stand in a ranking, and count by this very ratio, whichever group asks.
        flags = {
            "is_ungraded": pl.lit(value=False),
            f"known:{indicator.id}": pl.lit(value=True),
            f"known:{other_id(indicator)}": pl.lit(value=False),
        }
        table = table.with_columns(place=pl.lit(0), held=pl.lit(0), **flags)
        return Known([indicator], table, ratios, census=census)

    def _of_year(self, indicator: Indicator) -> Iterator[Prepared]:
        """The batches of the year whose subjects count; last year there may have been none of some of today's."""
        if indicator.benchmark.kind != LAST_YEAR:
            yield from self.everybody
            return
        yield from (replace(each, table=each.table.clear()) for each in self.everybody)
        yield from self.past

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
