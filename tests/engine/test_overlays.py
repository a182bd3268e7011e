"""An overlay is worked out for its area alone, beside its parent's result."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from permu.engine import (
    evaluate,
    evaluate_exactly,
    explain_all,
    load_result,
    overlaid,
    save_result,
    verify_result,
)  # fmt: skip
from permu.method import load_method
from permu.method.cases.model import Case, CaseSubject, Expected
from permu.method.cases.running import run_case
from permu.method.language.examples import example_folders
from permu.method.model import Condition
from tests.engine import builders as b

IN_PARK = Condition(kind="one_of", item="park", codes=("城西",))
FACTS = b.facts(
    {
        name: {"evaluated_tax": tax, "land_area": 1, "park": park, "electricity": None}
        for name, tax, park in (
            ("A", 3, "城西"),
            ("B", 9, "城东"),
            ("C", 1, "城西"),
            ("D", 1, None),
        )
    }
)
PARENT = b.method(b.group(b.indicator(benchmark=b.benchmark("group_mean"))))
OVERLAY = replace(PARENT, id="park", parent="test", area=IN_PARK)


def test_the_overlay_sees_those_of_its_area_alone_and_who_may_be_in_it_is_not() -> None:
    assert overlaid(OVERLAY, FACTS).table["subject"].to_list() == ["A", "C"]
    assert overlaid(PARENT, FACTS) is FACTS


def test_ranks_benchmarks_and_counts_are_of_the_area_beside_the_parents() -> None:
    parent, overlay = evaluate(PARENT, FACTS), evaluate(OVERLAY, FACTS)

    assert overlay.table.select("subject", "rank", "ranked").rows() == [("A", 1, 2), ("C", 2, 2)]
    assert parent.table["ranked"].to_list() == [4, 4, 4, 4]
    assert overlay.benchmarks["value"].to_list() == ["2"]
    assert overlay.digest == evaluate_exactly(OVERLAY, FACTS).digest


def test_what_was_restricted_is_evaluated_and_explained_as_the_whole_was() -> None:
    whole, part = evaluate(OVERLAY, FACTS), evaluate(OVERLAY, overlaid(OVERLAY, FACTS))

    assert whole.digest == part.digest
    assert whole.facts_digest == part.facts_digest
    assert [sheet.rank for sheet in explain_all(whole, OVERLAY, FACTS)] == [1, 2]


def test_a_stored_result_of_an_overlay_is_of_its_area_and_verifies(tmp_path: Path) -> None:
    folder = next(each for each in example_folders() if each.name == "m10-parks")
    method = load_method(folder)
    rows = [{"park": park, "evaluated_tax": 9, "land_area": 3} for park in ("城西", "城北", "城东")]
    facts = b.facts(rows)
    evaluation = evaluate(method, facts)

    save_result(tmp_path / "result", evaluation, folder, facts)

    assert verify_result(tmp_path / "result") == []
    kept = load_result(tmp_path / "result")
    assert kept.facts.table["subject"].to_list() == ["S0001", "S0003"]
    assert kept.evaluation.facts_digest == evaluation.facts_digest


def test_a_worked_case_may_say_that_somebody_outside_the_area_has_no_result() -> None:
    facts = {"evaluated_tax": Decimal(3), "land_area": Decimal(1), "park": "城东"}
    outside = Expected(words={"state": "", "grade": ""})
    inside = Expected(words={"state": "graded"})
    case = Case(
        name="园区外的企业没有园区结果", file="all.cases.toml", line=1,
        subjects=(
            CaseSubject(id="A", facts=facts | {"park": "城西"}, expected=inside),
            CaseSubject(id="B", facts=facts, expected=outside),
        ),
        earlier=(), stand_ins=None, counts={}, refuses=False,
    )  # fmt: skip

    assert run_case(case, OVERLAY, evaluate).text() == ""


def test_cells_and_ledger_follow(tmp_path: Path) -> None:
    given = b.with_holdings(
        b.with_held(FACTS, ("A", "electricity"), ("B", "electricity")),
        ("B", "P1", "owner", 1, None), ("A", "P1", "tenant", 1, None),
    )  # fmt: skip

    restricted = overlaid(OVERLAY, given)
    restricted.save(tmp_path)

    assert restricted.held["subject"].to_list() == ["A"]
    assert restricted.holdings.equals(given.holdings)
