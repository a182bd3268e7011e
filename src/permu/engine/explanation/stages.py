"""Where a subject stood when its half was ranked anew: its part, its key, and the last key that got the grade."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

import polars as pl

from permu.engine.explanation.context import Context, Place, Row, in_place, place_of
from permu.engine.explanation.cutting import key_words
from permu.engine.explanation.numbers import kept, plain
from permu.engine.grading import quota
from permu.method.model import Grading, Group, Stage


class Stages:
    """The second rankings of one evaluation; each is worked out once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.table = context.evaluation.table
        self.keys: dict[Stage, Mapping[str, Decimal]] = {}
        self.last: dict[tuple[Place, str], Decimal | None] = {}

    def told(self, result: Row) -> str:
        """In words, for one subject; empty where no second ranking was held, or it was not in it."""
        place = place_of(result)
        group = self.context.groups.get(place)
        grading = group.grading if group else None
        if group is None or grading is None or grading.kind != "two_stage" or not result["rank"]:
            return ""
        is_upper = self._reached(place, grading, result["rank"]) <= quota(
            grading, self.context.ranked.get(place, 0), grading.split
        )
        part = self.context.words("stage_upper" if is_upper else "stage_lower")
        stage = grading.best if is_upper else grading.worst
        grade = grading.grades[0 if is_upper else -1]
        if stage is None:
            return part
        return self.context.join([part, *self._standing(group, place, stage, (grade, result["subject"]))])  # fmt: skip

    def _standing(
        self, group: Group, place: Place, stage: Stage, who: tuple[str, str]
    ) -> tuple[str, str]:
        """Its own key, and the last key of those who got the grade."""
        grade, subject = who
        keys = self._keys(stage)
        key = key_words(self.context, group, stage)
        own = self.context.words("stage_own", key=key, value=keys[subject])
        if (place, grade) not in self.last:
            is_grade = pl.col("grade_by_rank") == grade
            chosen = self.table.filter(in_place(place), is_grade)["subject"]
            found = sorted(keys[each] for each in chosen if each in keys)
            is_best = stage is group.grading.best if group.grading else True
            lowest_last = is_best != stage.lower_is_better
            self.last[place, grade] = found[0 if lowest_last else -1] if found else None
        last = self.last[place, grade]
        return own, "" if last is None else self.context.words(
            "stage_last", grade=grade, value=last
        )

    def _reached(self, place: Place, grading: Grading, rank: int) -> int:
        """The rank, or the last one of those tied with it where ties count as the worse."""
        tied = self._tied[(*place, rank)] if grading.ties == "worse" else 1
        return rank + tied - 1

    @cached_property
    def _tied(self) -> Mapping[tuple[str, str | None, int], int]:
        """How many share each rank of each ranking."""
        pool = pl.col("pool") if "pool" in self.table.columns else pl.lit(None, dtype=pl.String)
        counts = self.table.group_by("group", pool.alias("pool"), "rank").len()
        return {(group, pool, rank): count for group, pool, rank, count in counts.iter_rows()}

    def _keys(self, stage: Stage) -> Mapping[str, Decimal]:
        """Every subject's key as it is shown."""
        if stage not in self.keys:
            self.keys[stage] = self._figures(stage) or self._points(stage)
        return self.keys[stage]

    def _figures(self, stage: Stage) -> Mapping[str, Decimal]:
        scale = self.context.figures.scales.get(stage.by_figure)
        if scale is None:
            return {}
        rows = self.context.figures.table.select("subject", stage.by_figure).drop_nulls()
        return {
            subject: plain(Decimal(whole * scale.step.numerator) / scale.step.denominator)
            for subject, whole in rows.iter_rows()
        }

    def _points(self, stage: Stage) -> Mapping[str, Decimal]:
        names = [f"points:{id_}" for id_ in stage.by_points] or [f"value:{stage.by_figure}"]
        sums = self.table.select(
            "subject", pl.sum_horizontal(names, ignore_nulls=False).alias("key")
        )
        return {
            subject: found for subject, key in sums.iter_rows() if (found := kept(key)) is not None
        }
