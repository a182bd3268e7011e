"""The first of a way with the benchmarks worked out anew: an enterprise's own figures are part of its group's means."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from permu.engine.next_grade.county import moved, standings
from permu.engine.next_grade.way import Anew, Step, Way
from permu.engine.ready import Ready
from permu.terms.refusal import Refused

MORE = (10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120)
"""How much more than the first is tried, in thousandths of its effort."""
FINE = 20
"""What holds is sought until it is known to a twentieth of how much more it takes."""


def tried_anew(county: Ready, way: Way) -> Anew:
    """Whether the first of a way holds; where it falls short, about the least more of the same that does."""
    if _rises(county, way, way.first):
        return Anew(holds=True, steps=way.first)
    high = next((more for more in MORE if _rises(county, way, more_of(way, more))), 0)
    low = 0
    while high - low > max(high // FINE, 1):
        middle = (low + high) // 2
        is_enough = _rises(county, way, more_of(way, middle))
        low, high = (low, middle) if is_enough else (middle, high)
    return Anew(holds=False, steps=more_of(way, high) if high else None)


def _rises(county: Ready, way: Way, steps: Sequence[Step]) -> bool:
    """Whether the whole evaluation, over these figures, gives a better grade of the same grades.

    Figures that nobody can be evaluated by (too large to be true, a mean that is not above zero) give none.
    """
    try:
        changed = moved(county, way.judged_as, {step.figure: step.after for step in steps})
        for standing in standings(changed):
            own = standing.table.filter(pl.col("subject") == way.judged_as)["grade_code"]
            grading = standing.prepared.batch.rule.grading
            if len(own) and grading and way.grade in grading.grades:
                return own[0] is not None and own[0] < grading.grades.index(way.grade)
    except Refused:
        return False
    return False


def more_of(way: Way, thousandths: int) -> tuple[Step, ...]:
    """The first of a way, each figure moved by so much more; at least one unit is left of what is lowered."""
    return tuple(
        replace(step, after=max(step.after + (step.after - step.before) * thousandths // 1000, 1))
        for step in way.first
    )
