"""Probabilities of random methods: counted draw by draw, each draw evaluated from the start."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.evaluation import Evaluation
from permu.engine.robustness import Robustness, Uncertainty, robustness
from permu.engine.robustness.drawing import is_otherwise_rounded, otherwise_rounded
from permu.engine.robustness.weights import weight_draws
from permu.method.model import Group, Indicator, Method
from permu.terms.facts import Facts
from tests.searching import searched

from ..language.methods import counties, methods
from .searching import outcome

DRAWS = 20
KINDS = [("uniform", "0.3"), ("uniform", "1"), ("normal", "0.5"), ("dirichlet", "3"), ("ordered", "0.1")]  # fmt: skip
WEIGHTS = st.sampled_from(KINDS).map(
    lambda one: Uncertainty(draws=DRAWS, engine_draws=DRAWS, weights=one[0], spread=Decimal(one[1]))  # type: ignore[arg-type]
)


def official(method: Method, facts: Facts, earlier: Facts | None = None) -> Evaluation:
    assume(method.can_grade)
    found = outcome(lambda: evaluate(method, facts, earlier=earlier))
    assume(not isinstance(found, str))
    assert isinstance(found, Evaluation)
    return found


def weighed(
    method: Method, draws: Mapping[str, Any], number: int, uncertainty: Uncertainty
) -> Method:
    """The method with the weights of one draw."""

    def one(indicator: Indicator, weight: Decimal) -> Indicator:
        other = indicator.otherwise and one(indicator.otherwise, weight)
        return replace(indicator, weight=weight, otherwise=other)

    if uncertainty.weights == "none":
        return method
    groups = []
    for group in method.groups:
        weights = full(group, draws[group.id][number])
        given = zip(group.indicators, weights, strict=True)
        groups.append(replace(group, indicators=tuple(one(*each) for each in given)))
    return replace(method, groups=tuple(groups))


def full(group: Group, drawn: Any) -> list[Decimal]:
    """The weights of a draw, adding up to the notice's to the last digit."""
    found = [Decimal(f"{weight:.12f}") for weight in drawn]
    total = sum((each.weight or Decimal(0) for each in group.indicators), Decimal(0))
    most = max(range(len(found)), key=lambda place: drawn[place])
    found[most] += total - sum(found, Decimal(0))
    return found


def drawn(method: Method, evaluation: Evaluation, uncertainty: Uncertainty) -> Iterator[Evaluation]:
    weights = {group.id: weight_draws(group, uncertainty, draws=DRAWS) for group in method.groups}
    otherwise = is_otherwise_rounded(uncertainty, DRAWS) & uncertainty.rounding
    for number in range(DRAWS):
        changed = weighed(method, weights, number, uncertainty)
        if otherwise[number]:
            changed = otherwise_rounded(changed)
        yield evaluate(changed, evaluation.facts, earlier=evaluation.earlier)


def held(found: Robustness, evaluation: Evaluation, uncertainty: Uncertainty) -> None:
    """Every probability and every band of ranks is what the draws come to, one by one."""
    counts: dict[str, Counter[str | None]] = {}
    ranks: dict[str, list[int]] = {}
    for each in drawn(found.method, evaluation, uncertainty):
        for subject, grade, rank in each.table.select("subject", "grade", "rank").iter_rows():
            counts.setdefault(subject, Counter())[grade] += 1
            ranks.setdefault(subject, []).extend([] if rank is None else [rank])
    for row in found.table.iter_rows(named=True):
        own = counts[row["subject"]]
        if row["grade"] is None:
            assert row["own"] is None
            continue
        said = {name[2:]: row[name] * DRAWS for name in row if name.startswith("p:")}
        assert {grade: number for grade, number in said.items() if number} == pytest.approx(
            {grade: number for grade, number in own.items() if grade}
        ), row
        assert sum(said.values()) + own[None] == pytest.approx(DRAWS)
        assert row["own"] * DRAWS == pytest.approx(own[row["grade"]])
        assert row["within_reach"] == (own[row["grade"]] < 0.95 * DRAWS)
        stood = sorted(ranks[row["subject"]])
        if stood:
            ends = [stood[max(ceil(len(stood) * share) - 1, 0)] for share in (0.05, 0.95)]
            assert [row["rank:low"], row["rank:high"]] == ends, row


