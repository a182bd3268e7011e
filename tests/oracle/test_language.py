"""The engine against a second reading of the method language: random methods and counties, no difference allowed."""

from collections.abc import Callable

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
    max_examples=settings().max_examples if TORTURE else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
Run = Callable[..., Evaluation]


def said(method: Method, facts: Facts, earlier: Facts | None, run: Run) -> list[str]:
    """What the two disagree on, refusals included.

    Left aside: a figure too large for the columns, and a mean of all groups that is not above zero or a mean of
    last year of nobody, which the engine announces, and refuses, also for a group in which nobody needs it.
    """
    outcomes, refusal = None, ""
    try:
        outcomes = reckon(method, facts, earlier)
    except RefusalError as error:
        refusal = str(error)
    try:
        evaluation = run(method, facts, earlier=earlier)
    except Refused as refused:
        assume(refused.code not in ("engine.too_large", "engine.ranges_of_pools"))
        assume(refusal or refused.code != "engine.earlier_empty")
        assume(refusal or refused.code not in NO_BASE or not is_of_all(method))
        return [] if {refusal, refused.code} <= NO_BASE else [refusal, refused.code]
    assume(not refusal or not is_of_all(method))
    return differences(outcomes, evaluation) if outcomes is not None else [refusal]


NO_BASE = {"engine.benchmark_not_positive", "engine.earlier_empty"}


def is_of_all(method: Method) -> bool:
    """Whether a benchmark is of all groups."""
    stated = [each for group in method.groups for each in group.indicators]
    every = stated + [each.otherwise for each in stated if each.otherwise]
    return any(each.benchmark.pool == "all" for each in every)


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
