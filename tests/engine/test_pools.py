"""A group with `each` is ranked pool by pool, in one pass, and comes out as if each pool were a group."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.engine import evaluate, evaluate_exactly, explain
from permu.engine.batches import batches
from permu.engine.composing import compose
from permu.engine.evaluation import Evaluation
from permu.engine.pools import pooled
from permu.method.model import Condition, Group, Method
from permu.terms.facts import Facts
from tests.engine import builders as b

Evaluated = Callable[..., Evaluation]
BY_CLUSTER = b.group(
    b.indicator(benchmark=b.benchmark("group_mean"), when_missing="mean_points"), each="cluster"
)
ROWS: list[dict[str, object]] = [
    {"cluster": cluster, "evaluated_tax": tax, "land_area": 1}
    for cluster, taxes in {"照明": (9, 6, 3), "建材": (4, 2, None), "机械": (1,)}.items()
    for tax in taxes
]


def columns(evaluation: Evaluation, *names: str) -> list[tuple[object, ...]]:
    return evaluation.table.select(names).rows()


def of_clusters(clusters: Sequence[str]) -> list[Group]:
    """The pools of `BY_CLUSTER` as groups of their own, as a method would spell them without `each`."""
    groups = []
    for cluster in clusters:
        when = Condition(kind="one_of", item="cluster", codes=(cluster,))
        groups.append(b.group(*BY_CLUSTER.indicators, id=cluster, when=when))
    return groups


def test_each_pool_has_its_own_ranking_benchmark_and_mean_points() -> None:
    evaluation = evaluate(b.method(BY_CLUSTER), b.facts(ROWS))

    assert columns(evaluation, "group", "pool", "score", "rank", "ranked") == [
        ("all", "照明", 150_000_000, 1, 3),
        ("all", "照明", 100_000_000, 2, 3),
        ("all", "照明", 50_000_000, 3, 3),
        ("all", "建材", 133_330_000, 1, 3),
        ("all", "建材", 66_670_000, 3, 3),
        ("all", "建材", 100_000_000, 2, 3),
        ("all", "机械", 100_000_000, 1, 1),
    ]
    found = evaluation.benchmarks.select("group", "pool", "value", "subjects").rows()
    assert found == [("all", "建材", "3", 2), ("all", "机械", "1", 1), ("all", "照明", "6", 3)]


def test_thirty_pools_are_one_batch() -> None:
    facts = b.facts([{"cluster": f"集群{n:02}"} for n in range(30)])
    method = b.method(BY_CLUSTER)

    made = pooled(method, compose(method, facts), year=2025)

    assert [len(batch.groups) for batch in batches(made)] == [30]


def test_pools_come_out_as_groups_of_their_own_would() -> None:
    facts = b.facts(ROWS)
    alone = evaluate(b.method(*of_clusters(["建材", "机械", "照明"])), facts)

    in_pools = evaluate(b.method(BY_CLUSTER), facts)

    assert in_pools.table["pool"].equals(alone.table["group"])
    same = [name for name in alone.table.columns if name != "group"]
    assert in_pools.table.select(same).equals(alone.table.select(same))


def test_who_has_no_value_waits_for_it_and_does_not_fall_into_a_later_group() -> None:
    method = b.method(BY_CLUSTER, b.group(id="others"))
    facts = b.facts([*ROWS, {"evaluated_tax": 1, "land_area": 1}])

    evaluation = evaluate(method, facts)

    last = columns(evaluation, "state", "state_rule", "group", "pool")[-1]
    assert last == ("deferred", "missing:cluster", "all", None)
    told = explain(evaluation, method, facts, "S0008")
    assert told.state_reason == "缺少“产业集群”，不知道应在哪一组内排名，待核实后再评。"
    assert evaluation.digest == evaluate_exactly(method, facts).digest


def test_a_value_in_doubt_waits_for_a_person() -> None:
    facts = b.with_held(
        b.facts([*ROWS, {"evaluated_tax": 1, "land_area": 1}]), ("S0008", "cluster")
    )

    evaluation = evaluate(b.method(BY_CLUSTER), facts)

    assert columns(evaluation, "state", "state_rule")[-1] == ("deferred", "held:cluster")


def test_the_sheet_names_the_pool_and_its_own_quota() -> None:
    method, facts = b.method(BY_CLUSTER), b.facts(ROWS)

    told = explain(evaluate(method, facts), method, facts, "S0007")

    assert told.group_label == "全部企业·机械"
    assert "1 户参评" in told.grade_rule
    assert told.indicators[0].benchmark == "1.0000"
    assert "本组 1 户合计" in told.indicators[0].benchmark_note


def test_last_years_mean_is_the_pools_own() -> None:
    last = b.group(b.indicator(benchmark=b.benchmark("last_group_mean")), each="cluster")
    now = b.facts({"A": ROWS[0], "B": ROWS[3]})
    before = b.facts(
        {
            "A": {"cluster": "照明", "evaluated_tax": 3, "land_area": 1},
            "B": {"cluster": "建材", "evaluated_tax": 8, "land_area": 1},
            "C": {"cluster": "机械", "evaluated_tax": 99, "land_area": 1},
        }
    )

    evaluation = evaluate(b.method(last), now, earlier=before)

    assert evaluation.table["score"].to_list() == [300_000_000, 50_000_000]


@pytest.mark.parametrize("by", [evaluate, evaluate_exactly])
def test_last_years_mean_of_all_counts_pools_that_are_no_more(by: Evaluated) -> None:
    last = b.group(
        b.indicator(benchmark=b.benchmark("last_group_mean", pool="all")), each="cluster"
    )
    closed = {"cluster": "陶瓷", "evaluated_tax": 30, "land_area": 1}
    earlier = b.facts([*ROWS[:2], closed])

    found = by(b.method(last), b.facts(ROWS[:1]), earlier=earlier)

    assert found.benchmarks.select("value", "subjects").rows() == [("15", 3)]


def test_benchmarks_of_pools_that_nobody_is_in_keep_their_columns() -> None:
    method = b.method(BY_CLUSTER, b.group(id="others"))
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1}])

    assert evaluate(method, facts).benchmarks.columns[:2] == ["group", "pool"]


def test_a_method_without_pools_has_no_such_column() -> None:
    evaluation = evaluate(b.method(), b.taxed(1))

    assert "pool" not in evaluation.table.columns
    assert "pool" not in evaluation.benchmarks.columns


CLUSTERS = st.sampled_from(["照明", "建材", "机械", None])
SUBJECT = st.fixed_dictionaries(
    {
        "cluster": CLUSTERS,
        "evaluated_tax": st.sampled_from([None, "0", "1", "2.5", "7", "33.333333"]),
        "land_area": st.sampled_from([None, "0", "1", "3", "7"]),
        "is_above_scale": st.sampled_from([True, True, False, None]),
        "is_high_tech": st.booleans(),
    }
)


@pytest.mark.parametrize("kind", ["group_mean", "best"])
@settings(max_examples=60, deadline=None)
@given(rows=st.lists(SUBJECT, min_size=1, max_size=25), decimals=st.sampled_from([None, 1]))
def test_pools_are_the_same_in_both_arithmetics(
    kind: str, rows: list[dict[str, object]], decimals: int | None
) -> None:
    judged = b.indicator(benchmark=b.benchmark(kind), when_missing="mean_points")
    above = b.group(
        judged,
        when=Condition(kind="is", item="is_above_scale"),
        each="cluster",
        score=b.rule(decimals=decimals),
        adjustments=(
            b.adjustment("more", "bonus", points=Decimal(3)),
            b.adjustment("low", "ceiling", grade="C"),
        ),
    )
    method = b.method(above, b.group(judged, id="others"))
    facts = b.facts(rows)

    fast, exact = _outcome(evaluate, method, facts), _outcome(evaluate_exactly, method, facts)

    assert fast == exact


def _outcome(run: object, method: Method, facts: Facts) -> object:
    from permu.terms.refusal import Refused

    try:
        evaluation: Evaluation = run(method, facts)  # type: ignore[operator]
    except Refused as refused:
        return refused.code
    states = evaluation.table.filter(pl.col("state") == "graded")
    assert states["pool"].null_count() == states.filter(pl.col("group") == "others").height
    return evaluation.digest


def test_a_name_taken_for_a_pool_is_refused_with_what_to_name_instead() -> None:
    from permu.terms.refusal import Refused

    facts = b.facts(
        [{"name": f"企业{number}", "evaluated_tax": 1, "land_area": 1} for number in range(501)]
    )

    with pytest.raises(Refused, match="501 个不同的值"):
        evaluate(b.method(b.group(each="name")), facts)
