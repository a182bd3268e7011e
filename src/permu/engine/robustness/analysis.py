"""`robustness`: how likely each enterprise's grade is, under uncertainty that is stated. Analysis, never a grade.

All of it is worked out in float64 (weights and rounding) or by draws of the exact evaluation (all else);
nothing here changes the official result.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.robustness.columns import drawn_by_columns, rankings_of
from permu.engine.robustness.drawing import County, Drawn, Progress, county_of, drawn_one_by_one
from permu.engine.robustness.hitting import hit_by
from permu.engine.robustness.leaving import leave_one_out
from permu.engine.robustness.pools import Pool, is_linear
from permu.engine.robustness.tables import SAFE, table_of
from permu.engine.robustness.uncertainty import Uncertainty
from permu.method.model import Method
from permu.terms.refusal import Refused

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
    rankings = rankings_of(county) if is_linear(method) else None
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
        table=table_of(county, found),
        draws={name: drawn.draws for name, drawn in found.items()},
        way="columns" if by_columns else "engine",
    )


def _told(progress: Told | None, number: int, steps: int, name: str) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress(number * total + done, steps * total, name)


def _drawn(
    county: County, rankings: list[Pool] | None, uncertainty: Uncertainty, progress: Progress | None
) -> Drawn:
    if rankings is None or uncertainty.needs_engine:
        return drawn_one_by_one(county, uncertainty, progress=progress)
    return drawn_by_columns(county, rankings, uncertainty, progress=progress)
