"""However a method grades, the fast result is the exact one, and equal scores get equal grades."""

from dataclasses import replace

import polars as pl
from hypothesis import given

from permu.engine import evaluate, evaluate_exactly
from permu.method.model import Method
from permu.terms.facts import Facts
from tests.engine.grading_strategies import graded_methods, pooled_facts
from tests.engine.test_exact_equals_fast import outcome
from tests.searching import searched


@searched(50)
@given(method=graded_methods(), given_facts=pooled_facts())
def test_the_fast_grades_are_the_exact_grades(method: Method, given_facts: Facts) -> None:
    fast = outcome(evaluate, method, given_facts)
    exact = outcome(evaluate_exactly, method, given_facts)

    if isinstance(fast, str) or isinstance(exact, str):
        assert fast == exact
    else:
        assert fast.table.to_dicts() == exact.table.to_dicts()
        assert fast.measures.rows() == exact.measures.rows()
        assert fast.digest == exact.digest


@searched(25)
@given(method=graded_methods(), given_facts=pooled_facts())
def test_equal_scores_of_one_pool_get_equal_grades_by_rank(
    method: Method, given_facts: Facts
) -> None:
    by_score = ("shares", "thresholds")
    groups = tuple(
        replace(group, score=replace(group.score, decimals=2))
        for group in method.groups
        if group.grading and group.grading.kind in by_score
    )
    found = outcome(evaluate, replace(method, groups=groups), given_facts) if groups else ""
    if not isinstance(found, str):
        ranked = found.table.filter(pl.col("rank").is_not_null())
        keys = [name for name in ("group", "pool", "score") if name in ranked.columns]
        alike = ranked.group_by(keys).agg(pl.struct("rank", "grade_by_rank").n_unique().alias("n"))
        assert alike["n"].max() in (None, 1)
