"""What no draw of weights may touch: a full score, whatever the weights that make it up; found by this search."""

from decimal import Decimal
from typing import Any

import pytest

from permu.engine import evaluate
from permu.engine.robustness import Uncertainty, robustness
from permu.method.model import Method
from tests.engine import builders as b

ROUNDINGS = [(None, "half_up"), (0, "down"), (2, "down"), (2, "up"), (2, "half_up"), (2, "half_even")]  # fmt: skip
INDICATORS = [("i1", "output", "33.3"), ("i2", "sales_revenue", "16.7"), ("i3", "industrial_value_added", "50")]  # fmt: skip


def method(missing: str, score: dict[str, Any], **grading: Any) -> Method:
    """Three totals of 33.3, 16.7 and 50 points, full at 1 (10,000 yuan)."""
    indicators = [
        b.indicator(
            id_, numerator=figure, denominator="", unit="10k_yuan", weight=Decimal(weight),
            benchmark=b.published(1), when_missing=missing, cap=Decimal(1),
        )
        for id_, figure, weight in INDICATORS
    ]  # fmt: skip
    bonus = b.adjustment("bonus", "bonus", points=Decimal("0.005"))
    return b.method(b.group(
        *indicators, score=b.rule(**score), grading=b.grading(**grading), adjustments=(bonus,),
    ))  # fmt: skip


@pytest.mark.parametrize("kind", ["dirichlet"])
@pytest.mark.parametrize(("decimals", "rounding"), ROUNDINGS)
@pytest.mark.parametrize("missing", ["zero", "reweight"])
def test_a_full_score_is_full_under_any_weights(
    missing: str, decimals: int | None, rounding: str, kind: Any
) -> None:
    """By columns and by whole evaluations: 100 points reach 100, and 100.005 are rounded as they are."""
    full = {"output": 1, "sales_revenue": 1, "industrial_value_added": 1}
    known = b.facts([full, full | {"is_high_tech": True}, full | {"sales_revenue": "0.9"}])
    score = {"decimals": decimals, "rounding": rounding}
    least = {"kind": "thresholds", "shares": (), "at_least": tuple(map(Decimal, ("100.01", 100, 75)))}  # fmt: skip
    own = method(missing, score, **least)
    evaluation = evaluate(own, known)
    assert evaluation.table["grade"][0] == "B"
    uncertainty = Uncertainty(draws=300, engine_draws=20, weights=kind, spread=Decimal(1))
    found = robustness(own, evaluation, uncertainty)
    assert found.way == ("columns" if missing == "zero" else "engine")
    assert found.table["own"][0] == 1
    assert found.table["own"][1] == 1


def test_those_who_tie_beyond_what_a_float_tells_apart_fall_together() -> None:
    """A hundred million points, kept to a billionth, are more digits than float64 has."""
    one = b.indicator("i1", numerator="output", denominator="", unit="yuan", scoring="value", benchmark=b.benchmark("none"))  # fmt: skip
    shares = {"shares": tuple(map(Decimal, (50, 50, 0, 0))), "ties": "worse"}
    own = b.method(b.group(one, score=b.rule(decimals=None), grading=b.grading(**shares)))
    known = b.facts([{"output": 10_000 + each} for each in (0, 0, 0, 5)])
    evaluation = evaluate(own, known)
    assert evaluation.table["grade"].to_list() == ["B", "B", "B", "A"]
    found = robustness(own, evaluation, Uncertainty(draws=20, engine_draws=20, weights="uniform"))
    assert found.table["own"].to_list() == [1, 1, 1, 1]


@pytest.mark.parametrize("seed", [-1, 2**70])
def test_a_seed_that_is_none_is_refused(seed: int) -> None:
    from permu.terms.refusal import Refused

    with pytest.raises(Refused):
        Uncertainty(draws=20, weights="uniform", seed=seed)
