"""The analysis of one evaluated county as it is told: the frontier, the obstacles, and what they are of."""

from dataclasses import dataclass

import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.frontier.county import BY_THE_METHOD, Asked, Frontier, frontier
from permu.engine.frontier.obstacles import obstacles
from permu.method.model import Method
from permu.terms.facts import Facts


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Float64 throughout: analysis, never a grade."""

    method: Method
    evaluation: Evaluation
    frontier: Frontier
    obstacles: pl.DataFrame

    @property
    def facts(self) -> Facts:
        """The figures that were analysed."""
        return self.evaluation.facts


def analyse(
    method: Method,
    evaluation: Evaluation,
    *,
    earlier: Facts | None = None,
    asked: Asked = BY_THE_METHOD,
) -> Analysis:
    """Frontier and obstacles of those groups that were asked for.

    Raises:
        Refused: see `frontier`.
    """
    found = frontier(method, evaluation, earlier=earlier, asked=asked)
    degrees = obstacles(evaluation, method)
    subjects = found.table["subject"].implode()
    return Analysis(
        method=method,
        evaluation=evaluation,
        frontier=found,
        obstacles=degrees.filter(pl.col("subject").is_in(subjects)),
    )
