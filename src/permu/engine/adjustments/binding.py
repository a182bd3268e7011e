"""The rules that bind the grade: direct, ceiling, floor, lift, drop, veto (M36–M41).

They apply in the order of the method's `precedence`, of one kind in the order of the file; where
none is stated in the order of the file, and vetoes last. Of several vetoes the worst counts.
"""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from permu.engine.adjustments.unless import binds
from permu.method.model import Adjustment, AdjustmentKind, Group

POINTS = ("bonus", "deduction")


def in_order(group: Group) -> list[Adjustment]:
    """The rules that bind the grade, as they apply."""
    precedence = group.grading.precedence if group.grading else ()
    grades = group.grading.grades if group.grading else ()

    def place(rule: Adjustment) -> tuple[int, int]:
        is_veto = rule.kind == "veto"
        named = precedence.index(rule.kind) if rule.kind in precedence else len(precedence)
        late = named + is_veto if rule.kind not in precedence else named
        return late, grades.index(rule.grade) if is_veto and rule.grade in grades else 0

    return sorted((each for each in group.adjustments if each.kind not in POINTS), key=place)


def bound(
    group: Group, grade: pl.Expr, grades: Sequence[str], *, as_if: Adjustment | None = None
) -> pl.Expr:
    """The grade's number (0 is the best) after the rules that bind it; null where `grade` is and no rule gives one.

    `as_if` one more rule were hit.
    """
    for rule in in_order(group):
        grade = _EFFECTS[rule.kind](rule, binds(rule, as_if), grade, grades)
    return grade


# Each effect names the grade before it once: the expression of many rules stays as long as they are.


def _set(rule: Adjustment, hit: pl.Expr, grade: pl.Expr, grades: Sequence[str]) -> pl.Expr:
    return pl.when(hit).then(grades.index(rule.grade)).otherwise(grade)


def _ceiling(rule: Adjustment, hit: pl.Expr, grade: pl.Expr, grades: Sequence[str]) -> pl.Expr:
    return grade.clip(lower_bound=pl.when(hit).then(grades.index(rule.grade)).otherwise(0))


def _floor(rule: Adjustment, hit: pl.Expr, grade: pl.Expr, grades: Sequence[str]) -> pl.Expr:
    limit = pl.when(hit).then(grades.index(rule.grade)).otherwise(len(grades))
    return grade.clip(upper_bound=limit)


def _moved(rule: Adjustment, hit: pl.Expr, grade: pl.Expr, grades: Sequence[str]) -> pl.Expr:
    """Looked up: grades count on from the last one where the rule is hit."""
    after = list(range(len(grades)))
    after += [moved(rule, place, grades) for place in range(len(grades))]
    found = grade + hit.cast(pl.Int64) * len(grades)
    return found.replace_strict(dict(enumerate(after)), return_dtype=pl.Int64)


def moved(rule: Adjustment, place: int, grades: Sequence[str]) -> int:
    """Where a lift or a drop moves a grade's number: by its steps, up to its limit, never the other way."""
    limit = grades.index(rule.grade) if rule.grade else None
    if rule.kind == "lift":
        return min(place, max(place - rule.steps, limit or 0))
    return max(place, min(place + rule.steps, len(grades) - 1 if limit is None else limit))


Effect = Callable[[Adjustment, pl.Expr, pl.Expr, Sequence[str]], pl.Expr]
_EFFECTS: Mapping[AdjustmentKind, Effect] = {
    "direct": _set,
    "veto": _set,
    "ceiling": _ceiling,
    "floor": _floor,
    "lift": _moved,
    "drop": _moved,
}


def takes_out(group: Group, as_if: Adjustment | None = None) -> pl.Expr:
    """Whether a direct grade or a veto takes the subject's place in a ranking that does not wait for adjustments."""
    outs = [binds(each, as_if) for each in group.adjustments if each.kind in ("direct", "veto")]
    return pl.any_horizontal(outs) if outs else pl.lit(value=False)
