"""Three notices as a careful reader takes them: typed from their text, each number beside its article.

Where the words of the sample county's notice allow more than one reading, this one was taken, as the engine does:

- 本组 in 第四、六条 (whose mean): those ranked in the group. 只计分 (major projects) and those who wait for a
  figure do not count.
- 第六条, 无排放数据: none of the four pollutants is known, or nothing was emitted; of some known, their sum counts.
- 第一、二条: who is not known to be a utility, new, small or building a major project is evaluated; who is not
  known to be above or below size, or is below size with unknown land, waits.
- 第二条, 未满两年: counted to the last day of the year evaluated, not to the day the facts were collected.
- 第八条: each group has its own ranking and shares.
- 第九、十条: D for an accident stands, also for who moved above size last year; one that nobody knows of is none.
- 第十一条: a surcharge is rounded to 分, half up.

The first three were taken after the comparison had shown a difference; no number of the notice was changed for it.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from .reckoning import Line, Notice, Row, Value, known_figures, number, total

TAXES = (
    "vat_paid", "vat_exempt_credit", "corporate_income_tax", "property_tax", "land_use_tax",
    "stamp_tax", "urban_construction_tax", "education_surcharge", "local_education_surcharge",
)  # fmt: skip
POLLUTANTS = ("cod", "ammonia_nitrogen", "sulfur_dioxide", "nitrogen_oxides")
TWO_YEARS_BEFORE_THE_END = date(2023, 12, 31)
LEAST_MU = 3
UTILITIES = "D"  # GB/T 4754-2017 门类: 电力、热力、燃气及水生产和供应业


def with_totals(row: Row) -> Row:
    """第三条: 评价税收, 用地面积 and 主要污染物排放量 beside the figures they come from.

    黄岩 and 临海 are known without their definitions: the same ones stand in, and 营业收入 for 主营业务收入.
    """
    owned, leased = total(row, "land_owned", "land_leased_in"), number(row, "land_leased_out")
    land = None if owned is None or leased is None else owned - leased
    emitted = known_figures(row, *POLLUTANTS)
    return {
        **row,
        "evaluated_tax": total(row, *TAXES),
        "land_area": land,
        "emissions": sum(emitted, Fraction()) if emitted else None,
        "main_revenue": number(row, "sales_revenue"),
    }


def sample_size(row: Row) -> str:
    """第一条: above size, below it with land enough or too small, or not known."""
    land, is_above = number(row, "land_area"), row["is_above_scale"]
    if is_above:
        return "above"
    if is_above is None or land is None:
        return ""
    return "below" if land >= LEAST_MU else "small"


def sample_scope(row: Row) -> tuple[str, str]:
    """第一、二条, in their order; a fact that nobody knows sets nobody apart."""
    size, commissioned = sample_size(row), row["commissioned_on"]
    group = "" if size == "small" else size
    if str(row["industry"]).startswith(UTILITIES):
        return "exempt", group
    if isinstance(commissioned, date) and commissioned > TWO_YEARS_BEFORE_THE_END:
        return "deferred", group
    if size == "small":
        return "deferred", group
    if not group:
        return "incomplete", group
    return ("ungraded" if row["builds_major_project"] else "graded"), group


def sample_adjust(row: Row, grade: str) -> str:
    """第九、十条: 直接评为 D 类 outdoes every other rule."""
    tax, land = number(row, "evaluated_tax"), number(row, "land_area")
    if tax is not None and land and tax / land < 3 and grade == "A":
        grade = "B"
    if row["is_new_above_scale"] and grade == "D":
        grade = "C"
    if row["environment_violations"] and grade in "AB":
        grade = "C"
    return "D" if row["major_safety_accidents"] else grade


def sample_measures(row: Row, grade: str) -> Mapping[str, Fraction | None]:
    """第十一条: the surcharge a year, in yuan; what is no money has no amount."""
    used = number(row, "electricity")
    if grade == "A":
        return {"priority": None}
    if grade == "C":
        return {"power_surcharge_c": None if used is None else used / 10}
    if grade == "D":
        surcharge = None if used is None else used * 3 / 10
        return {"power_surcharge_d": surcharge, "no_bidding": None}
    return {}


SAMPLE = Notice(
    scope=sample_scope,
    groups={
        "above": (
            Line(name="tax_per_mu", over="evaluated_tax", under="land_area", weight=Fraction(30), benchmark=Fraction(20)),
            Line(name="value_added_per_mu", over="industrial_value_added", under="land_area", weight=Fraction(20)),
            Line(name="value_added_per_tce", over="industrial_value_added", under="energy_equivalent", weight=Fraction(20)),
            Line(name="value_added_per_tonne_emitted", over="industrial_value_added", under="emissions", weight=Fraction(10), excused="emissions", instead="mean"),
            Line(name="labor_productivity", over="industrial_value_added", under="average_staff", weight=Fraction(10)),
            Line(name="rd_intensity", over="rd_expense", under="sales_revenue", weight=Fraction(10), excused="rd_expense", instead="zero"),
        ),
        "below": (
            Line(name="tax_per_mu", over="evaluated_tax", under="land_area", weight=Fraction(60), benchmark=Fraction(12)),
            Line(name="tax_per_kwh", over="evaluated_tax", under="electricity", weight=Fraction(40), benchmark=Fraction(8, 10), times=10_000),
        ),
    },
    cap=Fraction(3, 2),
    floor=Fraction(),
    decimals=2,
    bonus={"is_high_tech": 3, "green_factory": 2},
    bonus_cap=4,
    shares={"A": 20, "B": 45, "C": 30, "D": 5},
    adjust=sample_adjust,
    measures=sample_measures,
)  # fmt: skip


def by_scale(row: Row) -> tuple[str, str]:
    """黄岩: 规上 and 规下; nobody is left out, for the notice's own rules of scope are not known."""
    group: Value = row["is_above_scale"]
    return ("incomplete", "") if group is None else ("scored", "above" if group else "below")


