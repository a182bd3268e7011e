"""Groups that judge alike are worked out together, and come out as if each stood alone."""

from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from permu.engine import evaluate, evaluate_exactly
from permu.engine.batches import batches
from permu.method.model import Condition, Group, Source
from tests.engine import builders as b

TOWNS = ("东镇", "西镇", "南镇")


def of_town(town: str, **changes: object) -> Group:
    when = Condition(kind="one_of", item="town", codes=(town,))
    return b.group(id=town, label=town, when=when, **changes)


def test_groups_that_differ_in_name_clause_and_benchmark_alone_are_one_batch() -> None:
    east, west, south = (of_town(town) for town in TOWNS)
    judged = b.indicator(benchmark=b.published(7), source=Source("第九条"))
    west = replace(west, indicators=(judged,), source=Source("第八条"))
    south = replace(south, score=b.rule(decimals=3))

    found = [[group.id for group in batch.groups] for batch in batches(b.method(east, west, south))]

    assert found == [["东镇", "西镇"], ["南镇"]]


def test_groups_with_a_band_stay_alone_for_its_ends_may_meet() -> None:
    band = b.indicator(scoring="min_max", benchmark=b.benchmark("group_range"))
    groups = [of_town(town, indicators=(band,)) for town in TOWNS]

    assert len(list(batches(b.method(*groups)))) == 3


@pytest.mark.parametrize("kind", ["group_mean", "best", "last_group_mean"])
@pytest.mark.parametrize("decimals", [None, 2])
def test_each_group_of_a_batch_has_its_own_benchmark_mean_points_ranking_and_cuts(
    kind: str, decimals: int | None
) -> None:
    judged = b.indicator(
        benchmark=b.benchmark(kind), when_missing="mean_points", cap=Decimal("1.5")
    )
    groups = [of_town(t, indicators=(judged,), score=b.rule(decimals=decimals)) for t in TOWNS]
    rows = [
        {"town": TOWNS[n % 3], "evaluated_tax": None if n % 7 == 0 else n * n % 31, "land_area": n % 5 + 1}
        for n in range(60)
    ]  # fmt: skip
    facts = b.facts(rows)
    method = b.method(*groups)

    together = evaluate(method, facts, earlier=facts)

    assert together.digest == evaluate_exactly(method, facts, earlier=facts).digest
    for group in groups:
        alone = evaluate(b.method(group), facts, earlier=facts)
        in_group = pl.col("group") == group.id
        assert alone.table.filter(in_group).equals(together.table.filter(in_group))
        assert together.benchmarks.filter(in_group).equals(alone.benchmarks)


def test_a_group_of_a_batch_that_nobody_is_in_takes_nothing_from_the_others() -> None:
    judged = b.indicator(benchmark=b.benchmark("group_mean"))
    method = b.method(*(of_town(town, indicators=(judged,)) for town in TOWNS))
    facts = b.facts([{"town": "西镇", "evaluated_tax": 3, "land_area": 1}])

    evaluation = evaluate(method, facts)

    assert evaluation.digest == evaluate_exactly(method, facts).digest
    assert evaluation.table["score"].to_list() == [100_000_000]
    assert evaluation.benchmarks["group"].to_list() == ["西镇"]


def test_who_is_in_no_known_town_is_in_none_of_the_towns_groups() -> None:
    method = b.method(*map(of_town, TOWNS))
    row = {"evaluated_tax": 3, "land_area": 1}
    facts = b.facts([row | {"town": town} for town in ("西镇", None, "北镇", "东镇")])

    evaluation = evaluate(method, facts)

    assert evaluation.digest == evaluate_exactly(method, facts).digest
    assert evaluation.table["group"].to_list() == ["西镇", None, None, "东镇"]
    assert evaluation.table["state_rule"].to_list() == [None, "no_group", "no_group", None]
