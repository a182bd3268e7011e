"""Points, missing figures, definitions, units, and what is refused."""

from decimal import Decimal

import pytest

from permu.engine import evaluate, evaluate_exactly
from permu.method.model import Benchmark, Condition, Source
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b


def test_points_are_weight_times_value_over_benchmark_within_cap_and_floor() -> None:
    bounded = b.indicator(weight=Decimal(30), cap=Decimal("1.5"), floor=Decimal(0))

    points = evaluate(b.method(b.group(bounded)), b.taxed(20, 10, 30, 30.000001, -4, 0)).table[
        "points:tax_per_mu"
    ]

    assert points.to_list() == [30_000_000, 15_000_000, 45_000_000, 45_000_000, 0, 0]


def test_kept_numbers_are_rounded_half_up_from_the_exact_one() -> None:
    # 1/3 = 0.3333333…; 1/8 of 0.000004 is 0.0000005, a tie that goes up, and down below zero
    facts = b.facts(
        [
            {"evaluated_tax": 1, "land_area": 3},
            {"evaluated_tax": "0.000004", "land_area": 8},
            {"evaluated_tax": "-0.000004", "land_area": 8},
        ]
    )
    method = b.method(b.group(b.indicator(when_negative="keep")))

    assert evaluate(method, facts).table["value:tax_per_mu"].to_list() == [333_333, 1, -1]


@pytest.mark.parametrize(
    ("policy", "points"), [("zero", 0), ("penalty", -3_000_000), ("mean_points", 37_500_000)]
)
def test_a_missing_figure_gets_what_the_notice_says(policy: str, points: int) -> None:
    kept = b.indicator(when_missing=policy, penalty=Decimal(-3), cap=Decimal("0.5"))

    table = evaluate(
        b.method(b.group(kept)), b.taxed(5, 400, None)
    ).table  # 25 and, capped, 50 points

    assert table["points:tax_per_mu"].to_list() == [25_000_000, 50_000_000, points]
    assert table["how:tax_per_mu"].to_list() == ["measured", "measured", "missing"]


@pytest.mark.parametrize(
    ("row", "state", "rule"),
    [
        ({"evaluated_tax": None, "land_area": 1}, "graded", None),
        ({"evaluated_tax": None, "land_area": None}, "graded", None),
        ({"evaluated_tax": 1, "land_area": None}, "deferred", "missing:land_area"),
        ({"evaluated_tax": 1, "land_area": 0}, "deferred", "zero:land_area"),
    ],
)
def test_a_rule_for_a_missing_numerator_says_nothing_of_the_denominator(
    row: dict[str, object], state: str, rule: str | None
) -> None:
    only = b.indicator(when_missing="zero", missing_of="numerator")
    method = b.method(b.group(only))

    for run in (evaluate, evaluate_exactly):
        result = run(method, b.facts([row])).table.row(0, named=True)
        assert (result["state"], result["state_rule"]) == (state, rule)
        assert result["score"] == (0 if state == "graded" else None)


def test_mean_points_do_not_count_ungraded_subjects() -> None:
    ungraded = b.scope("project", "ungraded", Condition(kind="is", item="is_high_tech"))
    rows = [(10, False), (20, False), (1000, True), (None, False)]
    facts = b.facts([{"evaluated_tax": t, "land_area": 1, "is_high_tech": f} for t, f in rows])
    method = b.method(b.group(b.indicator(when_missing="mean_points")), scope=(ungraded,))

    assert evaluate(method, facts).table["points:tax_per_mu"].to_list()[-1] == 75_000_000


def test_mean_points_on_a_rounding_boundary_are_settled_exactly() -> None:
    # Points 0.005 and 0.01: their mean is 0.0075; with the other indicator's 0.0075 that is 0.015, a tie.
    other = b.indicator("output_per_mu", numerator="output", weight=Decimal("0.15"))
    first = b.indicator(when_missing="mean_points", weight=Decimal("0.1"))
    facts = b.facts(
        [{"evaluated_tax": t, "land_area": 1, "output": o} for t, o in ((1, 1), (2, 1), (None, 1))]
    )

    assert evaluate(b.method(b.group(first, other)), facts).table["score"].to_list() == [
        10_000,
        20_000,
        20_000,
    ]


