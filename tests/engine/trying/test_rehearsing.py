"""A rehearsed county gives what evaluating it from the start gives, to the last digit."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine import compare_commitments, evaluate, ready
from permu.engine.evaluation import Evaluation
from permu.engine.trying import Rehearsal, rehearsal, rehearse
from permu.method import load_method, run_cases
from permu.method.language.examples import example_folders
from permu.method.model import Condition, Method
from permu.sample import SAMPLE_METHOD, write_parquet_county
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.grading_strategies import graded_methods, pooled_facts
from tests.engine.strategies import facts, methods
from tests.engine.test_exact_units import counties, together
from tests.engine.trying.amending import amended
from tests.searching import UNSHRUNK, searched

SOME = searched(30, UNSHRUNK)
IN_PARK = Condition(kind="one_of", item="town", codes=("西镇",))


def outcome(run: Callable[[], Evaluation]) -> Evaluation | str:
    try:
        return run()
    except Refused as refused:
        return refused.code


def rehearsed(method: Method, given_facts: Facts, earlier: Facts | None = None) -> Rehearsal | None:
    try:
        return rehearse(method, given_facts, earlier=earlier)
    except Refused:
        return None


def agree(
    ready: Rehearsal | None, changed: Method, given_facts: Facts, earlier: Facts | None = None
) -> None:
    if ready is None:
        return  # the county's own method is refused: nothing can be tried
    tried = outcome(lambda: ready.under(changed))
    anew = outcome(lambda: evaluate(changed, given_facts, earlier=earlier))
    if isinstance(tried, str) or isinstance(anew, str):
        assert tried == anew
        return
    assert tried.table.equals(anew.table)
    assert tried.benchmarks.equals(anew.benchmarks)
    assert tried.measures.equals(anew.measures)
    assert tried.digest == anew.digest
    assert tried.method_digest == anew.method_digest
    assert tried.facts_digest == anew.facts_digest
    assert (tried.earlier and tried.earlier.digest) == (anew.earlier and anew.earlier.digest)


@SOME
@given(data=st.data(), method=methods(("none", "rise", "fall")), now=facts(), earlier=facts())
def test_any_numbers_of_any_method(
    data: st.DataObject, method: Method, now: Facts, earlier: Facts
) -> None:
    ready = rehearsed(method, now, earlier)
    for _ in range(2):
        agree(ready, data.draw(amended(method)), now, earlier)


@SOME
@given(data=st.data(), method=graded_methods(), now=pooled_facts())
def test_however_it_grades_and_in_pools(data: st.DataObject, method: Method, now: Facts) -> None:
    agree(rehearsed(method, now), data.draw(amended(method)), now)


@SOME
@given(data=st.data(), method=together(), now=counties())
def test_also_where_subjects_are_merged_or_inherit(
    data: st.DataObject, method: Method, now: Facts
) -> None:
    agree(rehearsed(method, now), data.draw(amended(method)), now)


@SOME
@given(data=st.data(), method=methods(), now=facts(), earlier=facts())
def test_also_in_the_area_of_an_overlay(
    data: st.DataObject, method: Method, now: Facts, earlier: Facts
) -> None:
    method = replace(method, area=IN_PARK, parent="whole")
    agree(rehearsed(method, now, earlier), data.draw(amended(method)), now, earlier)


def heavier(method: Method) -> Method:
    """The method with every weight half as much again."""
    groups = tuple(
        replace(
            group,
            indicators=tuple(
                replace(one, weight=one.weight and one.weight * Decimal("1.5"))
                for one in group.indicators
            ),
        )
        for group in method.groups
    )
    return replace(method, groups=groups, digest="e" * 64)


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_every_worked_case_holds_in_a_county_rehearsed_with_other_numbers(folder: Path) -> None:
    def tried(method: Method, now: Facts, *, earlier: Facts | None = None) -> Evaluation:
        return rehearse(heavier(method), now, earlier=earlier).under(method)

    results = run_cases(folder, tried, commitments=compare_commitments)

    assert [found.text() for one in results for found in one.disagreements] == []


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder = tmp_path_factory.mktemp("county")
    write_parquet_county(folder, enterprises=1500)
    return Facts.load(folder)


@SOME
@given(data=st.data())
def test_the_sample_county(data: st.DataObject, county: Facts) -> None:
    method = load_method(SAMPLE_METHOD)
    agree(rehearse(method, county), data.draw(amended(method)), county)


def test_what_numbers_cannot_touch_is_not_worked_out_again(
    county: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = load_method(SAMPLE_METHOD)
    stands = rehearse(method, county)

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(rehearsal, "evaluate", never)
    for step in ("compose", "in_scope", "measure"):
        monkeypatch.setattr(ready, step, never)
    first, *others = method.groups
    tax, *rest = first.indicators
    heavier = replace(first, indicators=(replace(tax, weight=Decimal(90)), *rest))
    changed = replace(method, groups=(heavier, *others), digest="f" * 64)

    assert stands.under(changed).digest != stands.evaluation.digest


def test_groups_that_no_longer_judge_alike_are_batched_anew() -> None:
    one, two = (
        b.group(id=name, label=name, when=when)
        for name, when in (
            ("big", Condition(kind="is", item="is_above_scale")),
            ("small", b.EVERYBODY),
        )
    )
    method = b.method(one, two)
    now = b.facts(
        [
            {"evaluated_tax": tax, "land_area": 1, "is_above_scale": tax > 4}
            for tax in (9, 1, 7, 5, 2)
        ]
    )
    other = replace(two, indicators=(replace(two.indicators[0], weight=Decimal(50)),))

    agree(rehearse(method, now), b.method(one, other, digest="f" * 64), now)


def test_a_number_that_nobody_may_state_is_refused_as_it_is_from_the_start() -> None:
    method, now = b.method(), b.taxed(1, 2, 3)
    group = method.groups[0]
    worthless = replace(group.indicators[0], benchmark=b.published(0))

    with pytest.raises(Refused) as refused:
        rehearse(method, now).under(b.method(replace(group, indicators=(worthless,))))

    assert refused.value.code == "engine.benchmark_not_positive"


def test_who_waited_for_a_decision_below_zero_waits_no_longer_under_a_floor() -> None:
    free = b.group(b.indicator(floor=None))
    method, now = b.method(free), b.taxed(-3, 5, 9)
    ready = rehearse(method, now)
    bounded = b.method(b.group(b.indicator(floor=Decimal(0))), digest="f" * 64)

    assert ready.evaluation.table["state"].to_list() == ["deferred", "graded", "graded"]
    assert ready.under(bounded).table["state"].to_list() == ["graded"] * 3
    agree(ready, bounded, now)


def test_who_waited_for_a_mean_of_nobody_is_scored_by_a_printed_benchmark() -> None:
    ungraded = b.scope("project", "ungraded", Condition(kind="is", item="builds_major_project"))
    mean, printed = (
        b.method(b.group(b.indicator(benchmark=one)), scope=(ungraded,), digest=digest * 64)
        for one, digest in ((b.benchmark("group_mean"), "e"), (b.published(5), "f"))
    )
    now = b.facts([{"evaluated_tax": 4, "land_area": 1, "builds_major_project": True}])
    ready = rehearse(mean, now)

    assert ready.evaluation.table["state_rule"].to_list() == ["unmeasured:tax_per_mu"]
    assert ready.under(printed).table["state"].to_list() == ["ungraded"]
    agree(ready, printed, now)


def test_points_too_fine_to_be_kept_are_refused_as_they_are_from_the_start() -> None:
    def rewarded(points: str) -> Method:
        return b.method(
            b.group(adjustments=(b.adjustment("tech", "bonus", points=Decimal(points)),))
        )

    with pytest.raises(Refused) as refused:
        rehearse(rewarded("1"), b.taxed(1, 2)).under(rewarded("0.0000001"))

    assert refused.value.code == "engine.too_many_decimals"


def test_what_is_made_once_is_not_made_again() -> None:
    made: list[Rehearsal] = []
    ready = rehearse(b.method(), b.taxed(1, 2))

    assert ready.once(made.append) is ready.once(made.append)
    assert made == [ready]
