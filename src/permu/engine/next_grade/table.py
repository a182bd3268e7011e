"""`way_up` and `ways_up`: one way, and those of everybody as a table."""

from collections.abc import Iterable
from fractions import Fraction

import polars as pl

from permu.engine.evaluation import DECIMALS, Evaluation
from permu.engine.next_grade.way import Way
from permu.engine.next_grade.ways import Ways
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.rounding import scaled

COLUMNS: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "grade": pl.String(),
    "next": pl.String(),
    "score": pl.Int64(),  # as kept
    "line": pl.Int64(),  # the score that the next grade begins at, as kept
    "figure": pl.String(),  # that reaches it alone by the least relative change
    "before": pl.Int64(),  # its whole units
    "after": pl.Int64(),
    "change": pl.Int64(),  # of it, as a share: whole 10^-6
    "together": pl.Int64(),  # the share by which all together reach it: whole 10^-6
    "displaced": pl.String(),  # who loses a grade by it, comma-joined; null: not worked out
    "blocked": pl.String(),  # ids of the rules that hold the grade, comma-joined
    "why": pl.String(),  # there is no way: blocked, no_lever, two_stage, of_two
}


def way_up(evaluation: Evaluation, method: Method, facts: Facts, subject: str) -> Way | None:
    """One subject's way; None for who has no grade of its own, or the best.

    `facts` and `method` are those of the evaluation.
    """
    return Ways(evaluation, method, facts).of([subject]).get(subject)


def ways_up(evaluation: Evaluation, method: Method, facts: Facts) -> pl.DataFrame:
    """Everybody's ways, in order of subject: `COLUMNS`, then `to:<figure>`.

    `to:<figure>` is what that figure alone would have to be, in whole units of its scale; null where it
    does not reach the grade.
    """
    return table_of(Ways(evaluation, method, facts).of().values())


def table_of(ways: Iterable[Way]) -> pl.DataFrame:
    """These ways as a table."""
    rows = [_row(way) for way in ways]
    figures = dict.fromkeys(name for row in rows for name in row if name.startswith("to:"))
    schema = COLUMNS | dict.fromkeys(figures, pl.Int64())
    return pl.DataFrame(rows, schema=schema, orient="row").sort("subject")


def _row(way: Way) -> dict[str, object]:
    step = way.steps[0] if way.steps else None
    found: dict[str, object] = {
        "subject": way.subject,
        "grade": way.grade,
        "next": way.next,
        "score": way.score,
        "line": _kept(way.line.shown if way.line else None),
        "figure": step.figure if step else None,
        "before": step.before if step else None,
        "after": step.after if step else None,
        "change": _kept(step.change if step else None),
        "together": _kept(way.share),
        "displaced": None if way.displaced is None else ",".join(way.displaced),
        "blocked": ",".join(way.blocked),
        "why": way.why,
    }
    return found | {f"to:{each.figure}": each.after for each in way.steps}


def _kept(number: Fraction | None) -> int | None:
    return None if number is None else scaled(number, DECIMALS, rounding="up")
