"""The fast path gives the exact result for every subject (house.md §3.2)."""

from hypothesis import HealthCheck, given, settings

from permu.engine import evaluate, evaluate_exactly
from permu.engine.evaluation import Evaluation
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine.strategies import facts, methods


def outcome(run: object, method: Method, given_facts: Facts) -> Evaluation | str:
    try:
        return run(method, given_facts)  # type: ignore[operator]
    except Refused as refused:
        return refused.code  # which of two figures too large is named first is nothing


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(method=methods(), given_facts=facts())
def test_the_fast_result_is_the_exact_result(method: Method, given_facts: Facts) -> None:
    fast = outcome(evaluate, method, given_facts)
    exact = outcome(evaluate_exactly, method, given_facts)

    if isinstance(fast, str) or isinstance(exact, str):
        assert fast == exact
    else:
        assert fast.table.to_dicts() == exact.table.to_dicts()
        assert fast.digest == exact.digest
