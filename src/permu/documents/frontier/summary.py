"""One group's frontier in numbers: how many were analysed, how many stand on it, how the others are spread."""

from dataclasses import dataclass

import polars as pl

from permu.engine.frontier import Choice, Frontier

TENTHS = 10


@dataclass(frozen=True)
class GroupSummary:
    """`tenths` counts efficiencies below 0.1, from 0.1 to below 0.2, …; the last holds 0.9 to 1."""

    group: str
    choice: Choice
    analysed: int
    left_out: int
    on_frontier: int
    mean: float | None
    median: float | None
    tenths: tuple[int, ...]
    sizes: dict[str, int]  # irs, crs, drs


def summaries(frontier: Frontier) -> list[GroupSummary]:
    """One a group, in the method's order."""
    return [_summary(frontier, group) for group in frontier.choices]


def _summary(frontier: Frontier, group: str) -> GroupSummary:
    rows = frontier.of(group)
    analysed = rows.filter(pl.col("left_out").is_null())
    scores = analysed["efficiency"].drop_nulls()
    places = (scores * TENTHS).floor().clip(0, TENTHS - 1).cast(pl.Int64)
    counts = dict(places.value_counts().iter_rows())
    sizes = dict(analysed["returns"].value_counts().iter_rows())
    return GroupSummary(
        group=group,
        choice=frontier.choices[group],
        analysed=len(analysed),
        left_out=len(rows) - len(analysed),
        on_frontier=int(analysed["on_frontier"].sum()),
        mean=_number(scores.mean()),
        median=_number(scores.median()),
        tenths=tuple(counts.get(place, 0) for place in range(TENTHS)),
        sizes={name: sizes.get(name, 0) for name in ("irs", "crs", "drs")},
    )


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
