"""The figures of an analysis as float64 amounts in their units, and who cannot be analysed by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from permu.engine.composing import compose
from permu.engine.frontier.choice import Choice
from permu.method.model import Method
from permu.terms.facts import Facts


@dataclass(frozen=True)
class Amounts:
    """One row a subject: `subject` and the figures, each in its unit; null is missing, or waits for a person."""

    all: pl.DataFrame
    units: Mapping[str, str]

    @classmethod
    def of(cls, method: Method, facts: Facts, names: Sequence[str]) -> "Amounts":
        """The named figures of a year.

        Raises:
            Refused: see `compose`.
        """
        figures = compose(method, facts, names=names)
        steps = {name: figures.scales[name].step for name in names}
        amounts = [
            (pl.col(name).cast(pl.Float64()) * step.numerator / step.denominator).alias(name)
            for name, step in steps.items()
        ]
        units = {name: figures.scales[name].unit for name in names}
        return cls(figures.table.select("subject", *amounts), units)

    def table(self, subjects: pl.Series, choice: Choice) -> pl.DataFrame:
        """The figures of a choice, a row for each of the subjects; missing of whom the year does not know."""
        rows = pl.DataFrame({"subject": subjects})
        joined = rows.join(self.all, on="subject", how="left", maintain_order="left")
        return joined.select(choice.figures)


def why_left_out(amounts: pl.DataFrame, choice: Choice) -> pl.Series:
    """Why each row cannot be analysed, the first reason that holds; null where it can (see `county.COLUMNS`).

    An input must be above zero, since it is divided by; an output may be zero, but not all of them.
    Nothing is put in the place of what is missing, and nobody is moved up to where they could be analysed.
    """
    reasons = [(pl.col(name).is_null(), f"missing:{name}") for name in choice.figures]
    reasons += [(pl.col(name) <= 0, f"not_positive:{name}") for name in choice.inputs]
    reasons += [(pl.col(name) < 0, f"negative:{name}") for name in choice.outputs]
    reasons += [(pl.all_horizontal(pl.col(name) == 0 for name in choice.outputs), "no_output")]
    said = [pl.when(holds).then(pl.lit(reason)) for holds, reason in reasons]
    return amounts.select(left_out=pl.coalesce(said)).to_series()
