"""The engine against a second reading of the method language: random methods and counties, no difference allowed."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from permu.engine import evaluate, evaluate_exactly
from permu.engine.evaluation import Evaluation
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused

from .language.comparing import differences
from .language.judging import RefusalError
from .language.methods import counties, methods
from .language.reckoning import reckon

# `make torture` asks for more.
TORTURE = settings().max_examples > settings.get_profile("usual").max_examples
SEARCHED = settings(
    max_examples=settings().max_examples if TORTURE else 60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
Run = Callable[..., Evaluation]


def said(method: Method, facts: Facts, earlier: Facts | None, run: Run) -> list[str]:
    """What the two disagree on, refusals included; a figure too large for the columns is left aside."""
    try:
        evaluation = run(method, facts, earlier=earlier)
    except Refused as refused:
        assume(refused.code not in ("engine.too_large", "engine.ranges_of_pools"))
        with pytest.raises(RefusalError) as refusal:
            reckon(method, facts, earlier)
        codes = {str(refusal.value), refused.code}
        no_base = {"engine.benchmark_not_positive", "engine.earlier_empty"}
        return [] if len(codes) == 1 or codes <= no_base else sorted(codes)
    return differences(reckon(method, facts, earlier), evaluation)


@SEARCHED
@given(method=methods(), facts=counties(), run=st.sampled_from([evaluate, evaluate_exactly]))
def test_a_year_comes_out_as_the_reference_says(method: Method, facts: Facts, run: Run) -> None:
    assert said(method, facts, None, run) == []


@SEARCHED
@given(
    method=methods(has_ledger=True),
    facts=counties(has_ledger=True),
    run=st.sampled_from([evaluate, evaluate_exactly]),
)
def test_a_year_with_a_ledger_of_parcels_comes_out_as_the_reference_says(
    method: Method, facts: Facts, run: Run
) -> None:
    assert said(method, facts, None, run) == []


@SEARCHED
@given(
    method=methods(has_before=True),
    facts=counties(has_held=False),
    earlier=counties(has_held=False),
    run=st.sampled_from([evaluate, evaluate_exactly]),
)
def test_two_years_come_out_as_the_reference_says(
    method: Method, facts: Facts, earlier: Facts, run: Run
) -> None:
    assert said(method, facts, earlier, run) == []
