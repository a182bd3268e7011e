"""How far each lever has to move, and all of them together, for everybody of a batch who may rise.

Two answers, for what is cheapest depends on what a change costs, and no notice prices that:

- each lever alone: the least whole number of its unit, everything else as it is;
- all together: the least p such that somebody who changes no figure by more than p reaches the grade. The
  cost is so the largest relative change of any figure; it is the one cost that prefers no figure, no unit and
  no indicator. Since no lever here ever loses points by moving its way, whatever can be done with changes of
  at most p is done by moving all of them by p: least p, least cost. A figure that harms another indicator
  (营业收入: more of it, less R&D in it) is moved only by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.adjustments import takes_out
from permu.engine.arithmetic import Places
from permu.engine.grading.queues import Flags
from permu.engine.next_grade.county import Standing
from permu.engine.next_grade.ladder import SHARES, TOGETHER, ladder, part_of, usual_of
from permu.engine.next_grade.seeking import least
from permu.engine.next_grade.trials import Trials
from permu.engine.rounding import Whole
from permu.method.model import Group, Method

Near = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Moves:
    """What each of those who may rise would have to do; a row each, and a column each lever.

    `alone` are the least efforts, 0 where none succeeds, and `share` the least for all together, who then
    move by `together`: 0 also where that earns nothing (封顶). At the end of its ladder a lever may be
    `outside` (its figure decides who is graded in this group at all) or `spent`, and earn nothing more.
    """

    alone: Whole
    share: Whole
    together: Whole
    outside: Flags
    spent: Flags


class Movers:
    """Those of one batch who have a grade, and not the best: what becomes of them as they move their levers."""

    def __init__(self, method: Method, standing: Standing, *, wanted: Sequence[int] = ()) -> None:
        self.trials = Trials(method, standing)
        self.levers = standing.levers
        self.table = _who_may_rise(self.trials.base, standing.prepared.batch.rule, wanted)

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def figures(self) -> Whole:
        """Each lever's figure as it is; 0 where it is missing."""
        found = np.zeros((len(self), len(self.levers)), np.int64)
        for number, lever in enumerate(self.levers):
            found[:, number] = self.table[lever.figure].fill_null(0).to_numpy()
        return found

    @cached_property
    def known(self) -> Flags:
        """Who has the figure of each lever; one that divides must be above zero, or its value is missing."""
        ratios = self.trials.points.ratios.values()
        divisors = {name for ratio in ratios for name in ratio.divisors}
        found = np.zeros((len(self), len(self.levers)), np.bool_)
        for number, lever in enumerate(self.levers):
            is_known = self.table[lever.figure].is_not_null().to_numpy()
            if lever.figure in divisors:
                is_known = is_known & (self.figures[:, number] > 0)
            found[:, number] = is_known
        return found

    def moves(self) -> Moves:
        """The least efforts of everybody."""
        count, kinds = len(self), len(self.levers)
        if not count or not kinds:
            nothing = np.zeros((count, kinds), np.int64)
            return Moves(nothing, np.zeros(count, np.int64), nothing, nothing > 0, nothing > 0)
        ladders = (
            ladder(
                lever,
                self.figures[:, number],
                self.known[:, number],
                usual=usual_of(self.trials.base[lever.figure]),
            )
            for number, lever in enumerate(self.levers)
        )
        rungs = np.concatenate(list(ladders), axis=1)

        def alone(seeking: Places, effort: Whole) -> Flags:
            return self.rises(seeking % count, self._only(seeking, effort))

        def together(seeking: Places, share: Whole) -> Flags:
            return self.rises(seeking, self._by(seeking, share))

        shares = np.repeat(np.array(TOGETHER)[:, None], count, axis=1)
        found, share = least(alone, rungs), least(together, shares)
        everybody = np.arange(count)
        return Moves(
            found.reshape(kinds, count).T,
            share,
            self._needed(self._by(everybody, share)),
            self._outside(rungs[-1]).reshape(kinds, count).T,
            self._spent(rungs).reshape(kinds, count).T,
        )

    def _only(self, seeking: Places, effort: Whole) -> Whole:
        """Seekers are numbered lever by lever: each moves its own."""
        efforts = np.zeros((len(seeking), len(self.levers)), np.int64)
        efforts[np.arange(len(seeking)), seeking // len(self)] = effort
        return efforts

    def _by(self, who: Places, share: Whole) -> Whole:
        """The efforts of moving every lever that harms nothing by at most a share of its figure."""
        harmless = np.array([not lever.harms for lever in self.levers])
        found = part_of(np.maximum(self.figures[who], 0), share[:, None], SHARES)
        return np.where(harmless, found, 0)

    def moved(self, who: Places, efforts: Whole) -> pl.DataFrame:
        """Rows of the table with each lever moved its way by an effort; what is not known stays as it is."""
        figures = self.figures[who] + efforts * [lever.sign for lever in self.levers]
        known, rows = self.known[who], self.table[who]
        changed = [
            pl.Series(lever.figure, figures[:, number]).zip_with(
                pl.Series(known[:, number]), rows[lever.figure]
            )
            for number, lever in enumerate(self.levers)
        ]
        return rows.with_columns(changed)

    def rises(self, who: Places, efforts: Whole) -> Flags:
        """Who would have a better grade."""
        found = self.trials.graded(self.moved(who, efforts))
        rises = pl.col("grade_code") < pl.col("had")
        return found.select(rises.fill_null(value=False)).to_series().to_numpy()

    def _needed(self, efforts: Whole) -> Whole:
        """Only the efforts that earn something, where these do."""
        everybody, needed = np.arange(len(self)), efforts.copy()
        before = self._scores(everybody, np.zeros_like(efforts))
        for number in range(len(self.levers)):
            only = np.zeros_like(efforts)
            only[:, number] = efforts[:, number]
            needed[self._scores(everybody, only) == before, number] = 0
        return np.where(self.rises(everybody, needed)[:, None], needed, efforts)

    def _outside(self, rung: Whole) -> Flags:
        """Whether the rung leads out of the group, or to stand apart."""
        every = np.arange(len(rung))
        found = self.trials.graded(self.moved(every % len(self), self._only(every, rung)))
        return found["grade_code"].is_null().to_numpy()

    def _spent(self, rungs: Whole) -> Flags:
        """Whether the last rung earns no more than the one before."""
        every = np.arange(rungs.shape[1])
        last, before = (
            self._scores(every % len(self), self._only(every, rungs[rung])) for rung in (-1, -3)
        )
        found: Flags = last == before
        return found

    def _scores(self, who: Places, efforts: Whole) -> Near:
        found = self.trials.scores(self.moved(who, efforts)).value
        return np.broadcast_to(np.round(found, 9), who.shape)


def _who_may_rise(base: pl.DataFrame, group: Group, wanted: Sequence[int]) -> pl.DataFrame:
    """Those who have a grade by their rank or by ordered rules, and not the best; `had` is that grade's number."""
    grading = group.grading
    if grading is None or grading.kind == "two_stage":
        return base.clear().with_columns(before="by_rank", had="grade_code")
    may = (pl.col("grade_code") > 0) & pl.col("by_rank").is_not_null()
    if grading.quota != "before_adjustments":
        may = may & ~takes_out(group)
    if wanted:
        may = may & pl.col("row").is_in(list(wanted))
    return base.filter(may).with_columns(before="by_rank", had="grade_code")
