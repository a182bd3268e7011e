"""How sure an enterprise's grade is: in how many draws it keeps it, or how far its rank is from the edge of its grade."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from permu.evaluations.models import Result
from permu.evaluations.robustness import folder_of, foremost, preset_labels


@dataclass(frozen=True)
class Drawn:
    """Of so many draws under stated doubt, how many gave the grade it has, and how many each other one."""

    assumed: str
    draws: int
    own: int
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Edges:
    """Of those whom the ranking gives the same grade: how many there are, stand before it, and stand behind it."""

    grade: str
    all: int
    before: int
    behind: int


def drawn(result: Result) -> Drawn | None:
    """What was worked out of a result's grade; None where nothing was, or it has no grade."""
    key = foremost(result.run)
    row = _rows(folder_of(result.run, key)).get(result.subject) if key else None
    if key is None or row is None or not result.grade:
        return None
    draws = row["draws"]
    shares = {
        name.removeprefix("p:"): share for name, share in row.items() if name.startswith("p:")
    }
    counts = {grade: round((share or 0) * draws) for grade, share in shares.items()}
    own = counts.pop(result.grade, 0)
    others = tuple((grade, count) for grade, count in counts.items() if count)
    return Drawn(preset_labels()[key], draws, own, others)


def edges(result: Result) -> Edges | None:
    """Where a result stands in its grade; None where no ranking gave it that."""
    if result.rank is None or not result.grade or result.grade_by_rank != result.grade:
        return None
    same = result.run.results.filter(
        group=result.group, pool=result.pool, grade_by_rank=result.grade_by_rank
    )
    ranks = list(same.values_list("rank", flat=True))
    before = sum(rank < result.rank for rank in ranks)
    return Edges(result.grade, len(ranks), before, sum(rank > result.rank for rank in ranks))


@lru_cache(maxsize=4)
def _rows(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    import polars as pl

    about = json.loads((folder / "about.json").read_text("utf-8"))
    table = pl.read_parquet(folder / "table.parquet").filter(pl.col("grade").is_not_null())
    table = table.with_columns(draws=pl.lit(about["draws"]["joint"]))
    return {row["subject"]: row for row in table.iter_rows(named=True)}
