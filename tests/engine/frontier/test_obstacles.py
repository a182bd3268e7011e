"""Obstacle degrees: contribution × deviation, as shares of all that a subject lacks."""

from decimal import Decimal

import polars as pl
import pytest

from permu.engine import evaluate
from permu.engine.frontier import obstacles
from tests.engine import builders as b

TAX = b.indicator("tax", weight=Decimal(60), cap=Decimal("1.5"))
SALES = b.indicator(
    "sales", numerator="sales_revenue", weight=Decimal(40), benchmark=b.published(100)
)
METHOD = b.method(b.group(TAX, SALES))


def degrees(*rows: dict[str, object]) -> pl.DataFrame:
    return obstacles(evaluate(METHOD, b.facts(list(rows))), METHOD)


def test_the_degree_is_contribution_times_deviation_over_their_sum() -> None:
    # Tax: 20 ÷ 20 × 60 = 60 of 90 points, deviation 1/3; sales: 50 ÷ 100 × 40 = 20 of 40, deviation 1/2.
    found = degrees({"evaluated_tax": 20, "sales_revenue": 50, "land_area": 1})

    lacking = {"tax": 0.6 / 3, "sales": 0.4 / 2}
    shares = {name: part / sum(lacking.values()) for name, part in lacking.items()}
    assert dict(found.select("indicator", "obstacle").iter_rows()) == pytest.approx(shares)
    assert found["contribution"].to_list() == pytest.approx([0.6, 0.4])


def test_without_a_cap_the_most_that_anybody_has_is_full() -> None:
    found = degrees(
        {"evaluated_tax": 30, "sales_revenue": 200, "land_area": 1},
        {"evaluated_tax": 30, "sales_revenue": 100, "land_area": 1},
    )

    sales = found.filter(pl.col("indicator") == "sales")
    assert sales["deviation"].to_list() == pytest.approx([0.0, 0.5])


def test_who_lacks_nothing_has_no_obstacle_and_the_others_add_up_to_one() -> None:
    found = degrees(
        {"evaluated_tax": 99, "sales_revenue": 900, "land_area": 1},
        {"evaluated_tax": 1, "sales_revenue": 7, "land_area": 1},
    )

    by_subject = found.group_by("subject", maintain_order=True).agg(
        pl.col("obstacle").sum(), pl.col("obstacle").null_count().alias("none")
    )
    assert by_subject["none"].to_list() == [2, 0]
    assert by_subject["obstacle"][1] == pytest.approx(1.0)


def test_the_greatest_obstacle_of_each_stands_first() -> None:
    found = degrees({"evaluated_tax": 29, "sales_revenue": 1, "land_area": 1})

    assert found["indicator"].to_list() == ["sales", "tax"]


def test_who_is_not_scored_has_no_row() -> None:
    assert degrees({"evaluated_tax": None, "sales_revenue": 1, "land_area": 1}).is_empty()
