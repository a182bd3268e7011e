"""Measures by grade, their amounts in 分."""

from decimal import Decimal

from permu.engine import evaluate
from permu.engine.evaluation import Evaluation
from permu.method.model import Condition, Measure
from tests.engine import builders as b

ALL = ("A", "B", "C", "D")


def measured(*measures: Measure, is_trial: bool = False, **facts: object) -> Evaluation:
    row = {"evaluated_tax": 1, "land_area": 1} | facts
    return evaluate(b.method(b.group(measures=measures), is_trial=is_trial), b.facts([row]))


def test_an_amount_is_rate_times_quantity_in_fen_half_up() -> None:
    surcharge = b.measure(grades=ALL, rate=Decimal("0.3"))

    assert measured(surcharge, electricity="1000.55").measures["amount"].to_list() == [
        30_017
    ]  # 300.165 yuan


def test_a_rate_per_10000_kwh_converts() -> None:
    surcharge = b.measure(grades=ALL, rate=Decimal(3000), unit="yuan/10k_kwh")

    assert measured(surcharge, electricity="1000").measures["amount"].to_list() == [30_000]


def test_a_share_of_a_figure_kept_in_10000_yuan_is_in_yuan() -> None:
    relief = b.measure(
        kind="share_of", item="land_use_tax", rate=Decimal(80), unit="yuan", grades=ALL
    )

    assert measured(relief, land_use_tax="0.000001").measures["amount"].to_list() == [
        1
    ]  # 0.008 yuan
    assert measured(relief, land_use_tax="-1.000001").measures["amount"].to_list() == [-800_001]


def test_an_amount_whose_figure_is_missing_is_missing_and_the_measure_stands() -> None:
    text = b.measure("ban", kind="text", grades=ALL)

    rows = measured(b.measure(grades=ALL), text, electricity=None).measures.rows()

    assert rows == [("S0001", "power", None), ("S0001", "ban", None)]


def test_a_trial_year_has_no_measures() -> None:
    assert measured(b.measure(grades=ALL), is_trial=True, electricity=1).measures.is_empty()


def test_an_ungraded_subject_gets_the_measures_of_the_grade_it_is_managed_as() -> None:
    rule = b.scope("project", "ungraded", Condition(kind="always"), managed_as="B")
    measures = (b.measure("b_only", grades=("B",)), b.measure("d_only", grades=("D",)))
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1, "electricity": 1}])

    found = evaluate(b.method(b.group(measures=measures), scope=(rule,)), facts).measures

    assert found["measure"].to_list() == ["b_only"]


def test_measures_stand_in_order_of_subject_and_file() -> None:
    measures = (b.measure("first", grades=ALL), b.measure("second", grades=("A", "D")))
    facts = b.facts(
        [{"evaluated_tax": t, "land_area": 1, "electricity": 1} for t in (1, 5, 4, 3, 2)]
    )

    found = evaluate(b.method(b.group(measures=measures)), facts).measures

    assert found.select("subject", "measure").rows() == [
        ("S0001", "first"), ("S0002", "first"), ("S0002", "second"), ("S0003", "first"), ("S0004", "first"), ("S0005", "first"),
    ]  # fmt: skip


THREE_YEARS = Condition(kind="graded_before", codes=("D",), value=Decimal(2))


def history(*earlier: str | None) -> Evaluation:
    """海宁: 0.3 yuan a kWh for grade D, and 0.1 more in its third year."""
    names = ("grade_1_year_ago", "grade_2_years_ago")
    measures = (
        b.measure(grades=ALL),
        b.measure("third_year", grades=ALL, rate=Decimal("0.1"), when=THREE_YEARS),
    )
    return measured(*measures, electricity=1000, **dict(zip(names, earlier, strict=True)))


def test_a_measure_that_hangs_on_earlier_grades_follows_where_they_are_known() -> None:
    assert history("D", "D").measures["amount"].to_list() == [30_000, 10_000]
    assert history("C", "D").measures["measure"].to_list() == ["power"]


def test_a_measure_whose_earlier_grades_are_missing_does_not_follow_and_is_unsure() -> None:
    found = history("D", None)

    assert found.measures["measure"].to_list() == ["power"]
    assert found.table["unsure"].to_list() == ["third_year"]
    assert history(None, "C").table["unsure"].to_list() == [
        ""
    ]  # it was not D both years, whatever else


def test_a_sum_is_the_same_for_all_and_a_cut_has_no_amount() -> None:
    award = b.measure("award", kind="sum", grades=ALL, rate=Decimal("50000.005"), item="", unit="")
    cut = b.measure("cut", kind="cut", grades=ALL, rate=Decimal(10), item="energy_quota", unit="")

    assert measured(award, cut, energy_quota=500).measures.rows() == [
        ("S0001", "award", 5_000_001), ("S0001", "cut", None),
    ]  # fmt: skip