HUANGYAN_2022 = Notice(
    scope=by_scale,
    groups={
        "above": (
            Line(name="tax_per_mu", over="evaluated_tax", under="land_area", weight=Fraction(30), benchmark=Fraction("24.097")),
            Line(name="value_added_per_mu", over="industrial_value_added", under="land_area", weight=Fraction(20), benchmark=Fraction("136.16")),
            Line(name="value_added_per_tce", over="industrial_value_added", under="energy_equivalent", weight=Fraction(20), benchmark=Fraction("2.694")),
            Line(name="value_added_per_tonne_emitted", over="industrial_value_added", under="emissions", weight=Fraction(10), benchmark=Fraction("4929.81"), excused="emissions", instead="mean"),
            Line(name="labor_productivity", over="industrial_value_added", under="average_staff", weight=Fraction(10), benchmark=Fraction("18.14")),
            Line(name="rd_intensity", over="rd_expense", under="main_revenue", weight=Fraction(10), benchmark=Fraction("0.0302")),
        ),
        "below": (
            Line(name="tax_per_mu", over="evaluated_tax", under="land_area", weight=Fraction(50), benchmark=Fraction("11.5932")),
            Line(name="tax_per_kwh", over="evaluated_tax", under="electricity", weight=Fraction(50), benchmark=Fraction("0.2352"), times=10_000),
        ),
    },
)  # fmt: skip


def by_land(row: Row) -> tuple[str, str]:
    """临海: more than 3 mu, or 3 mu and below."""
    land = number(row, "land_area")
    return (
        ("incomplete", "")
        if land is None
        else ("scored", "over_3_mu" if land > LEAST_MU else "up_to_3_mu")
    )


LINHAI_2014 = Notice(
    scope=by_land,
    groups={
        "over_3_mu": (
            Line(name="tax_per_mu", over="evaluated_tax", under="land_area", weight=Fraction(40), benchmark=Fraction(15)),
            Line(name="sales_per_mu", over="sales_revenue", under="land_area", weight=Fraction(10), benchmark=Fraction(300)),
            Line(name="value_added_per_tce", over="industrial_value_added", under="energy_equivalent", weight=Fraction(20), benchmark=Fraction(3)),
            Line(name="value_added_per_tonne_cod", over="industrial_value_added", under="cod", weight=Fraction(15), benchmark=Fraction(500)),
            Line(name="value_added_per_tonne_water", over="industrial_value_added", under="water", weight=Fraction(5), benchmark=Fraction("0.1")),
            Line(name="labor_productivity", over="industrial_value_added", under="average_staff", weight=Fraction(10), benchmark=Fraction(15)),
        ),
        "up_to_3_mu": (
            Line(name="tax_per_mu", over="evaluated_tax", under="land_area", weight=Fraction(50), benchmark=Fraction(15)),
            Line(name="sales_per_mu", over="sales_revenue", under="land_area", weight=Fraction(20), benchmark=Fraction(300)),
            Line(name="tax_per_kwh", over="evaluated_tax", under="electricity", weight=Fraction(30), benchmark=Fraction(2), times=10_000),
        ),
    },
)  # fmt: skip
