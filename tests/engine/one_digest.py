"""A method with means, ties, mean points and an unrounded score, and facts that make them matter."""

from decimal import Decimal

from permu.method.model import Condition
from permu.terms.facts import Facts
from tests.engine import builders as b

FIRST = b.indicator(benchmark=b.benchmark("group_mean"), weight=Decimal(60), cap=Decimal("1.5"))
SECOND = b.indicator(
    "rd", numerator="rd_expense", denominator="sales_revenue", unit="percent", weight=Decimal(40),
    benchmark=b.benchmark("group_mean"), when_missing="mean_points",
)  # fmt: skip
LARGE = Condition(kind="at_least", item="land_area", value=Decimal(10), unit="mu")
METHOD = b.method(
    b.group(FIRST, SECOND, id="large", when=LARGE, score=b.rule(decimals=None)),
    b.group(FIRST, SECOND, id="small", adjustments=(b.adjustment("veto", "veto", grade="D"),)),
)


def made_facts() -> Facts:
    """2,000 subjects, many of them alike."""
    return b.facts(
        [
            {
                "evaluated_tax": Decimal(n * n * 7919 % 100_003).scaleb(-3), "land_area": n % 40 + 1, "is_high_tech": n % 97 == 0,
                "rd_expense": n * 31 % 53 if n % 11 else None, "sales_revenue": n * 17 % 1009 + 1,
            }
            for n in range(2000)
        ]
    )  # fmt: skip
