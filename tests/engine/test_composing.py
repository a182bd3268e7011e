"""Definitions: sums with factors, the least, the first known, last year's, the ledger's; exact, and missing where they are."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine import evaluate, evaluate_exactly
from permu.engine.composing import compose
from permu.method.model import Condition, Definition
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b


def figures(
    definition: Definition, facts: Facts, earlier: Facts | None = None
) -> list[Fraction | None]:
    """The definition's figure of each subject, in its own unit."""
    method = b.method(definitions=(definition,))
    found = compose(method, facts, earlier=earlier, names=[definition.id])
    scale = found.scales[definition.id].into(definition.unit)
    return [None if whole is None else whole * scale for whole in found.table[definition.id]]


def invested(**changes: Any) -> Definition:
    return b.definition(
        "upgrade", "technical_upgrade_investment", "technical_upgrade_audited", **changes
    )


BOTH = b.facts(
    [
        {"technical_upgrade_investment": first, "technical_upgrade_audited": second}
        for first, second in ((12000, 9500), (3, 4), (7, None), (None, None))
    ]
)


@pytest.mark.parametrize(
    ("kind", "needs", "expected"),
    [
        ("lowest", "all", [9500, 3, None, None]),
        ("lowest", "any", [9500, 3, 7, None]),
        ("highest", "all", [12000, 4, None, None]),
        ("highest", "any", [12000, 4, 7, None]),
        ("first", "all", [12000, 3, 7, None]),
        ("sum", "any", [21500, 7, 7, None]),
    ],
)
def test_two_sources_give_one_figure(kind: Any, needs: Any, expected: list[object]) -> None:
    assert figures(invested(kind=kind, needs=needs), BOTH) == expected


def test_the_least_is_found_across_units() -> None:
    area = b.definition("area", "supplied_land", "park_floor_area", kind="lowest", unit="m2")
    facts = b.facts([{"supplied_land": 3, "park_floor_area": area} for area in (1999.99, 2000.01)])

    assert figures(area, facts) == [Fraction(199999, 100), 2000]


def test_pollutants_are_added_by_what_each_counts_for_exactly() -> None:
    # 1 t COD ÷ 1 kg 当量 and 1 t SO₂ ÷ 0.95: the factors as a notice prints them.
    equivalents = b.definition(
        "equivalents", "cod", "sulfur_dioxide", unit="t", needs="any",
        times=(("sulfur_dioxide", Fraction(100, 95)),),
    )  # fmt: skip
    facts = b.facts(
        [{"cod": 2, "sulfur_dioxide": "0.95"}, {"cod": 1, "sulfur_dioxide": 1}, {"cod": None}]
    )

    assert figures(equivalents, facts) == [3, Fraction(39, 19), None]


@given(
    rows=st.lists(
        st.tuples(*[st.none() | st.integers(0, 10**6)] * 2), min_size=1, max_size=6
    ),
    times=st.fractions(Fraction(1, 50), 50, max_denominator=50),
)  # fmt: skip
def test_a_sum_with_factors_is_the_exact_one(
    rows: list[tuple[int | None, int | None]], times: Fraction
) -> None:
    total = b.definition("total", "cod", "nitrogen_oxides", unit="t", times=(("cod", times),))
    facts = b.facts([{"cod": one, "nitrogen_oxides": other} for one, other in rows])

    assert figures(total, facts) == [
        None if one is None or other is None else one * times + other for one, other in rows
    ]


def test_last_years_figure_is_looked_up_by_subject() -> None:
    before = b.definition("before", "evaluated_tax", kind="earlier")
    earlier = b.facts({"B": {"evaluated_tax": 7}, "C": {"evaluated_tax": None}})
    now = b.facts({name: {"evaluated_tax": 1} for name in "ABC"})

    assert figures(before, now, earlier) == [None, 7, None]


def test_last_years_figure_may_be_composed_itself() -> None:
    total = b.definition("total", "vat_paid", "stamp_tax")
    before = b.definition("before", "total", kind="earlier")
    method = b.method(definitions=(total, before))
    facts = b.facts({"A": {"vat_paid": 1, "stamp_tax": 2}})
    earlier = b.facts({"A": {"vat_paid": 10, "stamp_tax": 20}})

    found = compose(method, facts, earlier=earlier, names=["before"])

    assert found.table["before"].to_list() == [30_000_000]


def test_a_method_that_reads_last_years_figure_is_refused_without_it() -> None:
    before = b.definition("before", "evaluated_tax", kind="earlier")
    method = b.method(b.group(b.indicator(numerator="before")), definitions=(before,))

    with pytest.raises(Refused) as refused:
        evaluate(method, b.taxed(1))

    assert refused.value.code == "engine.needs_earlier"
    assert "口径before" in refused.value.text()


