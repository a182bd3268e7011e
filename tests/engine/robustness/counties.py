"""Small counties with ties, for the tests of robustness."""

from decimal import Decimal
from typing import Any

import numpy as np

from permu.engine import evaluate
from permu.engine.robustness.drawing import County
from permu.method.model import Condition, Group, Indicator, Method
from permu.terms.facts import Facts
from tests.engine import builders as b

TECH = Condition(kind="is", item="is_high_tech")
GREEN = Condition(kind="is", item="green_factory")


def county(method: Method, given: Facts) -> County:
    return County(method=method, facts=given, earlier=None, evaluation=evaluate(method, given))


def indicators(**changes: Any) -> list[Indicator]:
    """Three ratios of weights 50, 30, 20, bounded at 0 and 1.5."""
    bounds: dict[str, Any] = {"cap": Decimal("1.5"), "floor": Decimal(0), "when_missing": "zero"}
    said = [
        ("tax", "evaluated_tax", "land_area", "10k_yuan/mu", 50, b.published(3)),
        ("energy", "industrial_value_added", "energy_equivalent", "10k_yuan/tce", 30, b.benchmark("group_mean")),
        ("rd", "rd_expense", "sales_revenue", "percent", 20, b.benchmark("group_mean")),
    ]  # fmt: skip
    return [
        b.indicator(
            id_, numerator=above, denominator=below, unit=unit, weight=Decimal(weight), benchmark=judged,
            **(bounds | changes),
        )
        for id_, above, below, unit, weight, judged in said
    ]  # fmt: skip


def population(seed: int, size: int, *, gaps: float = 0.1) -> Facts:
    """Figures of few values, so that many tie; some missing."""
    random = np.random.default_rng(seed)

    def figure(*values: object) -> list[object]:
        found = random.choice(np.array(values, dtype=object), size)
        return [None if random.random() < gaps else each for each in found]

    columns: dict[str, list[object]] = {
        "evaluated_tax": figure(1, 2, 3, 5, 8, 13), "land_area": [1] * size,
        "industrial_value_added": figure(1, 2, 3, 7, 20), "energy_equivalent": figure(1, 2, 5),
        "rd_expense": figure(0.5, 1, 2, 4), "sales_revenue": figure(10, 40, 100),
        "is_high_tech": list(random.random(size) < 0.15), "green_factory": list(random.random(size) < 0.1),
        "cluster": [["照明", "纺织", "机电"][n] for n in random.integers(0, 3, size)],
    }  # fmt: skip
    return b.facts(
        [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    )


def one_group(**changes: Any) -> Group:
    return b.group(*indicators(), **changes)
