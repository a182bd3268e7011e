"""What each indicator decides: the county evaluated without it (步骤5–10 once more, exactly).

Its weight goes to zero and the others of its group share it in their proportions, so that scores stay
out of the same sum. A group of which it is the only indicator stays as it is.
"""

from decimal import Decimal
from math import isnan
from typing import Literal

import polars as pl

from permu.engine.pipeline import evaluate
from permu.engine.robustness.drawing import County
from permu.engine.robustness.weighing import with_weights
from permu.method.model import Group, Method

LEFT_OUT = {
    "indicator": pl.String(), "label": pl.String(), "weight": pl.Float64(), "graded": pl.Int64(),
    "changes": pl.Int64(), "better": pl.Int64(), "worse": pl.Int64(), "correlation": pl.Float64(),
    "alike": pl.String(), "alike_correlation": pl.Float64(),
}  # fmt: skip


def leave_one_out(county: County) -> pl.DataFrame:
    """A row an indicator, those that decide least first.

    `weight` is its greatest one, `graded` how many the groups that have it grade. `changes` of them have
    another grade without it, `better` or `worse`. `correlation` is Spearman's of the ranks with and without it, over each ranking, the
    mean weighed by size. `alike` is the indicator whose points go most with its own, by
    `alike_correlation` (Pearson's).
    """
    rows = [_without(county, id_) for id_ in _candidates(county.method)]
    return pl.DataFrame(rows, schema=LEFT_OUT, orient="row").sort(
        "changes", "correlation", "indicator", descending=[False, True, False]
    )


def _candidates(method: Method) -> list[str]:
    """The indicators that some group could do without."""
    groups = [group for group in method.groups if _left(group) > 1]
    weighed = (each.id for group in groups for each in group.indicators if each.weight)
    return list(dict.fromkeys(weighed))


def _left(group: Group) -> int:
    return sum(bool(each.weight) for each in group.indicators)


def without(method: Method, id_: str) -> Method:
    """The method with that indicator's weight shared out among the others."""
    return with_weights(method, {
        group.id: _shared_out(group, id_)
        for group in method.groups
        if _shares_out(group, id_)
    })  # fmt: skip


def _shares_out(group: Group, id_: str) -> bool:
    """Whether the group has others to carry the indicator's weight."""
    return _left(group) > 1 and any(each.id == id_ and each.weight for each in group.indicators)


def _shared_out(group: Group, id_: str) -> list[Decimal]:
    weights = {each.id: each.weight or Decimal(0) for each in group.indicators}
    total = sum(weights.values(), Decimal(0))
    left = total - weights[id_]
    return [
        Decimal(0) if name == id_ else weight * total / left for name, weight in weights.items()
    ]


def _without(county: County, id_: str) -> tuple[object, ...]:
    official = county.evaluation.table
    other = evaluate(without(county.method, id_), county.facts, earlier=county.earlier).table
    place = {word: number for number, word in enumerate(county.words)}
    groups = [group.id for group in county.method.groups if _shares_out(group, id_)]
    pairs = pl.DataFrame({
        "ranking": _ranking(official), "rank": official["rank"], "then": other["rank"],
        "own": official["grade"].replace_strict(place, default=None, return_dtype=pl.Int64),
        "new": other["grade"].replace_strict(place, default=None, return_dtype=pl.Int64),
    }).filter(official["group"].is_in(groups)).drop_nulls("own")  # fmt: skip
    moved = pairs["new"] - pairs["own"]
    alike, most = _alike(county, id_)
    stands = [each for group in county.method.groups for each in group.indicators if each.id == id_]
    return (
        id_, stands[0].label, float(max(each.weight or 0 for each in stands)), len(pairs),
        int((moved != 0).sum()), int((moved < 0).sum()), int((moved > 0).sum()), _spearman(pairs), alike, most,
    )  # fmt: skip


def _ranking(table: pl.DataFrame) -> pl.Series:
    """Which ranking each stands in, as one text."""
    names = [name for name in ("group", "pool") if name in table.columns]
    return table.select(pl.concat_str(names, separator="·", ignore_nulls=True)).to_series()


def _spearman(pairs: pl.DataFrame) -> float | None:
    """Of the ranks in each ranking, those of ties their mean; weighed by size. None where none has two."""
    parts = pairs.drop_nulls(["rank", "then"]).partition_by("ranking")
    found = [(_correlation(part["rank"], part["then"], "spearman"), len(part)) for part in parts]
    known = [(each, size) for each, size in found if each is not None]
    return (
        sum(each * size for each, size in known) / sum(size for _, size in known) if known else None
    )


def _correlation(
    one: pl.Series, other: pl.Series, kind: Literal["pearson", "spearman"]
) -> float | None:
    """None where one of them is the same for all, or there are fewer than two."""
    found = pl.select(pl.corr(one, other, method=kind)).item() if len(one) > 1 else None
    return None if found is None or isnan(found) else float(found)


def _alike(county: County, id_: str) -> tuple[str | None, float | None]:
    """The indicator whose points go most with these, over all who have both."""
    table, own = county.evaluation.table, f"points:{id_}"
    graded = table.filter(pl.col("grade").is_not_null())
    best: tuple[str | None, float | None] = (None, None)
    for other in _candidates(county.method):
        pair = graded.select(a=own, b=f"points:{other}").drop_nulls()
        found = _correlation(pair["a"], pair["b"], "pearson") if other != id_ else None
        if found is not None and (best[1] is None or found > best[1]):
            best = other, found
    return best
