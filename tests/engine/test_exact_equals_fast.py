"""The fast path gives the exact result for every subject (house.md §3.2)."""

from hypothesis import given

from permu.engine import evaluate, evaluate_exactly
from permu.engine.evaluation import Evaluation
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine.strategies import facts, methods
from tests.searching import searched


def outcome(
    run: object, method: Method, given_facts: Facts, earlier: Facts | None = None
) -> Evaluation | str:
    try:
        return run(method, given_facts, earlier=earlier)  # type: ignore[operator]
    except Refused as refused:
        return refused.code  # which of two figures too large is named first is nothing


@searched(250)
@given(method=methods(), given_facts=facts())
def test_the_fast_result_is_the_exact_result(method: Method, given_facts: Facts) -> None:
    fast = outcome(evaluate, method, given_facts)
    exact = outcome(evaluate_exactly, method, given_facts)

    if isinstance(fast, str) or isinstance(exact, str):
        assert fast == exact
    else:
        assert fast.table.to_dicts() == exact.table.to_dicts()
        assert fast.digest == exact.digest


@searched(150)
@given(method=methods(("none", "rise", "fall")), given_facts=facts(), earlier=facts())
def test_nor_do_they_differ_where_this_year_is_compared_with_the_last(
    method: Method, given_facts: Facts, earlier: Facts
) -> None:
    fast = outcome(evaluate, method, given_facts, earlier)
    exact = outcome(evaluate_exactly, method, given_facts, earlier)

    if isinstance(fast, str) or isinstance(exact, str):
        assert fast == exact
    else:
        assert fast.table.to_dicts() == exact.table.to_dicts()
        assert fast.digest == exact.digest
