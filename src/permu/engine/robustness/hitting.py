"""Whether a place, an industry or a size has more low grades than chance would give it.

Low are the two worst grades of a group (its worst one, where it has three or fewer). Of each ranking
with N graded, K of them low, chance would give a value with n members n × K ÷ N low ones
(hypergeometric); sums and variances over the rankings make a z (Mantel, Haenszel, J. Natl. Cancer
Inst. 22, 1959, without the continuity correction), and its two-sided p is held against the number of
values looked at (Holm, Scand. J. Statist. 6, 1979). `hit` is where p < 5 % after that, more are low than
chance would give, and are so too in the mean of all draws: then it is not the choice of the uncertain
numbers that does it. Where chance would give fewer than `LEAST` low ones, nothing is tested.
"""

from math import erfc, sqrt

import polars as pl

from permu.engine.robustness.drawing import County
from permu.method.model import Method
from permu.terms.items import item
from permu.terms.refusal import Refused

DIMENSIONS = ("industry", "is_above_scale", "town", "park", "cluster")
"""Items by which it is asked: 行业大类、规模、乡镇、园区、产业集群."""
LEAST = 3.0
LEVEL = 0.05
HIT = {
    "value": pl.String(), "graded": pl.Int64(), "low": pl.Int64(), "low:expected": pl.Float64(),
    "low:draws": pl.Float64(), "z": pl.Float64(), "p": pl.Float64(), "hit": pl.Boolean(),
}  # fmt: skip


def hit_by(county: County, table: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """A row a value: `graded`, `low`, what chance would give, the mean of the draws, `z`, `p` (Holm's), `hit`; worst first.

    Industries are counted by their first two digits (大类).

    Raises:
        Refused: no such item, or one that is a number.
    """
    if item(dimension).kind not in ("text", "code", "flag"):
        raise Refused("engine.no_dimension", item=item(dimension).label)
    if dimension not in county.facts.table.columns:
        return pl.DataFrame(schema=HIT)
    cells = _cells(county, table, dimension)
    size, low = pl.col("n").sum().over("ranking"), pl.col("low").sum().over("ranking")
    share = pl.col("n") / size
    spread = low * share * (1 - share) * (size - low) / pl.max_horizontal(size - 1, 1)
    values = (
        cells.with_columns(expected=low * share, variance=spread)
        .group_by("value")
        .agg(pl.col("n", "low", "expected", "variance", "draws").sum())
    )
    values = values.with_columns(
        z=pl.when((pl.col("expected") >= LEAST) & (pl.col("variance") > 0)).then(
            (pl.col("low") - pl.col("expected")) / pl.col("variance").sqrt()
        )
    )
    return _tested(values)


def _cells(county: County, table: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """Of each ranking and value: how many are graded, how many low, and how many in the mean of the draws."""
    value = county.facts.table[dimension].cast(pl.String)
    if dimension == "industry":
        value = value.str.extract(r"(\d{2})")
    low = lowest(county.method)
    by_group = [
        pl.when(pl.col("group") == group).then(pl.sum_horizontal(f"p:{word}" for word in words))
        for group, words in low.items()
    ]
    is_low = [
        (pl.col("group") == group) & pl.col("grade").is_in(words) for group, words in low.items()
    ]
    found = table.with_columns(
        value=value, is_low=pl.any_horizontal(is_low), in_draws=pl.coalesce(by_group)
    )
    names = [name for name in ("group", "pool") if name in table.columns]
    return (
        found.filter(pl.col("grade").is_not_null() & pl.col("value").is_not_null())
        .with_columns(ranking=pl.concat_str(names, separator="·", ignore_nulls=True))
        .group_by("ranking", "value")
        .agg(n=pl.len(), low=pl.col("is_low").sum(), draws=pl.col("in_draws").sum())
    )


def lowest(method: Method) -> dict[str, list[str]]:
    """The grades of each group that count as low."""
    return {
        group.id: list(group.grading.grades[-2 if len(group.grading.grades) > 3 else -1 :])
        for group in method.groups
        if group.grading
    }


def _tested(values: pl.DataFrame) -> pl.DataFrame:
    rows = values.sort("z", "value", descending=[True, False], nulls_last=True).to_dicts()
    tested = sorted((row for row in rows if row["z"] is not None), key=lambda row: -abs(row["z"]))
    least = 0.0
    for place, row in enumerate(tested):
        least = max(least, min(1.0, (len(tested) - place) * erfc(abs(row["z"]) / sqrt(2))))
        row["p"] = least
    found = [
        (
            row["value"], row["n"], row["low"], row["expected"], row["draws"], row["z"], row.get("p"),
            row.get("p", 1.0) < LEVEL and row["low"] > row["expected"] and row["draws"] > row["expected"],
        )
        for row in rows
    ]  # fmt: skip
    return pl.DataFrame(found, schema=HIT, orient="row")
