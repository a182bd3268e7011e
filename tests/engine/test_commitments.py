"""What entry contracts demand, beside what was reached: exactly, and without a grade."""

from decimal import Decimal
from typing import Any

import pytest

from permu.engine import compare_commitments, evaluate
from permu.method.model import Commitment, Condition, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b


def commitment(id_: str = "tax", **changes: Any) -> Commitment:
    said: dict[str, Any] = {
        "id": id_, "label": "亩均税收", "when": b.EVERYBODY, "numerator": "evaluated_tax",
        "denominator": "supplied_land", "unit": "10k_yuan/mu", "value": Decimal(20),
        "source": b.CLAUSE,
    }  # fmt: skip
    return Commitment(**(said | changes))


def demanding(*commitments: Commitment) -> Method:
    return b.replace(b.method(), groups=(), commitments=commitments)


def on_land(*rows: tuple[object, object], **more: object) -> Facts:
    return b.facts([{"evaluated_tax": tax, "supplied_land": land} | more for tax, land in rows])


def verdicts(method: Method, facts: Facts) -> list[tuple[str | None, str | None, str]]:
    return compare_commitments(method, facts).select("promised", "reached", "verdict").rows()


def test_a_commitment_is_met_by_a_ratio_at_least_as_high_exactly() -> None:
    facts = on_land((60, 3), ("59.999999", 3), ("200000001", 10_000_000))

    assert verdicts(demanding(commitment()), facts) == [
        ("20", "20", "met"),
        ("20", "59999999/3000000", "short"),
        ("20", "20.0000001", "met"),
    ]


@pytest.mark.parametrize("row", [(None, 3), (60, None), (60, 0), (60, -1)])
def test_what_cannot_be_worked_out_is_unknown_and_not_short(row: tuple[object, object]) -> None:
    assert verdicts(demanding(commitment()), on_land(row)) == [("20", None, "unknown")]


def test_a_figure_in_doubt_makes_no_verdict() -> None:
    facts = b.with_held(on_land((None, 3)), ("S0001", "evaluated_tax"))

    assert verdicts(demanding(commitment()), facts) == [("20", None, "unknown")]


def test_a_value_agreed_case_by_case_is_read_from_the_facts_in_its_own_unit() -> None:
    agreed = commitment(value=None, promised="promised_tax_per_mu", unit="yuan/mu")
    facts = b.facts(
        [
            {"evaluated_tax": 60, "supplied_land": 3, "promised_tax_per_mu": promised}
            for promised in ("20", "20.5", None)
        ]
    )

    assert verdicts(demanding(agreed), facts) == [
        ("200000", "200000", "met"),
        ("205000", "200000", "short"),
        (None, "200000", "unknown"),
    ]


def test_a_commitment_concerns_those_for_whom_its_condition_holds() -> None:
    machines = commitment(when=Condition(kind="in_divisions", item="industry", codes=("34-35",)))
    total = commitment("total", denominator="", unit="10k_yuan", value=Decimal(50))
    facts = b.facts(
        {
            name: {"industry": code, "evaluated_tax": 60, "supplied_land": 2}
            for name, code in (("A", "C3411"), ("B", "C1310"), ("C", None))
        }
    )

    found = compare_commitments(demanding(machines, total), facts)

    assert found.select("subject", "commitment", "verdict").rows() == [
        ("A", "tax", "met"),
        ("A", "total", "met"),
        ("B", "total", "met"),
        ("C", "total", "met"),
    ]


def test_a_method_of_commitments_alone_refuses_to_grade_and_says_what_it_can_do() -> None:
    with pytest.raises(Refused) as refused:
        evaluate(demanding(commitment()), on_land((60, 3)))

    assert refused.value.code == "engine.no_groups"
    assert "约定与实际" in refused.value.text()


def test_a_method_without_commitments_has_nothing_to_compare() -> None:
    with pytest.raises(Refused, match="没有用地约定"):
        compare_commitments(b.method(), b.taxed(1))


def test_statistical_returns_of_one_respondent_prove_no_breach() -> None:
    with pytest.raises(Refused, match="统计法"):
        compare_commitments(demanding(commitment(numerator="statistical_output")), on_land((1, 1)))
