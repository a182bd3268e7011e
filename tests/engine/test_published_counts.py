"""The counts that governments published, as far as a rounding rule gives them, and the page that tells officials so."""

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from permu.engine import evaluate, evaluate_exactly
from permu.engine.grading import cuts
from permu.method.model import Grading, Method, Stage
from tests.engine import builders as b

PAGE = Path(__file__).parents[2] / "docs" / "officials" / "名额取整.md"
ROW = re.compile(r"\| (\d+) \| ([\d、]+) \| (\w+) \| ([\d、]+) \|")
ROWS = ROW.findall(PAGE.read_text("utf-8"))
ANYANG = (24, 24, 24, 24, 59, 40, 40)
"""Sizes of seven zones that would give what Anyang published in 2018; the true ones are not known."""


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split("、")]


def counts(grading: Grading, ranked: int) -> list[int]:
    return [last - first for first, last in pairwise([0, *cuts(grading, ranked), ranked])]


@pytest.mark.parametrize("row", ROWS, ids="-".join)
def test_the_page_on_rounding_tells_what_the_engine_cuts(row: tuple[str, ...]) -> None:
    ranked, shares, how, expected = row
    bounds = {"bounds": how} if how == "exclusive" else {"rounding": how}
    said = {"shares": tuple(map(Decimal, numbers(shares))), "grades": tuple("ABCD")}
    grading = b.grading(**said | bounds | {"grades": tuple("ABCD")[: len(numbers(shares))]})

    assert counts(grading, int(ranked)) == numbers(expected)


def test_the_page_has_its_rows() -> None:
    assert len(ROWS) == 9


def in_two_stages(**changes: object) -> Grading:
    """Anyang: the upper half by total tax, 15 %; the lower half by total tax, the last 10 %."""
    best, worst = (
        Stage(by_figure="evaluated_tax", share=Decimal(share), source=b.CLAUSE)
        for share in (15, 10)
    )
    said = {"kind": "two_stage", "grades": tuple("ABC"), "shares": (), "best": best, "worst": worst}
    return b.grading(**said | changes)


def zones(sizes: tuple[int, ...], **changes: object) -> Counter[str]:
    """How many of each grade, of zones of these sizes."""
    rows = [
        {"cluster": f"{zone}区", "evaluated_tax": number, "land_area": 1}
        for zone, size in enumerate(sizes)
        for number in range(1, size + 1)
    ]
    method: Method = b.method(b.group(each="cluster", grading=in_two_stages(**changes)))
    given = b.facts(rows)
    found = evaluate(method, given)

    assert found.digest == evaluate_exactly(method, given).digest
    return Counter(found.table["grade"].to_list())


def test_chaohus_120_are_24_54_36_and_6_however_they_are_rounded() -> None:
    for rounding in ("half_up", "half_even", "down", "up"):
        assert counts(b.grading(rounding=rounding), 120) == [24, 54, 36, 6]


def test_anyangs_39_small_ones_are_6_29_and_4_half_up() -> None:
    assert zones((39,)) == {"A": 6, "B": 29, "C": 4}
    assert zones((39,), rounding="down") == {"A": 5, "B": 31, "C": 3}


def test_anyangs_235_rounded_zone_by_zone_may_be_37_176_and_22() -> None:
    assert sum(ANYANG) == 235
    assert zones(ANYANG) == {"A": 37, "B": 176, "C": 22}


def test_anyangs_235_cut_together_would_be_35_and_24() -> None:
    assert zones(ANYANG, over="all_pools") == {"A": 35, "B": 176, "C": 24}
