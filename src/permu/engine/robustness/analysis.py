"""`robustness`: how likely each enterprise's grade is, under uncertainty that is stated. Analysis, never a grade.

All of it is worked out in float64 (weights and rounding) or by draws of the exact evaluation (all else);
nothing here changes the official result.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

import numpy as np
import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.robustness.bands import RANKED, Ranks, band, pool_ranks
from permu.engine.robustness.drawing import (
    County,
    Drawn,
    Progress,
    county_of,
    decimals_otherwise,
    drawn_one_by_one,
    is_otherwise_rounded,
    made_ready,
)
from permu.engine.robustness.hitting import hit_by
from permu.engine.robustness.kernel import grade_counts
from permu.engine.robustness.leaving import leave_one_out
from permu.engine.robustness.pools import Flags, Pool, Whole, at_one, is_linear, pools
from permu.engine.robustness.uncertainty import Uncertainty
from permu.engine.robustness.weights import Array, weight_draws
from permu.method.model import Method
from permu.terms.refusal import Refused

SAFE = 0.95
"""A grade that an enterprise has in fewer of the draws is within reach of a challenge."""
HANGING = 0.6
"""In fewer than these it hangs by a thread."""

Way = Literal["columns", "engine"]
Standing = Literal["safe", "shaky", "hanging"]
Told = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True)
class Robustness:
    """How sure the grades of one evaluation are.

    `table` has a row for each subject, in the evaluation's order: `subject`, `group`, `pool` (where the
    method has any), `grade`, `p:<grade>` for each grade of the method, `own` (the probability of the
    grade it has), `rank`, `rank:low`, `rank:high` (of nine draws in ten), `loses:<source>` (the
    probability of losing its grade where that source alone is uncertain), `driver` (the source with the
    greatest one; null: none moves it), `within_reach` (`own` < 95 %). Probabilities are null of who has
    no grade. `draws` says how many draws stand behind each: `joint` and the sources.
    """

    county: County
    uncertainty: Uncertainty
    table: pl.DataFrame
    draws: Mapping[str, int]
    way: Way

    @property
    def method(self) -> Method:
        """The method whose grades these are."""
        return self.county.method

    @property
    def evaluation(self) -> Evaluation:
        """The official evaluation."""
        return self.county.evaluation

    @property
    def graded(self) -> pl.DataFrame:
        """The rows of who has a grade."""
        return self.table.filter(pl.col("grade").is_not_null())

    @cached_property
    def leave_one_out(self) -> pl.DataFrame:
        """What each indicator decides: see `leaving.leave_one_out`. Worked out when it is first asked for."""
        return leave_one_out(self.county)

    @property
    def droppable(self) -> str | None:
        """The indicator without which fewest grades change; None where each group has but one."""
        found = self.leave_one_out
        return None if found.is_empty() else str(found["indicator"][0])

    def hit_by(self, dimension: str) -> pl.DataFrame:
        """Whether a place, industry or size has more low grades than chance would give it: see `hitting.hit_by`."""
        return hit_by(self.county, self.table, dimension)

    @property
    def standing(self) -> Mapping[Standing, int]:
        """How many of the graded are `safe` (at least 95 %), `shaky`, and `hanging` by a thread (below 60 %)."""
        own = self.graded["own"]
        safe, hanging = int((own >= SAFE).sum()), int((own < HANGING).sum())
        return {"safe": safe, "shaky": len(own) - safe - hanging, "hanging": hanging}

    @property
    def drivers(self) -> pl.DataFrame:
        """`driver` and `subjects`: of how many within reach each source is the greatest danger, most first."""
        found = self.graded.filter("within_reach").group_by("driver").agg(subjects=pl.len())
        return found.sort("subjects", "driver", descending=[True, False], nulls_last=True)


def robustness(
    method: Method,
    evaluation: Evaluation,
    uncertainty: Uncertainty,
    *,
    progress: Told | None = None,
) -> Robustness:
    """The probability of every grade for every enterprise.

    Where weights or rounding alone are uncertain, `uncertainty.draws` draws are worked out by columns;
    where facts are, or the method merges subjects, shares weights out or grades in two stages or by
    rules, `engine_draws` evaluations are made instead.

    Args:
        method: whose grades are doubted.
        evaluation: the official one under it.
        uncertainty: what is taken to be uncertain.
        progress: called as it goes, with how much is done, of how much, and the source.

    Raises:
        Refused: nothing is uncertain, the method gives no grades, or as `evaluate`.
    """
    if not uncertainty.sources:
        raise Refused("engine.nothing_uncertain")
    if not method.can_grade:
        raise Refused("engine.no_grades_to_doubt", method=method.title)
    county = county_of(method, evaluation)
    rankings = _rankings(county) if is_linear(method) else None
    sources = uncertainty.sources
    steps = [("joint", uncertainty)]
    steps += [(source, uncertainty.alone(source)) for source in sources if len(sources) > 1]
    found: dict[str, Drawn] = {}
    for number, (name, each) in enumerate(steps):
        told = _told(progress, number, len(steps), name)
        found[name] = _drawn(county, rankings, each, told)
    for source in sources:
        found.setdefault(source, found["joint"])
    by_columns = rankings is not None and not uncertainty.needs_engine
    return Robustness(
        county=county,
        uncertainty=uncertainty,
        table=_table(county, found),
        draws={name: drawn.draws for name, drawn in found.items()},
        way="columns" if by_columns else "engine",
    )


def _told(progress: Told | None, number: int, steps: int, name: str) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress(number * total + done, steps * total, name)


def _rankings(county: County) -> list[Pool]:
    ready = made_ready(at_one(county.method), county.facts, county.earlier)
    return list(pools(county.method, ready))


def _drawn(
    county: County, rankings: list[Pool] | None, uncertainty: Uncertainty, progress: Progress | None
) -> Drawn:
    if rankings is None or uncertainty.needs_engine:
        return drawn_one_by_one(county, uncertainty, progress=progress)
    return drawn_by_columns(county, rankings, uncertainty, progress=progress)


def drawn_by_columns(
    county: County,
    rankings: list[Pool],
    uncertainty: Uncertainty,
    *,
    progress: Progress | None = None,
) -> Drawn:
    """Draws of weights and rounding, ranking by ranking."""
    subjects, draws = len(county.evaluation.table), uncertainty.draws
    counts = np.zeros((subjects, len(county.words)), np.int64)
    low, high = (np.zeros(subjects, np.int64) for _ in range(2))
    otherwise = np.zeros(draws, np.bool_)
    if uncertainty.rounding:
        otherwise = is_otherwise_rounded(uncertainty, draws)
    for done, pool in enumerate(rankings, start=1):
        at = [county.words.index(grade) for grade in pool.grading.grades]
        found, ranks = _of_pool(pool, weight_draws(pool.group, uncertainty, draws=draws), otherwise)
        counts[pool.rows[:, None], at] = found
        low[pool.rows], high[pool.rows] = band(ranks)
        if progress:
            progress(done, len(rankings))
    return Drawn(counts, low, high, draws)


def _of_pool(pool: Pool, weights: Array, otherwise: Flags) -> tuple[Whole, Ranks]:
    """The grades of one ranking over all draws, and its ranks in the first of them."""
    rule = pool.group.score
    counts = np.zeros((len(pool.rows), len(pool.grading.grades)), np.int64)
    ranks = np.zeros((min(len(weights), RANKED), len(pool.rows)), np.int32)
    for flags, decimals in (
        (~otherwise, rule.decimals),
        (otherwise, decimals_otherwise(pool.group)),
    ):
        if flags.any():
            count, rank = (
                partial(each, decimals=decimals, rounding=rule.rounding)
                for each in (grade_counts, pool_ranks)
            )
            counts += count(pool, weights[flags])
            some = np.flatnonzero(flags[: len(ranks)])
            ranks[some] = rank(pool, weights[some])
    return counts, ranks


def _table(county: County, found: Mapping[str, Drawn]) -> pl.DataFrame:
    official = county.evaluation.table
    names = [
        name for name in ("subject", "group", "pool", "grade", "rank") if name in official.columns
    ]
    joint, has = found["joint"], official["grade"].is_not_null()
    shares = {
        f"p:{word}": joint.counts[:, place] / joint.draws for place, word in enumerate(county.words)
    }
    own = _own(county, joint)
    loses = {
        f"loses:{name}": 1 - _own(county, drawn) for name, drawn in found.items() if name != "joint"
    }
    columns = [pl.Series(name, values) for name, values in (shares | {"own": own} | loses).items()]
    ends = [
        pl.Series("rank:low", joint.low, dtype=pl.Int64),
        pl.Series("rank:high", joint.high, dtype=pl.Int64),
    ]
    table = official.select(names).with_columns(*columns, *ends)
    known = pl.lit(has)
    graded = [pl.when(known).then(pl.col(each.name)).alias(each.name) for each in columns]
    bands = [
        pl.when(pl.col(each.name) > 0).then(pl.col(each.name)).alias(each.name) for each in ends
    ]
    return table.with_columns(*graded, *bands).with_columns(
        driver=_driver(list(loses)),
        within_reach=(pl.col("own") < SAFE).fill_null(value=False),
    )


def _own(county: County, drawn: Drawn) -> Array:
    """How often each has the grade it has; 0 of who has none."""
    number = {word: place for place, word in enumerate(county.words)}
    grades = county.evaluation.table["grade"]
    place = grades.replace_strict(number, default=-1, return_dtype=pl.Int64).to_numpy()
    own = drawn.counts[np.arange(len(place)), np.maximum(place, 0)] / drawn.draws
    return np.where(place >= 0, own, 0.0)


def _driver(names: list[str]) -> pl.Expr:
    """The source that most often costs the grade; of equals the first stated."""
    greatest = pl.max_horizontal(names)
    found = pl.lit(None, dtype=pl.String)
    for name in reversed(names):
        is_it = (pl.col(name) == greatest) & (greatest > 0)
        found = pl.when(is_it).then(pl.lit(name.removeprefix("loses:"))).otherwise(found)
    return found