def test_a_definition_adds_and_subtracts_its_parts_in_its_own_unit() -> None:
    land = b.definition(
        "land_area", "land_owned", "leased_floor_area", minus=("land_leased_out",), unit="mu"
    )
    facts = b.facts(
        [{"evaluated_tax": 20, "land_owned": 2, "leased_floor_area": 2000, "land_leased_out": 4}]
    )

    row = evaluate(b.method(definitions=(land,)), facts).table.row(0, named=True)

    assert (row["value:tax_per_mu"], row["score"]) == (20_000_000, 100_000_000)  # 2 + 3 − 4 = 1 mu


def test_needs_any_takes_what_is_there_and_needs_all_does_not() -> None:
    rows = [
        {"vat_paid": 5, "stamp_tax": None, "land_area": 1},
        {"vat_paid": None, "stamp_tax": None, "land_area": 1},
        {"vat_paid": 5, "stamp_tax": 0, "land_area": 1},
    ]

    def values(needs: str) -> list[object]:
        tax = b.definition("evaluated_tax", "vat_paid", "stamp_tax", needs=needs)
        return (
            evaluate(b.method(definitions=(tax,)), b.facts(rows))
            .table["value:tax_per_mu"]
            .to_list()
        )

    assert values("any") == [5_000_000, None, 5_000_000]
    assert values("all") == [None, None, 5_000_000]


def test_a_definition_of_whose_parts_nothing_is_known_is_taken_as_the_item_given() -> None:
    tax = b.definition("evaluated_tax", "vat_paid", "stamp_tax", needs="any")

    assert evaluate(b.method(definitions=(tax,)), b.taxed(7)).table[
        "value:tax_per_mu"
    ].to_list() == [7_000_000]


def test_a_known_part_beats_the_item_given() -> None:
    tax = b.definition("evaluated_tax", "vat_paid")
    facts = b.facts([{"vat_paid": 3, "evaluated_tax": 9, "land_area": 1}])

    assert evaluate(b.method(definitions=(tax,)), facts).table["value:tax_per_mu"].to_list() == [
        3_000_000
    ]


def test_an_assumed_definition_yields_to_the_item_itself_a_stated_one_does_not() -> None:
    facts = b.facts([{"vat_paid": 3, "evaluated_tax": 9, "land_area": 1}, {"land_area": 1}])

    def values(source: Source, given: Facts) -> list[object]:
        tax = b.definition("evaluated_tax", "vat_paid", source=source)
        table = evaluate(b.method(definitions=(tax,)), given).table
        return table["value:tax_per_mu"].to_list()

    assert values(Source("第三条"), facts) == [3_000_000, None]
    assert values(Source(assumed="办法未载明口径"), facts) == [9_000_000, None]
    empty = b.facts([{"vat_paid": 3, "evaluated_tax": None, "land_area": 1}])
    assert values(Source(assumed="办法未载明口径"), empty) == [3_000_000]


def test_units_convert_exactly() -> None:
    per_m2 = b.indicator(unit="yuan/m2", benchmark=b.published(15), weight=Decimal(100))

    table = evaluate(
        b.method(b.group(per_m2)), b.taxed(1, land=1)
    ).table  # 10,000 yuan on 2000/3 m²

    assert table["value:tax_per_mu"].to_list() == [15_000_000]


def test_a_share_is_shown_in_percent_and_scored_the_same() -> None:
    rd = b.indicator(
        "rd",
        numerator="rd_expense",
        denominator="sales_revenue",
        unit="percent",
        benchmark=b.published(3),
    )
    facts = b.facts([{"rd_expense": 3, "sales_revenue": 100}])

    row = evaluate(b.method(b.group(rd)), facts).table.row(0, named=True)

    assert (row["value:rd"], row["score"]) == (3_000_000, 100_000_000)


