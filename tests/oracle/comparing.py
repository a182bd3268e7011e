"""The oracle's outcomes beside the engine's table, cell by cell."""

from collections.abc import Mapping
from fractions import Fraction

from permu.engine.evaluation import KEPT, Evaluation
from permu.terms.facts import Facts

from .notices import with_totals
from .reckoning import Notice, Outcome, half_up, reckon, rows_of

FEN = 100
Cells = dict[str, object]


def reckoned(notice: Notice, facts: Facts) -> dict[str, Outcome]:
    """What the oracle makes of the facts."""
    return reckon(notice, {subject: with_totals(row) for subject, row in rows_of(facts).items()})


def differences(outcomes: Mapping[str, Outcome], evaluation: Evaluation) -> list[str]:
    """Every cell in which the two disagree, as a sentence: subject, column, oracle's, engine's."""
    engine = engine_cells(evaluation)
    if outcomes.keys() != engine.keys():
        return [f"subjects: {len(outcomes)} and {len(engine)}"]
    found = []
    for subject, one in outcomes.items():
        ours, theirs = oracle_cells(one), engine[subject]
        found += [
            f"{subject} {column}: oracle {ours.get(column)}, engine {theirs.get(column)}"
            for column in sorted(ours.keys() | theirs.keys())
            if ours.get(column) != theirs.get(column)
        ]
    return found


def oracle_cells(one: Outcome) -> Cells:
    """What the oracle says, at the scale the engine keeps."""
    cells: Cells = {"state": one.state, "group": one.group or None}
    if one.score is not None:
        cells |= {f"points:{name}": kept(points) for name, points in one.points.items()}
        cells |= {"base_score": kept(one.base), "bonus": kept(one.bonus), "score": kept(one.score)}
        cells |= {"rank": one.rank, "grade_by_rank": one.grade_by_rank, "grade": one.grade}
    return cells | {f"amount:{name}": amount for name, amount in fen(one).items()}


def kept(value: Fraction | None) -> int | None:
    """A number as the engine keeps it: whole units of 10^-6, half up."""
    return None if value is None else int(half_up(value * KEPT, 0))


def fen(one: Outcome) -> dict[str, int | str]:
    """Each measure's amount in whole 分; one without an amount has none, and is there all the same."""
    return {
        name: "none" if amount is None else int(half_up(amount * FEN, 0))
        for name, amount in one.measures.items()
    }


def engine_cells(evaluation: Evaluation) -> dict[str, Cells]:
    """What the engine says of each subject; a deferral for want of a figure is named incomplete."""
    columns = ("state", "group", "base_score", "bonus", "score", "rank", "grade_by_rank", "grade")
    cells: dict[str, Cells] = {}
    for row in evaluation.table.iter_rows(named=True):
        names = [name for name in row if name in columns or name.startswith("points:")]
        cells[row["subject"]] = {name: row[name] for name in names}
        if row["state_rule"] == "no_group" or ":" in (row["state_rule"] or ""):
            cells[row["subject"]]["state"] = "incomplete"
    for subject, measure, amount in evaluation.measures.iter_rows():
        cells[subject][f"amount:{measure}"] = "none" if amount is None else amount
    return cells
