"""Counties in which little is known: nobody gets points that nothing gave."""

from decimal import Decimal

import pytest

from permu.engine import evaluate, evaluate_exactly
from permu.method.model import Condition
from tests.engine import builders as b

HALF = {"unit": "10k_yuan", "denominator": "", "weight": Decimal(50), "when_missing": "mean_points"}
OUTPUT = b.indicator("output", numerator="output", **HALF)
RESEARCH = b.indicator("research", numerator="rd_expense", **HALF)
PROJECT = b.scope("project", "ungraded", Condition(kind="is", item="builds_major_project"))


@pytest.mark.parametrize("run", [evaluate, evaluate_exactly])
@pytest.mark.parametrize("indicators", [(OUTPUT, RESEARCH), (RESEARCH, OUTPUT)])
def test_who_is_held_back_gives_the_others_no_mean_points_either(run, indicators) -> None:  # type: ignore[no-untyped-def]
    # Only the first has an output, but it waits for a mean of research that nobody ranked has.
    facts = b.facts(
        [
            {"output": 5, "rd_expense": None, "builds_major_project": False},
            {"output": None, "rd_expense": 3, "builds_major_project": True},
        ]
    )

    table = run(b.method(b.group(*indicators), scope=(PROJECT,)), facts).table

    assert table["state_rule"].to_list() == ["unmeasured:research", "unmeasured:output"]
    assert table["score"].to_list() == [None, None]