def test_an_indicator_of_one_figure_needs_no_denominator() -> None:
    total = b.indicator("tax", denominator="", unit="10k_yuan", benchmark=b.benchmark("group_mean"))

    assert evaluate(b.method(b.group(total)), b.taxed(1, 3)).table["score"].to_list() == [
        50_000_000,
        150_000_000,
    ]


def test_a_unit_that_does_not_fit_is_refused() -> None:
    wrong = b.indicator(unit="10k_yuan/tce")

    with pytest.raises(Refused, match="不是同一类计量单位"):
        evaluate(b.method(b.group(wrong)), b.taxed(1))


def test_energy_at_two_values_is_never_added() -> None:
    energy = b.definition("energy_equivalent", "energy_equivalent", "energy_calorific", unit="tce")
    per_tce = b.indicator("va", denominator="energy_equivalent", unit="10k_yuan/tce")
    facts = b.facts([{"evaluated_tax": 1, "energy_equivalent": 1, "energy_calorific": 1}])

    with pytest.raises(Refused, match="不是同一类计量单位"):
        evaluate(b.method(b.group(per_tce), definitions=(energy,)), facts)


def test_statistical_microdata_is_refused_with_what_may_replace_it() -> None:
    method = b.method(b.group(b.indicator(numerator="statistical_value_added")))

    with pytest.raises(Refused) as refused:
        evaluate(method, b.taxed(1))

    assert refused.value.text() == (
        "“单户工业增加值（统计调查）”是统计调查取得的单户资料。《统计法》第二十五条规定，能够识别单个统计调查对象的资料"
        "不得用于统计以外的目的，不能据以评价、分析。请改用企业为亩均效益评价自行申报并盖章确认的“工业增加值”。"
    )


def test_what_is_asked_for_only_to_be_held_against_other_figures_is_not_graded_by() -> None:
    method = b.method(b.group(b.indicator(numerator="reported_staff")))

    with pytest.raises(Refused, match="收它只为和其他数据互相核对"):
        evaluate(method, b.taxed(1))


def test_statistical_microdata_hides_in_no_definition_condition_or_measure() -> None:
    hidden = b.definition("evaluated_tax", "vat_paid", "statistical_output")
    condition = Condition(kind="at_least", item="statistical_output", value=Decimal(1))
    methods = (
        b.method(definitions=(hidden,)),
        b.method(scope=(b.scope("large", "exempt", condition),)),
        b.method(
            b.group(measures=(b.measure(kind="share_of", item="statistical_output", unit="yuan"),))
        ),
    )
    for method in methods:
        with pytest.raises(Refused, match="统计法"):
            evaluate(method, b.taxed(1))


def test_a_method_whose_weights_or_benchmarks_are_unknown_names_each() -> None:
    lacking = b.indicator(weight=None, benchmark=Benchmark(kind="unknown", source=b.CLAUSE))

    with pytest.raises(Refused) as refused:
        evaluate(b.method(b.group(lacking)), b.taxed(1))

    assert (
        "全部企业·指标tax_per_mu：权重（weight）；全部企业·指标tax_per_mu：基准值（benchmark）"
        in str(refused.value)
    )


def test_a_figure_too_large_to_be_true_is_refused() -> None:
    with pytest.raises(Refused, match="“评价税收”中有大得不可能属实的数值"):
        evaluate(b.method(), b.taxed("9007199254.740992"))


def test_points_finer_than_can_be_kept_are_refused() -> None:
    rule = b.adjustment("tiny", "bonus", points=Decimal("0.0000001"))

    with pytest.raises(Refused, match="超过 6 位"):
        evaluate(b.method(b.group(adjustments=(rule,))), b.taxed(1))
