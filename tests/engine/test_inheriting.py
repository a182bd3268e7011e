"""Subjects that take another's grade: the parcel owner's, or that of the one a text names."""

from decimal import Decimal
from typing import Any

import pytest

from permu.engine import evaluate, evaluate_exactly
from permu.engine.evaluation import Evaluation
from permu.method.model import Condition, Merge, Method, Scope
from permu.terms.facts import Facts
from tests.engine import builders as b

TENANT = Condition(kind="is", item="is_tenant")
HALVES = b.grading(grades=("A", "B"), shares=(Decimal(50), Decimal(50)))


def heirs(from_: str = "parcel_owner", choose: Any = "worse") -> Scope:
    return Scope(
        id="tenant", label="租赁企业", state="inherits", when=TENANT, from_=from_, choose=choose,
        source=b.CLAUSE,
    )  # fmt: skip


def given(*tenants: str, landlord: dict[str, str] | None = None) -> Facts:
    """Owners A (40 a mu, grade A) and B (10 a mu, grade B), and tenants."""
    taxes = {"A": 40, "B": 10} | dict.fromkeys(tenants, 1)
    return b.facts(
        {
            name: {
                "evaluated_tax": tax, "land_area": 1, "is_tenant": name in tenants,
                "landlord": (landlord or {}).get(name), "electricity": 100,
            }
            for name, tax in taxes.items()
        }
    )  # fmt: skip


def both(method: Method, facts: Facts) -> Evaluation:
    evaluation = evaluate(method, facts)
    assert evaluation.digest == evaluate_exactly(method, facts).digest
    assert sum(evaluation.counts.values()) == len(facts.table)
    return evaluation


def taken(evaluation: Evaluation, *subjects: str) -> dict[str, tuple[object, ...]]:
    """State, its rule, grade and source of these subjects."""
    rows = evaluation.table.select("subject", "state", "state_rule", "grade", "source").rows()
    return {subject: tuple(said) for subject, *said in rows if subject in subjects}


def holdings(*pairs: tuple[str, str, str]) -> tuple[tuple[str, str, str, object, object], ...]:
    return tuple((*pair, 1, None) for pair in pairs)


METHOD = b.method(b.group(grading=HALVES, measures=(b.measure(grades=("B",)),)), scope=(heirs(),))
OWNED = holdings(("A", "P1", "owner"), ("B", "P2", "owner"))


def test_a_tenant_takes_the_grade_of_its_parcels_owner_and_no_place_of_the_ranking() -> None:
    facts = b.with_holdings(given("T"), *OWNED, *holdings(("T", "P1", "tenant")))

    evaluation = both(METHOD, facts)

    assert taken(evaluation, "T") == {"T": ("inherits", "tenant", "A", "A")}
    row = evaluation.table.row(2, named=True)
    assert (row["rank"], row["score"], row["group"]) == (None, None, "all")
    assert evaluation.table["ranked"].to_list() == [2, 2, None]
    assert evaluation.counts["inherits"] == 1


@pytest.mark.parametrize(("choose", "source"), [("worse", "B"), ("better", "A")])
def test_of_several_owners_the_rule_says_whose(choose: str, source: str) -> None:
    facts = b.with_holdings(
        given("T"), *OWNED, *holdings(("T", "P1", "tenant"), ("T", "P2", "tenant"))
    )
    method = b.method(b.group(grading=HALVES), scope=(heirs(choose=choose),))

    assert taken(both(method, facts), "T")["T"] == ("inherits", "tenant", source, source)


def test_a_text_may_name_the_subject_whose_grade_is_taken() -> None:
    method = b.method(b.group(grading=HALVES), scope=(heirs("landlord"),))

    found = taken(both(method, given("T", "U", landlord={"T": "B"})), "T", "U")

    assert found == {
        "T": ("inherits", "tenant", "B", "B"),
        "U": ("deferred", "source:tenant", None, None),
    }


