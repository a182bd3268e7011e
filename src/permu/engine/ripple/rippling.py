"""`ripple`: the evaluation as it stands and as it would be, and everybody of whom they say otherwise.

Both are the official evaluation, exactly: nothing is estimated. Two readings are possible. With
benchmarks worked out *anew* a corrected figure moves the means that judge everybody; with those of
the evaluation *frozen*, as after the notice (步骤7), only the quotas pass it on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

import polars as pl

from permu.engine.comparing import Comparison, compare_corrected
from permu.engine.evaluation import Evaluation
from permu.engine.figures import used_items
from permu.engine.pipeline import evaluate, evaluate_against
from permu.engine.ripple.correcting import Correction, corrected, refuse_unsound
from permu.engine.ripple.money import money_moves
from permu.engine.whatif import WhatIf
from permu.engine.whatif.money import Money
from permu.engine.whatif.places import places_of
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused

Benchmarks = Literal["anew", "frozen"]
Effect = Literal["corrected", "together", "grade", "rank", "score", "money"]
EFFECTS: tuple[Effect, ...] = ("corrected", "together", "grade", "rank", "score", "money")
"""Whom a correction touches: `corrected` itself; evaluated `together` with one that is; of the others whose
`grade` (or state, or group) moves, whose `rank` alone, whose `score` alone, whose `money` alone. Each subject
has one effect, the first that is true of it."""

GRADE = ("state", "state_rule", "group", "grade")


@dataclass(frozen=True, kw_only=True)
class Ripple:
    """What corrections would change, under one reading of the benchmarks. Nothing of it is kept or decided."""

    method: Method
    benchmarks: Benchmarks
    corrections: tuple[Correction, ...]
    comparison: Comparison

    @property
    def before(self) -> Evaluation:
        """The evaluation as it stands."""
        return self.comparison.evaluations[0]

    @property
    def after(self) -> Evaluation:
        """The evaluation with the figures corrected."""
        return self.comparison.evaluations[1]

    @cached_property
    def moved(self) -> pl.DataFrame:
        """Those touched, by effect, then by group and rank: the columns of `Comparison.table`, and `effect`.

        Who has a correction is there even where it moves nothing.
        """
        old, new = self.before.table, self.after.table
        extra = [name for name in ("pool", "unit") if name in old.columns]
        sides = {"before": old, "after": new}
        table = self.comparison.table.with_columns(
            table[name].alias(f"{name}:{side}") for side, table in sides.items() for name in extra
        )
        differs = {
            "grade": _any_moves([*GRADE, *(["pool"] if "pool" in extra else [])]),
            "rank": _any_moves(["rank"]),
            "score": _any_moves(["score"]),
            "money": pl.col("subject").is_in(self.money_moves["subject"].unique().implode()),
        }
        touched = {
            "corrected": pl.col("subject").is_in([one.subject for one in self.corrections]),
            "together": self._is_together(extra) & pl.any_horizontal(differs.values()),
        }
        words = [pl.when(test).then(pl.lit(name)) for name, test in (touched | differs).items()]
        order = pl.col("effect").replace_strict({name: n for n, name in enumerate(EFFECTS)})
        rows = table.with_columns(effect=pl.coalesce(words)).filter(pl.col("effect").is_not_null())
        return rows.sort(order, "group:before", "rank:before", "subject", nulls_last=True)

    def _is_together(self, extra: Sequence[str]) -> pl.Expr:
        """Whether a subject shares its unit, as it was or as it would be, with a corrected one."""
        if "unit" not in extra:
            return pl.lit(value=False)
        subjects = [one.subject for one in self.corrections]
        shared = [
            table.filter(pl.col("subject").is_in(subjects))["unit"].drop_nulls()
            for table in (self.before.table, self.after.table)
        ]
        return pl.any_horizontal(
            pl.col(f"unit:{side}").is_in(units.implode()).fill_null(value=False)
            for side, units in zip(("before", "after"), shared, strict=True)
        )

    @property
    def counts(self) -> Mapping[Effect, int]:
        """How many subjects have each effect."""
        found = dict(self.moved["effect"].value_counts().iter_rows())
        return {effect: found.get(effect, 0) for effect in EFFECTS}

    @cached_property
    def trial(self) -> WhatIf:
        """The same as a trial of the county, for its money and its places."""
        purses = Money(self.method, self.before), Money(self.method, self.after)
        return WhatIf(
            comparison=self.comparison,
            purses=purses,
            places=partial(places_of, self.comparison),
        )

    @cached_property
    def money(self) -> pl.DataFrame:
        """The county's measures that follow for anybody, before and after (`WhatIf.money`)."""
        found = self.trial.money
        return found.filter(pl.col("subjects:before") + pl.col("subjects:after") > 0)

    @cached_property
    def money_moves(self) -> pl.DataFrame:
        """The measures that differ, subject by subject (`money.money_moves`)."""
        return money_moves(self.comparison)

    @property
    def unread(self) -> tuple[str, ...]:
        """The corrected items that the method reads nowhere: correcting them moves nobody."""
        read = set(used_items(self.method))
        return tuple(dict.fromkeys(one.item for one in self.corrections if one.item not in read))


def ripple(
    method: Method,
    facts: Facts,
    corrections: Sequence[Correction],
    *,
    earlier: Facts | None = None,
    benchmarks: Benchmarks = "anew",
) -> Ripple:
    """Everyone whose score, rank, grade, state or measures would move if these figures were corrected.

    Args:
        method: as for `evaluate`.
        facts: the year's facts as they stand. They are not changed.
        corrections: what would be corrected; a figure that is so already moves nobody.
        earlier: as for `evaluate`.
        benchmarks: `anew` works them out of the corrected facts, `frozen` keeps those of the facts as they stand.

    Raises:
        Refused: as `evaluate`; and as `correcting.corrected` and `correcting.refuse_unsound`.
    """
    evaluation = evaluate(method, facts, earlier=earlier)
    return ripple_of(method, evaluation, corrections, benchmarks=benchmarks)


def ripple_of(
    method: Method,
    evaluation: Evaluation,
    corrections: Sequence[Correction],
    *,
    benchmarks: Benchmarks = "anew",
) -> Ripple:
    """As `ripple`, of an evaluation that is at hand.

    Raises:
        Refused: as `ripple`.
    """
    facts = evaluation.facts
    real = tuple(dict.fromkeys(corrections))
    refuse_unsound(method, facts, real)
    new, earlier = corrected(facts, real), evaluation.earlier
    if benchmarks == "frozen":
        after = evaluate_against(method, new, evaluation.benchmarks, earlier=earlier)
    else:
        after = evaluate(method, new, earlier=earlier)
    if len(after.facts.table) < len(facts.table):
        raise Refused("engine.ripple_leaves", method=method.title)
    return Ripple(
        method=method,
        benchmarks=benchmarks,
        corrections=real,
        comparison=compare_corrected(method, evaluation, after),
    )


def _any_moves(names: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(
        pl.col(f"{name}:before").ne_missing(pl.col(f"{name}:after")) for name in names
    )