@searched(4)
@given(method=methods(), facts=counties(), uncertainty=WEIGHTS)
def test_grades_under_drawn_weights_are_counted_as_draw_by_draw(
    method: Method, facts: Facts, uncertainty: Uncertainty
) -> None:
    evaluation = official(method, facts)
    found = robustness(method, evaluation, uncertainty)
    held(found, evaluation, uncertainty)


@searched(2)
@given(method=methods(), facts=counties(), uncertainty=WEIGHTS)
def test_grades_under_weights_and_rounding_are_counted_as_draw_by_draw(
    method: Method, facts: Facts, uncertainty: Uncertainty
) -> None:
    evaluation = official(method, facts)
    both = replace(uncertainty, rounding=True)
    found = robustness(method, evaluation, both)
    held(found, evaluation, both)
    alone = robustness(method, evaluation, both.alone("rounding"))
    held(alone, evaluation, both.alone("rounding"))
    assert found.table["loses:rounding"].to_list() == pytest.approx(
        [None if own is None else 1 - own for own in alone.table["own"]]
    )


@searched(2)
@given(
    method=methods(has_before=True), facts=counties(has_held=False), earlier=counties(has_held=False), uncertainty=WEIGHTS,
)  # fmt: skip
def test_grades_of_two_years_under_drawn_weights_are_counted_as_draw_by_draw(
    method: Method, facts: Facts, earlier: Facts, uncertainty: Uncertainty
) -> None:
    evaluation = official(method, facts, earlier)
    found = robustness(method, evaluation, uncertainty)
    held(found, evaluation, uncertainty)


@searched(3)
@given(method=methods(), facts=counties())
def test_leaving_one_out_is_the_method_with_its_weight_shared_out(
    method: Method, facts: Facts
) -> None:
    evaluation = official(method, facts)
    uncertainty = Uncertainty(draws=DRAWS, engine_draws=DRAWS, weights="uniform")
    found = robustness(method, evaluation, uncertainty).leave_one_out
    for row in found.iter_rows(named=True):
        other = evaluate(without(method, row["indicator"]), facts)
        groups = {
            group.id: group.grading.grades
            for group in method.groups
            if group.grading
            and any(each.id == row["indicator"] and each.weight for each in group.indicators)
            and sum(1 for each in group.indicators if each.weight) > 1
        }
        pairs = [
            (groups[group].index(old), groups[group].index(new))
            for group, old, new in zip(
                evaluation.table["group"],
                evaluation.table["grade"],
                other.table["grade"],
                strict=True,
            )
            if group in groups and old and new
        ]
        better = sum(1 for old, new in pairs if new < old)
        worse = sum(1 for old, new in pairs if new > old)
        assert (row["better"], row["worse"], row["changes"]) == (better, worse, better + worse)


def without(method: Method, id_: str) -> Method:
    """The method without the indicator's weight, which the others of its group share in their proportions."""
    return replace(method, groups=tuple(lighter(group, id_) for group in method.groups))


def lighter(group: Group, id_: str) -> Group:
    weights = {each.id: each.weight or Decimal(0) for each in group.indicators}
    total = sum(weights.values(), Decimal(0))
    left = total - weights.get(id_, Decimal(0))
    if not weights.get(id_) or not left:
        return group
    shared = {name: weight * total / left for name, weight in weights.items()} | {id_: Decimal(0)}
    return replace(group, indicators=tuple(
        replace(each, weight=shared[each.id],
                otherwise=each.otherwise and replace(each.otherwise, weight=shared[each.id]))
        for each in group.indicators
    ))  # fmt: skip
