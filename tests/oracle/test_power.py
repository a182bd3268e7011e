"""That the comparison sees: every rule of the method changed by a little, and every column by one cell, is noticed."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest

from permu.engine import evaluate
from permu.method import load_method
from permu.method.model import Method
from permu.sample import SAMPLE_METHOD

from .comparing import differences
from .conftest import County, Decided

ANY = "workbooks-2025"
TIED = "four scores among all, so that ties stand across every cut"
QUOTAS = "ten of a group, whose quotas end on a half"
HALVES = "scores of half a hundredth"

# What is changed: the file, what the method says, what it says instead, and the county in which it shows.
CHANGES = {
    "weights": ("below.toml", {"weight = 60": "weight = 59.9", "weight = 40": "weight = 40.1"}, ANY),
    "a published benchmark": ("below.toml", {"value = 12,": "value = 12.001,"}, ANY),
    "a computed benchmark": ("above.toml", {'kind = "group_mean"': 'kind = "best"'}, ANY),
    "the cap": ("below.toml", {"cap = 1.5": "cap = 1.499"}, ANY),
    "the floor": ("below.toml", {"floor = 0": "floor = 0.001"}, "refunds greater than taxes"),
    "points for want of data": ("above.toml", {'{ kind = "mean_points"': '{ kind = "zero"'}, ANY),
    "the decimals of the score": ("below.toml", {"decimals = 2": "decimals = 3"}, ANY),
    "the rounding of the score": ("below.toml", {'2\nrounding = "half_up"': '2\nrounding = "half_even"'}, HALVES),
    "the bonuses' cap": ("above.toml", {"bonus_cap = 4": "bonus_cap = 5"}, ANY),
    "the shares": ("below.toml", {"[20, 45, 30, 5]": "[20, 45, 29, 6]"}, ANY),
    "the rounding of quotas": ("below.toml", {'5]\nrounding = "half_up"': '5]\nrounding = "down"'}, QUOTAS),
    "the rule for ties": ("below.toml", {'ties = "better"': 'ties = "worse"'}, TIED),
    "when quotas are cut": ("below.toml", {'"before_adjustments"': '"after_adjustments"'}, ANY),
    "a tax left out": ("method.toml", {'"vat_paid", ': ""}, ANY),
    "a landlord's land": ("method.toml", {'minus = ["land_leased_out"]\n': ""}, ANY),
    "how old is new": ("method.toml", {"value = 2 }": "value = 3 }"}, ANY),
    "a bonus": ("method.toml", {"points = 3": "points = 2.5"}, ANY),
    "the tax that A needs": ("method.toml", {'value = 3, unit = "10k_yuan/mu"': 'value = 2.9999995, unit = "10k_yuan/mu"'}, "tax of just 3 per mu, and a millionth less"),
    "a veto": ("method.toml", {'"veto"\ngrade = "D"': '"veto"\ngrade = "C"'}, ANY),
    "a surcharge": ("method.toml", {"rate = 0.3": "rate = 0.31"}, ANY),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_method_that_is_not_the_notice_is_noticed(
    change: str, county: County, decided: Decided, tmp_path: Path
) -> None:
    file, says_instead, name = CHANGES[change]
    folder = copytree(SAMPLE_METHOD, tmp_path / "method")
    text = (folder / file).read_text("utf-8")
    for says, instead in says_instead.items():
        assert says in text
        text = text.replace(says, instead, 1)
    (folder / file).write_text(text, "utf-8")

    assert differences(decided(name), evaluate(load_method(folder), county(name)))


@pytest.mark.parametrize(
    "column", ["state", "group", "points:tax_per_mu", "base_score", "bonus", "score", "rank", "grade_by_rank", "grade"]
)  # fmt: skip
def test_one_cell_of_the_result_is_noticed(
    column: str, county: County, decided: Decided, method: Method
) -> None:
    evaluation = evaluate(method, county(ANY))
    cell = pl.col(column)
    other = cell + 1 if evaluation.table.schema[column] == pl.Int64 else cell + "?"
    is_last = pl.int_range(pl.len()) == evaluation.table["rank"].arg_max()
    changed = evaluation.table.with_columns(
        pl.when(is_last).then(other).otherwise(cell).alias(column)
    )

    (found,) = differences(decided(ANY), replace(evaluation, table=changed))

    assert f" {column}: oracle " in found


def test_one_fen_of_a_measure_is_noticed(county: County, decided: Decided, method: Method) -> None:
    evaluation = evaluate(method, county(ANY))
    is_first = pl.int_range(pl.len()) == evaluation.measures["amount"].is_not_null().arg_max()
    amount = pl.when(is_first).then(pl.col("amount") + 1).otherwise("amount").alias("amount")

    (found,) = differences(
        decided(ANY),
        replace(evaluation, measures=evaluation.measures.with_columns(amount)),
    )

    assert " amount:" in found
