"""Ripples of random corrections: what two whole readings of the county differ in, benchmarks anew and frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.evaluation import KEPT, Evaluation
from permu.engine.ripple import Correction, Ripple, Value, reasons, ripple
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.items import item
from tests.searching import searched

from ..language.comparing import FEN, differences, kept
from ..language.county import County, county
from ..language.judging import RefusalError
from ..language.methods import DAYS, counties, methods
from ..language.outcome import Outcome
from ..language.reckoning import reckoned
from .searching import outcome

Outcomes = Mapping[str, Outcome]
FIGURES = st.one_of(
    st.none(), st.integers(-(10**7), 10**9), st.sampled_from([0, 1, 10**6, 2 * 10**6, 30_000_000])
)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "number": FIGURES,
    "flag": st.sampled_from([True, False, None]),
    "text": st.sampled_from(["东镇", "西镇", "机电", "纺织", "A", "D", "C1761", None]),
    "code": st.sampled_from(["C1761", "C3670", "D4411", None]),
    "date": DAYS,
}


@st.composite
def claims(draw: st.DrawFn, facts: Facts) -> list[Correction]:
    names = [name for name in facts.table.columns if name != "subject"]
    subjects = facts.table["subject"].to_list()
    places = st.tuples(st.sampled_from(subjects), st.sampled_from(names))
    found = draw(st.lists(places, max_size=3, unique=True))
    return [Correction(*one, draw(VALUES[item(one[1]).kind])) for one in found]


def laid_out(place: County, claimed: Sequence[Correction]) -> County:
    """The county with what is claimed in the place of what was."""
    rows = {subject: dict(row) for subject, row in place.rows.items()}
    for one in claimed:
        found = item(one.item)
        is_number = found.kind == "number" and isinstance(one.value, int)
        value = found.exact(one.value) if is_number else one.value  # type: ignore[arg-type]
        rows[one.subject][one.item] = value  # type: ignore[assignment]
    doubted = place.held - {(one.subject, one.item) for one in claimed}
    return replace(place, rows=rows, held=doubted)


def frozen(
    evaluation: Evaluation,
) -> dict[tuple[str, str, str, bool], Fraction | tuple[Fraction, Fraction]]:
    """The benchmarks of an evaluation, as they were published."""
    parts: dict[tuple[str, str, str, bool], dict[str, Fraction]] = {}
    for row in evaluation.benchmarks.iter_rows(named=True):
        name = row["indicator"].removeprefix("otherwise:")
        key = row["group"], row.get("pool") or "", name, name == row["indicator"]
        parts.setdefault(key, {})[row["part"]] = Fraction(row["value"])
    return {
        key: found["value"] if "value" in found else (found["least"], found["greatest"])
        for key, found in parts.items()
    }


def moved(before: Outcomes, after: Outcomes) -> dict[str, str]:
    """Whom the two readings tell apart, and by what first."""
    found = {}
    for subject, old in before.items():
        new = after[subject]
        tests = {
            "grade": [(each.state, each.rule.split(":")[0], each.group and each.group.id, each.pool, each.grade) for each in (old, new)],
            "rank": [each.rank for each in (old, new)],
            "score": [kept(each.score, KEPT) for each in (old, new)],
            "money": [{name: kept(amount, FEN) for name, amount in each.measures.items()} for each in (old, new)],
        }  # fmt: skip
        kinds = [name for name, (one, other) in tests.items() if one != other]
        if kinds:
            found[subject] = kinds[0]
    return found


def held(
    method: Method, facts: Facts, claimed: list[Correction], *, earlier: Facts | None, way: str
) -> None:
    evaluation = outcome(lambda: evaluate(method, facts, earlier=earlier))
    assume(not isinstance(evaluation, str))
    assert isinstance(evaluation, Evaluation)
    place = county(method, facts, earlier)
    try:
        before = reckoned(place)
        marks = frozen(evaluation) if way == "frozen" else {}
        after = reckoned(replace(laid_out(place, claimed), frozen=marks))
    except RefusalError:
        assume(condition=False)
        return
    found = outcome(lambda: ripple(method, facts, claimed, earlier=earlier, benchmarks=way))  # type: ignore[arg-type]
    assume(not isinstance(found, str))
    assert isinstance(found, Ripple)
    assert differences(after, found.after) == []
    told = dict(found.moved.select("subject", "effect").iter_rows())
    claimants = {one.subject for one in claimed}
    assert {name for name, effect in told.items() if effect == "corrected"} == claimants
    expected = {name: kind for name, kind in moved(before, after).items() if name not in claimants}
    rest = {name: effect for name, effect in told.items() if name not in claimants}
    assert rest == expected | dict.fromkeys(waiting_otherwise(found, rest, expected), "grade")
    for subject in told:
        assert all(reasons(found, subject))
    paid(found)


def waiting_otherwise(
    found: Ripple, rest: Mapping[str, str], expected: Mapping[str, str]
) -> set[str]:
    """Who waits for another figure than before: which of several is named first is nothing to the second reading."""
    rules = found.comparison.table.select("subject")
    both = rules.with_columns(
        before=found.before.table["state_rule"], after=found.after.table["state_rule"]
    )
    return {
        subject
        for subject, old, new in both.iter_rows()
        if subject in rest and subject not in expected and old != new and old and new
    }


def paid(found: Ripple) -> None:
    """The money that moves, one by one, is the difference of the county's sums."""
    moves = found.money_moves
    by_moves = sum(
        (row["amount:after"] or 0) - (row["amount:before"] or 0)
        for row in moves.iter_rows(named=True)
    )
    sums = [evaluation.measures["amount"].drop_nulls().sum() for evaluation in (found.before, found.after)]  # fmt: skip
    assert by_moves == sums[1] - sums[0]


WAYS = st.sampled_from(["anew", "frozen"])


@searched(4)
@given(data=st.data(), method=methods(), facts=counties(), way=WAYS)
def test_a_ripple_is_what_two_readings_differ_in(
    data: st.DataObject, method: Method, facts: Facts, way: str
) -> None:
    held(method, facts, data.draw(claims(facts)), earlier=None, way=way)


@searched(4)
@given(
    data=st.data(), method=methods(has_before=True), facts=counties(has_held=False),
    earlier=counties(has_held=False), way=WAYS,
)  # fmt: skip
def test_a_ripple_of_two_years_is_what_two_readings_differ_in(
    data: st.DataObject, method: Method, facts: Facts, earlier: Facts, way: str
) -> None:
    held(method, facts, data.draw(claims(facts)), earlier=earlier, way=way)


@searched(4)
@given(data=st.data(), method=methods(has_ledger=True), facts=counties(has_ledger=True), way=WAYS)
def test_a_ripple_with_a_ledger_is_what_two_readings_differ_in(
    data: st.DataObject, method: Method, facts: Facts, way: str
) -> None:
    held(method, facts, data.draw(claims(facts)), earlier=None, way=way)
