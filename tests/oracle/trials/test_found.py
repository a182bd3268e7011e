"""What this search has found, each as a case by itself."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from permu.engine import evaluate
from permu.engine.frontier import efficiency
from permu.engine.next_grade import Ways
from permu.method.model import Condition, Method
from tests.engine import builders as b

from .moving import Stood
from .test_next_grade import Asked, held


def by_output(grading: Any, **changes: Any) -> Method:
    """Ranked by 产值 alone."""
    one = b.indicator(
        "i_output", numerator="output", denominator="", unit="10k_yuan", **changes
    )  # fmt: skip
    return b.method(b.group(one, grading=b.grading(**grading)))


def test_a_loss_is_raised_by_shares_of_itself_not_of_what_is_usual() -> None:
    half = {"shares": tuple(map(Decimal, (50, 50, 0, 0)))}
    method = by_output(half, benchmark=b.published(1), when_negative="keep")
    known = b.facts([{"output": each} for each in ("0.001", "0.001", "-7", "-8")])
    found = Ways(evaluate(method, known), method, known).of(["S0003"])["S0003"]
    assert [step.after > 0 for step in found.steps] == [True]


def test_a_way_that_grows_too_large_to_be_true_does_not_hold() -> None:
    """Two and a half times a mean of two is beyond any of the two."""
    from_score = {"kind": "thresholds", "shares": (), "at_least": tuple(map(Decimal, (250, 50, 0)))}
    one = b.indicator(benchmark=b.benchmark("mean_of_values"))
    method = b.method(b.group(one, grading=b.grading(**from_score)))
    known = b.taxed(10**9, 3 * 10**9)
    ways = Ways(evaluate(method, known), method, known)
    way = ways.of(["S0001"])["S0001"]
    assert way.first[0].figure == "land_area"
    found = ways.anew(way)
    assert found is not None
    assert (found.holds, found.steps) == (False, None)


def test_a_way_is_the_same_whoever_else_is_asked_about() -> None:
    """Who has nothing of a figure is measured by what is usual in its group, not among those asked about."""
    half = {"shares": tuple(map(Decimal, (50, 50, 0, 0)))}
    method = by_output(half, benchmark=b.published(1))
    known = b.facts([{"output": each} for each in (0, "0.00001", 5000, 6000, 7000, "0.00002")])
    ways = Ways(evaluate(method, known), method, known)
    assert ways.of()["S0001"].steps
    assert ways.of(["S0001"])["S0001"] == ways.of()["S0001"]


def test_who_is_left_behind_in_a_tie_at_the_last_place_of_a_grade_falls() -> None:
    """Five, of whom three share the third and last place of B; the one that leaves for A lets the other two down."""
    method = by_output({}, benchmark=b.published(1))
    known = b.facts([{"output": each} for each in (1, 1, 1, 9, 9)])
    evaluation = evaluate(method, known)
    assert evaluation.table["grade"].to_list() == ["B", "B", "B", "A", "A"]
    way = Ways(evaluation, method, known).of(["S0001"])["S0001"]
    assert way.displaced == ("S0002", "S0003")


def test_who_stands_inside_a_grade_keeps_it_with_fewer_points_while_nobody_passes() -> None:
    """By rank A, held to C for too little 营业收入: more of it costs points for R&D, and the next is still far behind."""
    turnover = b.indicator(
        "i_sales", numerator="sales_revenue", weight=Decimal(10), benchmark=b.published(100)
    )
    research = b.indicator(
        "i_rd", numerator="rd_expense", denominator="sales_revenue", unit="percent",
        weight=Decimal(90), benchmark=b.published(100),
    )  # fmt: skip
    is_small = Condition(kind="less_than", item="sales_revenue", value=Decimal(10), unit="10k_yuan")
    small = b.adjustment("small", "ceiling", grade="C", when=is_small)
    half = b.grading(shares=tuple(map(Decimal, (50, 50, 0, 0))))
    method = b.method(b.group(turnover, research, grading=half, adjustments=(small,)))
    known = b.facts(
        [
            {"land_area": 1, "rd_expense": 10, "sales_revenue": 5},
            {"land_area": 1, "rd_expense": 1, "sales_revenue": 20},
        ]
    )
    way = Ways(evaluate(method, known), method, known).of(["S0001"])["S0001"]
    assert (way.grade, way.next) == ("C", "A")
    assert [(step.figure, step.change) for step in way.steps] == [("sales_revenue", 1)]
    assert way.displaced == ()


def test_land_below_zero_is_no_land_to_move() -> None:
    """What is divided by must be above zero: such a value is missing, and it is said so, not that more land earns nothing."""
    per_mu = b.indicator(scoring="inverse", cap=Decimal("1.5"), when_missing="penalty", when_negative="keep")  # fmt: skip
    output = b.indicator("i_output", numerator="output", denominator="", unit="10k_yuan")
    from_score = {"kind": "thresholds", "shares": (), "at_least": tuple(map(Decimal, (90, 75, 60)))}
    method = b.method(b.group(per_mu, output, grading=b.grading(**from_score)))
    known = b.facts([{"evaluated_tax": 12, "land_area": -1, "output": 1}])
    way = Ways(evaluate(method, known), method, known).of(["S0001"])["S0001"]
    assert dict(way.beyond)["land_area"] == "missing"


def test_nobody_is_told_to_turn_energy_below_zero_into_some() -> None:
    """The value is missing; that an energy of 19 in its place would score is a correction, not a way, for either reading."""
    intensity = b.indicator(
        "i_value", numerator="industrial_value_added", denominator="energy_equivalent",
        unit="10k_yuan/tce", weight=Decimal(50), scoring="reciprocal", when_missing="zero",
        benchmark=b.published("0.07"), cap=Decimal("1.5"),
    )  # fmt: skip
    output = b.indicator("i_output", numerator="output", denominator="", unit="10k_yuan", weight=Decimal(50), benchmark=b.published(1))  # fmt: skip
    from_score = {"kind": "thresholds", "shares": (), "at_least": tuple(map(Decimal, (90, 75, 60)))}
    method = b.method(b.group(intensity, output, grading=b.grading(**from_score)))
    known = b.facts([{"industrial_value_added": 1, "energy_equivalent": -1, "output": "0.3"}])
    one = Asked(method, Ways(evaluate(method, known), method, known), Stood(method, known))
    assert dict(one.ways.of()["S0001"].beyond)["energy_equivalent"] == "missing"
    assert one.gains("S0001", one.stood.after("S0001", {"energy_equivalent": Fraction(19)}))
    held(one)


def test_a_unit_is_reached_by_itself_where_a_near_twin_stands_for_it_on_the_frontier() -> None:
    """Inputs a millionth of a millionth apart, and one output that all have alike."""
    random = np.random.default_rng(0)
    put_in = random.lognormal(1, 1, (19, 1)) * [1.0, 7.0e5]
    put_in[:9] = put_in[10:] * (1 + 1e-12)
    found = efficiency(put_in, np.full((19, 1), 1e8), orientation="output")
    assert found.theta.tolist() == [1.0] * 19
    assert np.isfinite(found.targets).all()
