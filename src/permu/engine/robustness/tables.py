"""What was drawn, as one row a subject."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from permu.engine.robustness.drawing import County, Drawn
from permu.engine.robustness.weights import Array

SAFE = 0.95
"""A grade that an enterprise has in fewer of the draws is within reach of a challenge."""


def table_of(county: County, found: Mapping[str, Drawn]) -> pl.DataFrame:
    """`Robustness.table`: of `joint` the probabilities and ranks, of each source alone who loses its grade."""
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
