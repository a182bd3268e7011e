"""By what a trial is counted: the values of a dimension, and which of them each subject has."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from permu.engine.comparing import Comparison
from permu.engine.rounding import Whole


@dataclass(frozen=True)
class Places:
    """The values of one item: `value` (null: the facts do not say) and `registered`, those of the most subjects first.

    `codes` has the number of each subject's value among them.
    """

    values: pl.DataFrame
    codes: Whole

    def __len__(self) -> int:
        return len(self.values)

    def counted(self, marks: Whole, kinds: int) -> Whole:
        """How many subjects of each value bear each of so many marks: one row a value."""
        counts = np.bincount(self.codes * kinds + marks, minlength=len(self) * kinds)
        return counts.reshape(len(self), kinds)


def places_of(found: Comparison, dimension: str) -> Places:
    """The values of an item, in the order of `Comparison.by`.

    Raises:
        Refused: the catalogue has no item of that name, or it is none that counts can go by.
    """
    values = found.by(dimension).select("value", pl.col("registered").cast(pl.Int64))
    each = found.values(dimension).alias("value").to_frame()
    numbered = values.with_row_index("code")
    joined = each.join(numbered, on="value", how="left", nulls_equal=True, maintain_order="left")
    return Places(values, joined["code"].cast(pl.Int64).to_numpy())
