"""What stands ready before a batch of groups is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from permu.engine.batches import Batch
from permu.engine.census import ALONE, Census
from permu.engine.conditions import Reading
from permu.engine.indicators import HoldRule
from permu.engine.ratios import Ratio


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A batch of groups before it is judged: who stands in it, what is known of each, what rules are hit.

    `table` has one row a subject in order of `row`; `past` is the table and ratios of the year before,
    `census` answers what must be known of all subjects of the batch.
    """

    batch: Batch
    table: pl.DataFrame
    ratios: Mapping[str, Ratio]
    rules: Sequence[HoldRule]
    reading: Reading
    past: tuple[pl.DataFrame, Mapping[str, Ratio]] | None = None
    census: Census = ALONE
