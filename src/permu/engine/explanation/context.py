"""What all sheets of one evaluation share, worked out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from permu.engine.benchmarks import benchmarks_from
from permu.engine.composing import compose
from permu.engine.evaluation import Evaluation
from permu.engine.figures import Figures
from permu.engine.ratios import ratio_of
from permu.engine.scores import Scoring
from permu.method.model import Definition, Group, Indicator, Method
from permu.terms.facts import Facts
from permu.terms.quantities import unit
from permu.terms.refusal import Language, words

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Context:
    """One evaluation, its method and facts, and the language to explain it in."""

    evaluation: Evaluation
    method: Method
    facts: Facts
    language: Language

    def words(self, name: str, /, **details: object) -> str:
        """The room's sentence of that name."""
        return words(f"engine.{name}", self.language, **details)

    def join(self, texts: Sequence[str]) -> str:
        """Several phrases as one."""
        return ("；" if self.language == "zh" else "; ").join(text for text in texts if text)

    @cached_property
    def figures(self) -> Figures:
        """The figures as the evaluation read them."""
        return compose(self.method, self.facts)

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """The method's definitions by id."""
        return {definition.id: definition for definition in self.method.definitions}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The method's groups by id."""
        return {group.id: group for group in self.method.groups}

    @cached_property
    def scorings(self) -> Mapping[str, Scoring]:
        """Each group's way from figures to points, with the benchmarks that were frozen."""
        judged = benchmarks_from(self.evaluation.benchmarks)
        return {
            group.id: Scoring(
                group=group,
                ratios={each.id: ratio_of(each, self.figures) for each in group.indicators},
                judged=judged.get(group.id, {}),
            )
            for group in self.method.groups
        }

    @cached_property
    def sums(self) -> Mapping[tuple[str, str], Row]:
        """For each group and indicator the sums that a mean is made of: numerator, denominator, `subjects`."""
        rows = pl.concat(
            [self.evaluation.table, self.figures.table.drop("subject").select(pl.col(pl.Int64))],
            how="horizontal",
        )
        found: dict[tuple[str, str], Row] = {}
        for group in self.method.groups:
            ranked = rows.filter(
                pl.col("group") == group.id, pl.col("state").is_in(["graded", "scored"])
            )
            for indicator in group.indicators:
                found[group.id, indicator.id] = _sum(ranked, indicator)
        return found

    def unit_label(self, code: str) -> str:
        """A unit as people write it."""
        return (unit(code).label if self.language == "zh" else unit(code).label_en) if code else ""

    @cached_property
    def labels(self) -> Mapping[str, Indicator]:
        """Indicators by id, for rules that name one."""
        return {each.id: each for group in self.method.groups for each in group.indicators}


def _sum(ranked: pl.DataFrame, indicator: Indicator) -> Row:
    names = [name for name in (indicator.numerator, indicator.denominator) if name]
    measured = ranked.filter(pl.col(f"how:{indicator.id}") == "measured")
    sums = measured.select(pl.col(names).cast(pl.Int128).sum(), subjects=pl.len())
    return sums.row(0, named=True)
