"""Where each grade of a ranking ends, and who would lose it to one more."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import polars as pl

from permu.engine.adjustments import takes_out
from permu.engine.batches import Batch
from permu.engine.evaluation import DECIMALS
from permu.engine.grading import ends_of
from permu.engine.next_grade.lines import ALWAYS, NEVER, Line, unrounded
from permu.engine.scores import Points
from permu.method.model import ScoreRule


@dataclass(frozen=True)
class Cut:
    """Where a grade ends in one ranking: the line to reach it, the line past those who hold its last place.

    `stay` is the line for who stands inside already: it is out only where the first one behind the cut
    takes its place. `falls`: the subjects who lose that grade if one more stands past them; a tie may
    keep them all.
    """

    reach: Line
    stay: Line
    past: Line = NEVER
    falls: tuple[int, ...] = ()  # rows of the batch's table


def cuts_of(batch: Batch, table: pl.DataFrame, points: Points) -> list[list[Cut]] | None:
    """Of each group of the batch the cuts of every grade but the worst; None where no score makes the grade."""
    grading = batch.rule.grading
    if grading is None or grading.kind not in ("shares", "thresholds"):
        return None
    if grading.kind == "thresholds":
        lines = [_from(Fraction(bound), batch.rule.score) for bound in grading.at_least]
        return [[Cut(line, line) for line in lines] for _ in batch.groups]
    places = range(len(batch.groups))
    rankings = [_ranking(batch, table, place) for place in places]
    ranked = table.filter(pl.col("rank").is_not_null())["place"]
    sizes = [int((ranked == place).sum()) for place in places]
    return [
        [_cut(batch, ranking, last, points) for last in ends]
        for ranking, ends in zip(rankings, ends_of(batch, grading, sizes), strict=True)
    ]


def _ranking(batch: Batch, table: pl.DataFrame, place: int) -> pl.DataFrame:
    """Those who take the places of one ranking, the best first, each with its `index` in the table."""
    fills = pl.col("rank").is_not_null() & (pl.col("place") == place)
    grading = batch.rule.grading
    if grading and grading.quota == "refilled":
        fills = fills & ~takes_out(batch.rule)
    return table.with_row_index("index").filter(fills).sort("rank", maintain_order=True)


def _cut(batch: Batch, ranking: pl.DataFrame, last: int, points: Points) -> Cut:
    """The cut after place `last`: whoever is better than, or as good as, the subject there now."""
    grading = batch.rule.grading
    if last <= 0 or grading is None:
        return Cut(NEVER, NEVER)
    if last > len(ranking):
        return Cut(ALWAYS, ALWAYS)
    rule, shares_place = batch.rule.score, grading.ties == "better"
    row = ranking.row(last - 1, named=True)
    level, past = _beside(row, rule, points)
    stay = ALWAYS
    if last < len(ranking):
        stay = _beside(ranking.row(last, named=True), rule, points)[0 if shares_place else 1]
    tied = ranking.filter(pl.col("rank") == row["rank"])
    first = int((ranking["rank"] < row["rank"]).sum()) + 1
    is_full = (first if shares_place else first + len(tied) - 1) == last
    falls = tuple(tied["index"].to_list()) if is_full else ()
    return Cut(level if shares_place else past, stay, past, falls)


def _beside(row: Mapping[str, Any], rule: ScoreRule, points: Points) -> tuple[Line, Line]:
    """The lines to stand level with a subject, and past it."""
    if rule.decimals is None:
        score = points.exact(row, "score")
        return Line(score, shown=score), Line(score, is_strict=True, shown=score)
    whole = int(row["score"]) // 10 ** (DECIMALS - rule.decimals)
    return unrounded(whole, rule), unrounded(whole + 1, rule)


def _from(bound: Fraction, rule: ScoreRule) -> Line:
    """The line of a score that the notice names."""
    if rule.decimals is None:
        return Line(bound, shown=bound)
    return unrounded(ceil(bound * 10**rule.decimals), rule)
