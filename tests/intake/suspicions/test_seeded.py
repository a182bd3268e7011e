"""Slips put into a clean county: what the rules find of them, and how little they say where there is none.

The counts of the table in docs/officials/可疑数据.md are these: `python -m tests.intake.suspicions.test_seeded` prints it.
"""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random

import polars as pl
import pytest

from permu.intake.suspicions import suspicions
from permu.sample.county import settled
from permu.sample.names import Namer
from permu.sample.truth import truth_facts
from permu.terms.facts import Facts

FIRMS, SEEDED = 600, 12
TEN, UNIT = Fraction(10), Fraction(10_000)
SLIPS = {"×10": TEN, "÷10": 1 / TEN, "×10000": UNIT, "÷10000": 1 / UNIT}

FOUND = {  # of 12 slips each, at least so many are told: ×10, ÷10, ×10000, ÷10000
    "output": (12, 12, 12, 12),
    "sales_revenue": (12, 12, 12, 12),
    "industrial_value_added": (12, 12, 12, 12),
    "rd_expense": (7, 11, 12, 12),
    "energy_equivalent": (12, 12, 12, 12),
    "electricity": (12, 12, 12, 12),
    "average_staff": (12, 12, 12, 12),
    "reported_staff": (12, 12, 12, 12),
    "land_owned": (12, 12, 12, 12),
    "land_used": (8, 10, 12, 12),
    "vat_paid": (12, 12, 12, 12),
    "urban_construction_tax": (12, 12, 12, 12),
    "land_use_tax": (12, 12, 12, 12),
    "stamp_tax": (10, 8, 12, 11),
    "cod": (3, 0, 12, 12),
}


@cache
def clean(seed: int = 2025) -> Facts:
    """The synthetic county without one planted error, land in use and declared staff beside it."""
    draw = Random(f"{seed}-{FIRMS}")
    everybody, _ = settled(draw, Namer(draw), FIRMS)
    facts = truth_facts(everybody)
    used = pl.col("land_owned") + pl.col("land_leased_in") - pl.col("land_leased_out")
    return replace(facts, table=facts.table.with_columns(
        land_used=used, reported_staff=pl.col("average_staff") * 21 // 20,
    ))  # fmt: skip


def seeded(facts: Facts, item: str, times: Fraction) -> tuple[Facts, set[str]]:
    """The facts with a slip in one item of some enterprises, and which they are."""
    known = facts.table.filter(pl.col(item) > 0)["subject"].to_list()
    chosen = Random(f"7-{item}").sample(known, SEEDED)
    slipped = pl.col(item) * times.numerator // times.denominator
    column = pl.when(pl.col("subject").is_in(chosen)).then(slipped).otherwise(pl.col(item))
    return replace(facts, table=facts.table.with_columns(column.alias(item))), set(chosen)


def told(facts: Facts, earlier: Facts | None = None) -> set[str]:
    return {one.subject for one in suspicions(facts, earlier=earlier) if one.subject}


def recall(item: str, *, earlier: Facts | None = None) -> tuple[int, ...]:
    """Of how many of the enterprises with a slip something is said, by slip."""
    slips = (seeded(clean(), item, times) for times in SLIPS.values())
    return tuple(len(told(facts, earlier) & chosen) for facts, chosen in slips)


@pytest.mark.parametrize("item", FOUND)
def test_slips_are_told(item: str) -> None:
    found = recall(item)

    assert all(got >= least for got, least in zip(found, FOUND[item], strict=True)), found


@pytest.mark.parametrize("item", ["output", "electricity", "average_staff"])
def test_beside_last_year_every_slip_is_told(item: str) -> None:
    assert recall(item, earlier=replace(clean(), year=2024)) == (SEEDED,) * len(SLIPS)


@pytest.mark.parametrize("seed", [2025, 7])
def test_of_a_clean_county_little_is_said(seed: int) -> None:
    assert len(told(clean(seed))) * 100 <= FIRMS  # one in a hundred at most


if __name__ == "__main__":
    for name in FOUND:
        print(name, *recall(name))  # noqa: T201
    print("clean", *(len(told(clean(seed))) for seed in (2025, 7, 3)))  # noqa: T201
