"""Counties at the edge: little is known, everybody is one, each inherits from the next, every pool has one."""

from decimal import Decimal

import pytest

from permu.engine import evaluate, evaluate_exactly
from permu.engine.evaluation import Evaluation
from permu.method.model import Condition, Merge, Method, Scope, Stage
from permu.terms.facts import Facts
from tests.engine import builders as b

HALF = {"unit": "10k_yuan", "denominator": "", "weight": Decimal(50), "when_missing": "mean_points"}
OUTPUT = b.indicator("output", numerator="output", **HALF)
RESEARCH = b.indicator("research", numerator="rd_expense", **HALF)
PROJECT = b.scope("project", "ungraded", Condition(kind="is", item="builds_major_project"))


@pytest.mark.parametrize("run", [evaluate, evaluate_exactly])
@pytest.mark.parametrize("indicators", [(OUTPUT, RESEARCH), (RESEARCH, OUTPUT)])
def test_who_is_held_back_gives_the_others_no_mean_points_either(run, indicators) -> None:  # type: ignore[no-untyped-def]
    # Only the first has an output, but it waits for a mean of research that nobody ranked has.
    facts = b.facts(
        [
            {"output": 5, "rd_expense": None, "builds_major_project": False},
            {"output": None, "rd_expense": 3, "builds_major_project": True},
        ]
    )

    table = run(b.method(b.group(*indicators), scope=(PROJECT,)), facts).table

    assert table["state_rule"].to_list() == ["unmeasured:research", "unmeasured:output"]
    assert table["score"].to_list() == [None, None]


TENANT = Condition(kind="is", item="is_tenant")
HEIRS = Scope(
    id="heir", label="随出租方", state="inherits", when=TENANT, from_="landlord", source=b.CLAUSE
)


def both(method: Method, facts: Facts) -> Evaluation:
    evaluation = evaluate(method, facts)
    assert evaluation.digest == evaluate_exactly(method, facts).digest
    return evaluation


def rented(landlords: dict[str, str | None]) -> Facts:
    rows = {
        name: {"evaluated_tax": 1, "land_area": 1, "is_tenant": bool(of), "landlord": of}
        for name, of in landlords.items()
    }
    return b.facts(rows)


def test_who_inherits_from_each_other_from_itself_or_from_nobody_waits() -> None:
    facts = rented({"A": "B", "B": "A", "C": "C", "D": None, "E": "D", "F": "E", "G": "nobody"})

    table = both(b.method(scope=(HEIRS,)), facts).table

    states = dict(table.select("subject", "state").iter_rows())
    assert [name for name, state in states.items() if state == "deferred"] == ["A", "B", "C", "G"]
    assert [name for name, state in states.items() if state == "inherits"] == ["E", "F"]


def test_a_grade_goes_down_a_long_chain_of_tenants() -> None:
    names = [f"S{number:04}" for number in range(200)]
    facts = rented(dict(zip(names, [None, *names], strict=False)))

    grades = both(b.method(scope=(HEIRS,)), facts).table["grade"]

    assert grades.n_unique() == 1
    assert grades.null_count() == 0


@pytest.mark.parametrize("over", ["pool", "all_pools"])
def test_every_pool_of_one_gets_a_grade(over: str) -> None:
    rows = [{"evaluated_tax": 1, "land_area": 1, "cluster": f"集群{n}"} for n in range(60)]
    group = b.group(each="cluster", grading=b.grading(over=over))

    table = both(b.method(group), b.facts(rows)).table

    assert table["grade"].null_count() == 0
    assert table["rank"].to_list() == [1] * len(rows)


def test_a_whole_county_may_be_one_unit() -> None:
    rows = [{"evaluated_tax": 1, "land_area": 1, "cluster": "集团"} for _ in range(60)]
    merge = Merge(id="all", label="合并", by="cluster", source=b.CLAUSE)

    table = both(b.method(merges=(merge,)), b.facts(rows)).table

    assert table["unit"].unique().to_list() == ["S0001"]
    assert table["ranked"].unique().to_list() == [1]


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("share", [0, 15, 100])
def test_two_stages_of_one_two_or_three_grade_everybody(count: int, share: int) -> None:
    stage = Stage(by_points=("tax_per_mu",), share=Decimal(share), source=b.CLAUSE)
    grading = b.grading(kind="two_stage", grades=tuple("ABC"), shares=(), best=stage, worst=stage)

    table = both(b.method(b.group(grading=grading)), b.taxed(*[1] * count)).table

    assert table["grade"].null_count() == 0
    assert len(table) == count


def test_growth_from_nothing_is_no_growth() -> None:
    moved = b.indicator(unit="percent", change="rise")

    for run in (evaluate, evaluate_exactly):
        table = run(b.method(b.group(moved)), b.taxed(5), earlier=b.taxed(0)).table
        assert table.select("state", "score").rows() == [("deferred", None)]
