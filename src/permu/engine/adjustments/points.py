"""What bonuses and deductions are worth: in classes, by cases, under a cap (M34, M35).

All points are whole numbers of 10^-6.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

import polars as pl

from permu.engine.adjustments.unless import is_hit
from permu.engine.evaluation import KEPT
from permu.engine.figures import LARGEST, Scale
from permu.method.model import Adjustment, Group
from permu.terms.refusal import Refused

ENDLESS = 2**52
"""More than any count of cases is worth: what one that nobody knows may come to."""


def whole_points(points: Decimal) -> int:
    """Points as they are kept."""
    return int(Fraction(points) * KEPT)


def counts_cases(adjustment: Adjustment) -> bool:
    """Whether its points grow with a number of cases."""
    return bool(adjustment.count)


def tiered(adjustment: Adjustment, cases: int) -> int:
    """What so many cases are worth: a tier each, the last one for all further ones, `most` in all.

    Tiers 10, 5 and three cases make 20 (温岭).
    """
    tiers = [whole_points(tier) for tier in adjustment.tiers]
    total = sum(tiers[:cases]) + tiers[-1] * max(cases - len(tiers), 0)
    return total if adjustment.most is None else min(total, whole_points(adjustment.most))


def worth_of(adjustment: Adjustment, scale: Scale) -> pl.Expr:
    """`worth:<id>`: what the subject's cases are worth, null where nobody knows how many there are.

    Raises:
        Refused: so many cases that their points cannot be kept, so they cannot be true.
    """
    if tiered(adjustment, int(scale.largest * scale.step)) >= LARGEST:
        raise Refused("engine.too_large", figure=adjustment.label)
    tiers = [whole_points(tier) for tier in adjustment.tiers]
    counted = pl.col(adjustment.count).cast(pl.Int128) * scale.step.numerator
    cases = (counted // scale.step.denominator).clip(0, _enough(adjustment)).cast(pl.Int64)
    total = (cases - len(tiers)).clip(0) * tiers[-1]
    for number, tier in enumerate(tiers, start=1):
        total += (cases >= number).cast(pl.Int64) * tier
    if adjustment.most is not None:
        total = total.clip(upper_bound=whole_points(adjustment.most))
    return total.alias(f"worth:{adjustment.id}")


def _enough(adjustment: Adjustment) -> int | None:
    """As many cases as `most` is reached with; more are worth no more."""
    last = whole_points(adjustment.tiers[-1])
    if adjustment.most is None or last == 0:
        return None
    return len(adjustment.tiers) + ceil(whole_points(adjustment.most) / last)


def bonus_of(group: Group, as_if: Adjustment | None = None) -> pl.Expr:
    """Bonuses less deductions, the sum of the bonuses under its cap.

    Of one class the highest counts alone. `as_if` one more adjustment were hit.
    """
    bonuses, deductions = (total_of(group, kind, as_if=as_if) for kind in ("bonus", "deduction"))
    cap = cap_of(group)
    if cap is not None:
        bonuses = pl.when(bonuses > cap).then(pl.lit(cap, dtype=pl.Int64)).otherwise(bonuses)
    return bonuses - deductions


def cap_of(group: Group) -> int | None:
    """What all bonuses together may come to."""
    cap = group.score.bonus_cap
    return None if cap is None else whole_points(cap)


def total_of(group: Group, kind: str, *, as_if: Adjustment | None = None) -> pl.Expr:
    """What all adjustments of a kind come to, before the cap."""
    of_kind = [each for each in group.adjustments if each.kind == kind]
    total: pl.Expr = pl.lit(0, dtype=pl.Int64)
    for each in of_kind:
        if not each.class_:
            total += _points(each, as_if)
    for class_ in dict.fromkeys(each.class_ for each in of_kind if each.class_):
        total += _highest([_points(each, as_if) for each in of_kind if each.class_ == class_])
    return total


def _highest(points: Sequence[pl.Expr]) -> pl.Expr:
    return pl.max_horizontal(points) if len(points) > 1 else points[0]


def _points(adjustment: Adjustment, as_if: Adjustment | None) -> pl.Expr:
    worth: pl.Expr = pl.lit(whole_points(adjustment.points), dtype=pl.Int64)
    if counts_cases(adjustment):
        most = ENDLESS if adjustment.most is None else whole_points(adjustment.most)
        worth = pl.col(f"worth:{adjustment.id}").fill_null(most)
    return pl.when(is_hit(adjustment.id, as_if)).then(worth).otherwise(0)
