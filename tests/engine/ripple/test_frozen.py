"""Benchmarks of a published evaluation judge corrected facts: none of them is worked out again."""

from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.evaluation import Evaluation
from permu.engine.pipeline import evaluate_against
from permu.engine.plain.exactly import evaluate_exactly_against
from permu.method.model import Condition, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.grading_strategies import graded_methods, pooled_facts
from tests.engine.strategies import facts, methods
from tests.engine.test_exact_units import counties, together

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # large cases shrink for minutes
)  # fmt: skip
MEAN = b.method(b.group(b.indicator(benchmark=b.benchmark("group_mean"))))
of_any_kind = st.one_of(
    st.tuples(methods(), facts(), facts()),
    st.tuples(graded_methods(), pooled_facts(), pooled_facts()),
    st.tuples(together(), counties(), counties()),
)


def published(method: Method, known: Facts) -> Evaluation | None:
    try:
        return evaluate(method, known)
    except Refused:
        return None


def outcome(run: object, *args: object) -> str:
    try:
        found = run(*args)  # type: ignore[operator]
    except Refused as refused:
        return refused.code
    return str(found.digest)


@FEW
@given(of_any_kind)
def test_judged_by_its_own_benchmarks_an_evaluation_is_what_it_was(
    found: tuple[Method, Facts, Facts],
) -> None:
    method, known, _ = found
    before = published(method, known)
    if before is not None:
        again = evaluate_against(method, known, before.benchmarks)
        assert again.table.to_dicts() == before.table.to_dicts()
        assert again.digest == before.digest


@FEW
@given(of_any_kind)
def test_both_arithmetics_agree_on_other_facts(found: tuple[Method, Facts, Facts]) -> None:
    method, known, others = found
    before = published(method, known)
    if before is not None:
        given_ = method, others, before.benchmarks
        assert outcome(evaluate_against, *given_) == outcome(evaluate_exactly_against, *given_)


def test_the_mean_of_the_published_evaluation_stands_though_the_facts_are_others() -> None:
    before = evaluate(MEAN, b.taxed(10, 20, 7))
    after = evaluate_against(MEAN, b.taxed(10, 20, 60), before.benchmarks)

    assert after.benchmarks.rows() == before.benchmarks.rows()
    assert before.benchmarks["value"].to_list() == ["37/3"]
    assert after.table["score"].to_list() == [81_080_000, 162_160_000, 486_490_000]


def test_a_pool_that_nobody_was_in_gets_a_benchmark_of_its_own() -> None:
    method = b.method(b.group(b.indicator(benchmark=b.benchmark("group_mean")), each="cluster"))
    rows = [{"evaluated_tax": tax, "land_area": 1, "cluster": "照明"} for tax in (10, 20)]
    before = evaluate(method, b.facts(rows))
    after = evaluate_against(
        method, b.facts([rows[0], rows[1] | {"cluster": "建材"}]), before.benchmarks
    )

    assert after.benchmarks.select("pool", "value").rows() == [("建材", "20"), ("照明", "15")]


def test_who_alone_has_a_value_is_judged_by_the_frozen_mean_and_does_not_wait() -> None:
    ungraded = b.scope("new", "ungraded", Condition(kind="is", item="is_high_tech"))
    method = b.method(
        b.group(b.indicator(benchmark=b.benchmark("group_mean")), grading=b.grading()),
        scope=(ungraded,),
    )
    both = [{"evaluated_tax": tax, "land_area": 1, "is_high_tech": tax == 5} for tax in (10, 5)]
    before = evaluate(method, b.facts(both))
    gone = b.facts([both[0] | {"evaluated_tax": None}, both[1]])

    assert evaluate(method, gone).table["state_rule"].to_list()[1] == "unmeasured:tax_per_mu"
    after = evaluate_against(method, gone, before.benchmarks)
    assert after.table["state"].to_list() == ["deferred", "ungraded"]
    assert after.table["score"].to_list()[1] == int(Decimal(50) * 10**6)
