"""The amounts are the least: they reach the grade, one unit less does not, by exact evaluation again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl
from hypothesis import assume, given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.beats import leaves
from permu.engine.evaluation import Evaluation
from permu.engine.next_grade import Step, Way, Ways
from permu.engine.next_grade.ladder import SHARES
from permu.engine.plain.exactly import evaluate_exactly_against
from permu.method.model import Group, Indicator, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine.grading_strategies import graded_methods, pooled_facts
from tests.engine.strategies import facts, methods
from tests.searching import searched

FEW = searched(40)


def with_figures(known: Facts, subject: str, wholes: Mapping[str, int]) -> Facts:
    changed = (
        pl.when(pl.col("subject") == subject)
        .then(pl.lit(whole))
        .otherwise(pl.col(name))
        .alias(name)
        for name, whole in wholes.items()
    )
    return replace(known, table=known.table.with_columns(changed))


def without_moving_means(method: Method) -> Method:
    """The means of missing figures, and those that rules refer to, move with anybody's figures: none is left."""

    def plain(indicator: Indicator) -> Indicator:
        lacks = "zero" if indicator.when_missing == "mean_points" else indicator.when_missing
        return replace(indicator, when_missing=lacks)

    def still(group: Group) -> Group:
        moved = {leaf for leaf in leaves(group) if leaf.reference != "benchmark"}
        kept = [
            a
            for a in group.adjustments
            if not moved & set(leaves(replace(group, adjustments=(a,))))
        ]
        return replace(
            group, indicators=tuple(map(plain, group.indicators)),
            adjustments=tuple(replace(a, unless=()) for a in kept),
        )  # fmt: skip

    return replace(method, groups=tuple(map(still, method.groups)))


def grades(method: Method, known: Facts, before: Evaluation) -> dict[str, tuple[str | None, int]]:
    """Everybody's grade by fractions alone, with the benchmarks of before, and its number."""
    found = evaluate_exactly_against(method, known, before.benchmarks).table
    order = {group.id: group.grading.grades for group in method.groups if group.grading}
    return {
        row["subject"]: (
            row["grade"],
            order[row["group"]].index(row["grade"]) if row["grade"] else 99,
        )
        for row in found.iter_rows(named=True)
    }


def after(steps: Iterable[Step], less: int = 0) -> dict[str, int]:
    """What figures would be, or so many units nearer to what they are."""
    return {
        step.figure: step.after - less if step.after > step.before else step.after + less
        for step in steps
    }


def by_share(way: Way, share: int) -> dict[str, int]:
    """All that move together, by at most a share."""
    return {
        step.figure: step.before
        + (1 if step.after > step.before else -1) * (step.before * share // SHARES)
        for step in way.together
    }


@FEW
@given(st.one_of(st.tuples(methods(), facts()), st.tuples(graded_methods(), pooled_facts())))
def test_every_amount_reaches_the_grade_and_one_unit_less_does_not(
    found: tuple[Method, Facts],
) -> None:
    method, known = without_moving_means(found[0]), found[1]
    try:
        before = evaluate(method, known)
    except Refused:
        assume(condition=False)
    stood = grades(method, known, before)
    for subject, way in Ways(before, method, known).of().items():
        assert stood[subject][0] == way.grade

        def had(wholes: Mapping[str, int], subject: str = subject) -> tuple[str | None, int]:
            return grades(method, with_figures(known, subject, wholes), before)[subject]

        for step in way.steps:
            assert had(after([step]))[1] < stood[subject][1]
            assert had(after([step], less=1))[1] >= stood[subject][1]
        if way.share:
            share = int(way.share * SHARES)
            assert had(after(way.together))[1] < stood[subject][1]
            assert had(by_share(way, share - 1))[1] >= stood[subject][1]
        if way.first:
            assert had(after(way.first))[0] == way.next


@FEW
@given(st.one_of(st.tuples(methods(), facts()), st.tuples(graded_methods(), pooled_facts())))
def test_who_loses_a_grade_by_it_is_who_is_named(found: tuple[Method, Facts]) -> None:
    method, known = without_moving_means(found[0]), found[1]
    try:
        before = evaluate(method, known)
    except Refused:
        assume(condition=False)
    stood = grades(method, known, before)
    for subject, way in Ways(before, method, known).of().items():
        if not way.first:
            continue
        now = grades(method, with_figures(known, subject, after(way.first)), before)
        fell = {each for each in stood if each != subject and now[each][1] > stood[each][1]}
        assert set(way.displaced or ()) == fell