def test_an_heir_has_the_measures_of_its_grade_on_its_own_figures() -> None:
    facts = b.with_holdings(given("T"), *OWNED, *holdings(("T", "P2", "tenant")))

    assert both(METHOD, facts).measures.rows() == [("B", "power", 3000), ("T", "power", 3000)]


def test_an_owner_that_is_never_graded_is_passed_over_and_one_that_waits_holds_back() -> None:
    waiting = b.facts(
        {
            "A": {"evaluated_tax": None, "land_area": 1, "is_tenant": False},
            "B": {"evaluated_tax": 1, "land_area": 1, "is_tenant": False},
            "T": {"is_tenant": True}, "U": {"is_tenant": True}, "V": {"is_tenant": True},
        }
    )  # fmt: skip
    ledger = holdings(
        ("A", "P1", "owner"), ("B", "P2", "owner"), ("X", "P3", "owner"),
        ("T", "P1", "tenant"), ("T", "P2", "tenant"),
        ("U", "P2", "tenant"), ("U", "P3", "tenant"), ("V", "P3", "tenant"),
    )  # fmt: skip

    found = taken(both(METHOD, b.with_holdings(waiting, *ledger)), "T", "U", "V")

    assert found["T"] == ("deferred", "source:tenant", None, None)  # A waits for its tax
    assert found["U"] == ("inherits", "tenant", "A", "B")  # X is not evaluated
    assert found["V"] == ("deferred", "source:tenant", None, None)


def test_a_chain_is_followed_to_its_end_and_a_circle_waits() -> None:
    method = b.method(b.group(grading=HALVES), scope=(heirs("landlord"),))
    landlord = {"T": "U", "U": "V", "V": "B", "X": "Y", "Y": "X", "Z": "Y"}

    found = taken(both(method, given("T", "U", "V", "X", "Y", "Z", landlord=landlord)), *landlord)

    assert [found[name][2:] for name in "TUV"] == [("B", "U"), ("B", "V"), ("B", "B")]
    assert {found[name][1] for name in "XYZ"} == {"source:tenant"}


def test_a_long_chain_is_no_trouble() -> None:
    names = [f"T{number:04}" for number in range(1500)]
    landlord = dict(zip(names, [*names[1:], "A"], strict=True))
    method = b.method(b.group(grading=HALVES), scope=(heirs("landlord"),))

    evaluation = evaluate(method, given(*names, landlord=landlord))

    assert evaluation.table["grade"].to_list()[2:] == ["A"] * 1500


def test_nobody_takes_its_own_grade_nor_that_of_its_unit() -> None:
    together = Merge(
        id="group", label="集团合并", by="holding_group", head_by="land_area", source=b.CLAUSE
    )
    facts = b.facts(
        {
            name: {"is_tenant": True, "holding_group": "甲", "landlord": landlord, "land_area": 1}
            for name, landlord in (("T", "U"), ("U", "T"))
        }
    )
    method = b.method(scope=(heirs("landlord"),), merges=(together,))

    assert {row[1] for row in taken(both(method, facts), "T", "U").values()} == {"source:tenant"}


def test_a_unit_takes_the_grade_of_the_owner_of_any_of_its_members_parcels() -> None:
    together = Merge(
        id="group", label="集团合并", by="holding_group", head_by="land_area", source=b.CLAUSE
    )
    facts = b.with_holdings(
        b.facts(
            {
                "A": {"evaluated_tax": 9, "land_area": 1, "is_tenant": False},
                "T": {"is_tenant": True, "holding_group": "甲"},
                "U": {"is_tenant": True, "holding_group": "甲"},
            }
        ),
        *OWNED,
        *holdings(("U", "P1", "tenant")),
    )
    method = b.method(b.group(grading=HALVES), scope=(heirs(),), merges=(together,))

    found = taken(both(method, facts), "T", "U")

    assert found == dict.fromkeys("TU", ("inherits", "tenant", "A", "A"))
