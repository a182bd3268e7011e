"""The second reading's outcomes beside the engine's table, cell by cell."""

from collections.abc import Mapping
from fractions import Fraction

from permu.engine.evaluation import KEPT, Evaluation

from .grading import set_apart
from .judging import rounded
from .outcome import JUDGED, Outcome

FEN = 100
Cells = dict[str, object]


def differences(outcomes: Mapping[str, Outcome], evaluation: Evaluation) -> list[str]:
    """Every cell in which the two disagree: subject, column, the oracle's, the engine's."""
    found = []
    columns = evaluation.table.columns
    engine = {row["subject"]: row for row in evaluation.table.iter_rows(named=True)}
    amounts: dict[str, Cells] = {subject: {} for subject in engine}
    for subject, measure, amount in evaluation.measures.iter_rows():
        amounts[subject][measure] = amount
    if engine.keys() != outcomes.keys():
        return [f"subjects: {sorted(outcomes)} and {sorted(engine)}"]
    for subject, one in outcomes.items():
        said = cells(one) | {
            "measures": {name: kept(value, FEN) for name, value in one.measures.items()}
        }
        row = {name: engine[subject].get(name) for name in said if name in columns}
        row |= {"measures": amounts[subject], "state_rule": prefix(engine[subject]["state_rule"])}
        found += [
            f"{subject} {name}: oracle {said[name]!r}, engine {row[name]!r}"
            for name in row
            if (said[name] or None) != (row[name] or None)
            and not (name == "grade_by_rank" and takes_no_place(one))
        ]
    return found


def takes_no_place(one: Outcome) -> bool:
    """Whether others step into its place: what its place would have given is only told, not decided."""
    grading = one.group.grading if one.group else None
    return grading is not None and grading.quota == "refilled" and set_apart(one)


def prefix(rule: str | None) -> str:
    """A reason for waiting by its kind: which of several figures it waits for is named first is nothing."""
    kind, _, of = (rule or "").partition(":")
    return "figure" if kind in ("zero", "missing", "held") and of else kind


def cells(one: Outcome) -> Cells:
    said: Cells = {
        "state": one.state, "state_rule": prefix(one.rule), "group": one.group.id if one.group else None,
        "pool": one.pool, "unit": one.unit, "source": one.source,
    }  # fmt: skip
    is_judged = one.state in JUDGED
    names = [each.id for each in one.group.indicators] if one.group else []
    for name in names:
        said[f"points:{name}"] = kept(one.points.get(name), KEPT) if is_judged else None
    said |= {name: kept(value, KEPT) for name, value in (
        ("base_score", one.base), ("bonus", one.bonus), ("score", one.score)
    )}  # fmt: skip
    return said | {
        "rank": one.rank, "grade_by_rank": one.by_rank, "grade": one.grade,
        "hits": ",".join(one.hits), "lists": ",".join(one.lists),
    }  # fmt: skip


def kept(value: Fraction | None, units: int) -> int | None:
    """As the engine keeps it, half up."""
    return None if value is None else int(rounded(value * units, 0, "half_up"))
