"""Who waits for a figure because its grade hangs on it, whatever its score."""

from collections.abc import Iterator, Mapping

import polars as pl

from permu.engine.conditions import Reading, held_figures
from permu.engine.grading.keys import keys_of
from permu.engine.grading.rules import is_in_doubt, ruled
from permu.engine.indicators import HoldRule, known, lacking
from permu.engine.ratios import Ratio
from permu.method.model import Group, Indicator, Stage


def grade_holds(group: Group, ratios: Mapping[str, Ratio], reading: Reading) -> list[HoldRule]:
    """Who waits, as `hold_rules`: of those who are graded, by rules or in two stages."""
    found = [*_of_rules(group, reading), *_of_keys(group, ratios, reading)]
    return [(name, ~pl.col("is_ungraded") & test) for name, test in found]


def _of_rules(group: Group, reading: Reading) -> Iterator[HoldRule]:
    """A figure in doubt on which an ordered rule hangs: no rule speaks for it."""
    grading = ruled(group)
    for number, rule in enumerate(grading.rules if grading else ()):
        for name in held_figures(rule.when, reading):
            yield f"held:{name}", is_in_doubt(number) & pl.col(f"held:{name}")


def _of_keys(group: Group, ratios: Mapping[str, Ratio], reading: Reading) -> Iterator[HoldRule]:
    """Who lacks what a second ranking goes by: nobody knows where it would stand.

    By points only an indicator that gives none (`reweight`) lets its subject wait: all others do.
    """
    ids = {indicator.id: indicator for indicator in group.indicators}
    for _, stage in keys_of(group.grading):
        name = stage.by_figure
        if name in reading.figures.held:
            yield f"held:{name}", pl.col(f"held:{name}")
        if name in reading.figures.scales:
            yield f"missing:{name}", pl.col(name).is_null()
        for id_ in _asked(stage) if name not in reading.figures.scales else ():
            if name or ids[id_].when_missing == "reweight":
                yield from _lacks(ids[id_], ratios[id_])


def _asked(stage: Stage) -> tuple[str, ...]:
    """The indicators whose values, or points, a stage goes by."""
    return (stage.by_figure,) if stage.by_figure else stage.by_points


def _lacks(indicator: Indicator, ratio: Ratio) -> Iterator[HoldRule]:
    """Who has no value of an indicator, whatever it gets points for."""
    yield f"missing:{ratio.numerator}", pl.col(ratio.numerator).is_null()
    yield from lacking(ratio, ~known(indicator))