def test_last_years_figure_in_doubt_waits_for_a_person() -> None:
    before = b.definition("before", "evaluated_tax", kind="earlier")
    zero = b.indicator(numerator="before", when_missing="zero")
    method = b.method(b.group(zero), definitions=(before,))
    earlier = b.with_held(b.facts({"S0001": {"evaluated_tax": None}}), ("S0001", "evaluated_tax"))

    evaluation = evaluate(method, b.taxed(1), earlier=earlier)

    assert evaluation.table["state_rule"].to_list() == ["held:before"]
    assert evaluation.digest == evaluate_exactly(method, b.taxed(1), earlier=earlier).digest


LEDGER = (
    ("A", "P1", "owner", 10, 8000),
    ("A", "P2", "owner", None, 0),
    ("A", "P3", "tenant", 2, 500),
    ("B", "P1", "tenant", "0.5", 300),
    ("C", "P1", "tenant", None, 700),
    ("X", "P2", "tenant", 1, 1),  # nobody evaluated
)
OF_LEDGER = b.with_holdings(
    b.facts(
        {
            "A": {"is_above_scale": True},
            "B": {"is_above_scale": False},
            "C": {"is_above_scale": None},
            "D": {"is_above_scale": False},
        }
    ),
    *LEDGER,
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"roles": ("owner",)}, [None, 0, 0, None]),
        ({"roles": ("owner",), "needs": "any"}, [10, 0, 0, None]),
        ({"roles": ("tenant",)}, [2, Fraction(1, 2), None, None]),
        ({"roles": ("owner", "tenant"), "needs": "any"}, [12, Fraction(1, 2), None, None]),
    ],
)
def test_land_is_held_by_role(changes: dict[str, Any], expected: list[object]) -> None:
    held = b.definition("held", kind="holding", unit="mu", **changes)

    assert figures(held, OF_LEDGER) == expected


def test_floor_is_held_by_role_in_the_unit_asked_for() -> None:
    rented = b.definition(
        "rented", kind="holding", roles=("tenant",), of="floor", unit="mu", needs="any"
    )

    assert figures(rented, OF_LEDGER) == [Fraction(3, 4), Fraction(9, 20), Fraction(21, 20), None]


def test_tenants_are_counted_on_all_parcels_of_an_owner_each_once() -> None:
    tenants = b.definition("tenants", kind="tenants", unit="cases")
    facts = b.with_holdings(OF_LEDGER, *LEDGER, ("B", "P2", "tenant", 1, 1))

    assert figures(tenants, facts) == [3, 0, 0, None]


@pytest.mark.parametrize(("needs", "expected"), [("all", None), ("any", 1)])
def test_a_tenant_of_whom_it_is_unknown_makes_the_number_missing_or_is_not_counted(
    needs: Any, expected: int | None
) -> None:
    small = Condition(kind="not", of=(Condition(kind="is", item="is_above_scale"),))
    tenants = b.definition("tenants", kind="tenants", unit="cases", when=small, needs=needs)

    assert figures(tenants, OF_LEDGER)[0] == expected


def test_a_number_of_tenants_waits_where_a_tenants_figure_is_in_doubt() -> None:
    small = Condition(kind="not", of=(Condition(kind="is", item="is_above_scale"),))
    tenants = b.definition("tenants", kind="tenants", unit="cases", when=small)
    method = b.method(definitions=(tenants,))
    facts = b.with_held(OF_LEDGER, ("C", "is_above_scale"))

    found = compose(method, facts, names=["tenants"])

    assert found.table["held:tenants"].to_list() == [True, False, False, False]


def test_the_item_of_that_name_is_taken_where_there_is_no_ledger() -> None:
    land = b.definition("land_area", kind="holding", roles=("owner",), unit="mu")
    facts = b.facts({"A": {"land_area": 5}})

    assert figures(land, facts) == [5]
    assert figures(land, b.with_holdings(facts, ("A", "P1", "owner", 7, None))) == [7]


def test_a_sum_with_a_factor_too_large_to_be_true_is_refused() -> None:
    total = b.definition(
        "total", "cod", "nitrogen_oxides", unit="t", times=(("cod", Fraction(1, 97)),)
    )

    with pytest.raises(Refused, match="口径total"):
        figures(total, b.facts([{"cod": 1, "nitrogen_oxides": 10**9}]))


def test_definitions_of_every_kind_come_out_alike_in_both_arithmetics() -> None:
    least = b.definition("least", "evaluated_tax", "vat_paid", kind="lowest", needs="any")
    land = b.definition("land", kind="holding", roles=("owner", "tenant"), unit="mu", needs="any")
    ratio = b.indicator(numerator="least", denominator="land", benchmark=b.benchmark("group_mean"))
    method = b.method(b.group(ratio, score=b.rule(decimals=None)), definitions=(least, land))
    rows = {f"S{n}": {"evaluated_tax": n, "vat_paid": 7 - n} for n in range(1, 7)}
    ledger = [(f"S{n}", "P1", "tenant", n % 3, None) for n in range(1, 7)]
    facts = b.with_holdings(b.facts(rows), *ledger)  # type: ignore[arg-type]

    evaluation = evaluate(method, facts)

    assert evaluation.table["state_rule"].to_list() == [None, None, "zero:land"] * 2
    assert evaluation.digest == evaluate_exactly(method, facts).digest
