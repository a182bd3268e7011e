"""What-if trials of random methods under random scenarios: the same as evaluating, and as the second reading."""

from dataclasses import asdict, replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from permu.engine import evaluate, evaluate_exactly
from permu.engine.evaluation import Evaluation
from permu.engine.trying import rehearse
from permu.engine.whatif import what_if
from permu.method.model import Method
from permu.method.model.scenarios import Scenario
from permu.method.refusal import MethodRefused
from permu.method.scenarios import amended, amendments_said, knobs, read_scenario, scenario_text
from permu.terms.facts import Facts
from tests.searching import searched

from ..language.methods import counties, methods
from ..test_language import said
from .amending import scenarios
from .searching import outcome

FIELDS = {
    "benchmark": {"kind", "value", "factor", "pool", "decimals", "rounding"}, "points": {"points"}, "rate": {"rate"},
    "shares": {"shares"}, "at_least": {"at_least"}, "bonus_cap": {"bonus_cap"}, "split": {"split"},
    "best": {"share"}, "worst": {"share"},
}  # fmt: skip


def trial(draw: st.DrawFn, method: Method) -> tuple[list[Scenario], Method]:
    found = draw(scenarios(method))
    try:
        return found, amended(method, found)
    except MethodRefused:
        assume(condition=False)
        raise


def agree(one: Evaluation, other: Evaluation) -> None:
    assert one.table.equals(other.table), [
        name for name in one.table.columns if not one.table[name].equals(other.table[name])
    ]
    assert one.measures.equals(other.measures)
    assert one.benchmarks.equals(other.benchmarks)
    assert one.method_digest == other.method_digest


def held(data: st.DataObject, method: Method, facts: Facts, earlier: Facts | None = None) -> None:
    """Both arithmetics, the rehearsal and the second reading agree on the amended method."""
    found, changed = data.draw(st.composite(trial)(method))
    ready = outcome(lambda: rehearse(method, facts, earlier=earlier))
    assume(not isinstance(ready, str))
    assert not isinstance(ready, str)
    tried = outcome(lambda: ready.under(changed))
    official = outcome(lambda: evaluate(changed, facts, earlier=earlier))
    exact = outcome(lambda: evaluate_exactly(changed, facts, earlier=earlier))
    if isinstance(tried, str) or isinstance(official, str) or isinstance(exact, str):
        assert tried == official == exact
        return
    agree(tried, official)
    agree(tried, exact)
    agree(ready.under(method), evaluate(method, facts, earlier=earlier))
    assert said(changed, facts, earlier, lambda *_, **__: tried) == []
    assert amendments_said(method, found) is not None
    counted(ready.evaluation, tried, what_if(ready, changed))


def counted(before: Evaluation, after: Evaluation, found: Any) -> None:
    """The trial's counts and money are those of the two results laid side by side."""
    moves: dict[tuple[str | None, str | None], int] = {}
    for old, new in zip(before.table["grade"], after.table["grade"], strict=True):
        moves[old, new] = moves.get((old, new), 0) + 1
    assert sum(moves.values()) == len(before.table)
    for side, evaluation in (("before", before), ("after", after)):
        known: dict[str, list[int]] = {}
        for _, name, amount in evaluation.measures.iter_rows():
            known.setdefault(name, []).extend([] if amount is None else [amount])
        shown: dict[str, int] = {}
        for row in found.money.iter_rows(named=True):
            shown[row["measure"]] = shown.get(row["measure"], 0) + (row[f"amount:{side}"] or 0)
        assert {name: sum(amounts) for name, amounts in known.items() if sum(amounts)} == {
            name: amount for name, amount in shown.items() if amount
        }


@searched(8)
@given(data=st.data(), method=methods(), facts=counties())
def test_a_trial_is_what_the_amended_notice_would_give(
    data: st.DataObject, method: Method, facts: Facts
) -> None:
    held(data, method, facts)


@searched(3)
@given(
    data=st.data(), method=methods(has_before=True), facts=counties(has_held=False), earlier=counties(has_held=False),
)  # fmt: skip
def test_a_trial_with_last_years_figures_is_what_the_amended_notice_would_give(
    data: st.DataObject, method: Method, facts: Facts, earlier: Facts
) -> None:
    held(data, method, facts, earlier)


@searched(3)
@given(data=st.data(), method=methods(has_ledger=True), facts=counties(has_ledger=True))
def test_a_trial_with_a_ledger_is_what_the_amended_notice_would_give(
    data: st.DataObject, method: Method, facts: Facts
) -> None:
    held(data, method, facts)


@searched(12)
@given(data=st.data(), method=methods(has_before=True))
def test_a_scenario_changes_what_it_names_and_nothing_else(
    data: st.DataObject, method: Method
) -> None:
    found, changed = data.draw(st.composite(trial)(method))
    named = {one.key for each in found for one in each.amendments}
    fields = set().union(*(FIELDS.get(key, {key}) for key in named))
    for before, after in zip(method.groups, changed.groups, strict=True):
        moved = {path[-1] for path in differing(asdict(before), asdict(after), ())}
        assert moved <= fields, (moved, fields)
        weights = [sum(each.weight or 0 for each in group.indicators) for group in (before, after)]
        assert weights[0] == weights[1]
    for one in found:
        assert read_scenario(scenario_text(one), name="s") == one
    assert replace(changed, groups=method.groups, id=method.id, title=method.title,
                   status=method.status, digest=method.digest) == method  # fmt: skip


@searched(8)
@given(data=st.data(), method=methods(has_before=True))
def test_the_last_scenario_has_the_last_word(data: st.DataObject, method: Method) -> None:
    found, changed = data.draw(st.composite(trial)(method))
    now = {(one.key, one.of, one.group): one.now for one in knobs(changed)}
    *_, last = found
    for number, one in enumerate(last.amendments):
        later = {(each.key, each.of) for each in last.amendments[number + 1 :]}
        if one.to and (one.key, one.of) not in later:
            for group in one.groups or [each.id for each in method.groups]:
                assert now.get((one.key, one.of, group), one.to) == one.to


def differing(before: Any, after: Any, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The paths on which two nested values differ, sources aside."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            found
            for name in before
            for found in differing(before[name], after[name], (*path, name))
        ]
    if isinstance(before, tuple) and before and isinstance(before[0], dict):
        pairs = zip(before, after, strict=True)
        return [each for old, new in pairs for each in differing(old, new, path)]
    return [path] if before != after else []
