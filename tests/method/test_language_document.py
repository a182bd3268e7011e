"""The reference of the language names every key and kind, and its examples are what the reader reads."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from permu.method import library_methods, load_method
from permu.method.cases.files import read_cases
from permu.method.model import (
    AdjustmentKind,
    BenchmarkKind,
    ConditionKind,
    MeasureKind,
    ScoringKind,
    State,
    Status,
    WhenMissing,
)
from permu.method.reading.book import Book
from permu.method.reading.conditions import read_condition
from permu.method.reading.faults import Faults
from permu.method.reading.tables import Table

REFERENCE = Path(__file__).parents[2] / "docs" / "developers" / "method-language.md"
TEXT = REFERENCE.read_text("utf-8")
WORDS = set(re.findall(r"\w+", TEXT))
CONDITIONS = re.findall(r"`(\{ kind = .*\})` \|", TEXT.split("## Conditions")[1].split("\n## ")[0])
KINDS = (
    AdjustmentKind, BenchmarkKind, ConditionKind, MeasureKind, ScoringKind, State, Status, WhenMissing,
)  # fmt: skip


@pytest.mark.parametrize("kind", [name for kinds in KINDS for name in get_args(kinds)])
def test_every_kind_is_in_the_reference(kind: str) -> None:
    assert kind in WORDS


def test_every_key_that_a_method_of_the_library_may_hold_is_in_the_reference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: set[str] = set()
    has = Table.has

    def noting(table: Table, key: str) -> bool:
        if not {"facts", "step", "points", "measures", "counts"} & set(table.path):
            asked.add(key)
        return has(table, key)

    monkeypatch.setattr(Table, "has", noting)
    for folder in library_methods():
        read_cases(folder, load_method(folder), Faults())

    assert {key for key in asked if "_per_" not in key} - WORDS == set()


@pytest.mark.parametrize("block", re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL))
def test_an_example_of_the_reference_is_toml(block: str) -> None:
    assert tomllib.loads(block)


def test_the_reference_has_an_example_of_nearly_every_condition() -> None:
    assert len(CONDITIONS) >= 7


@pytest.mark.parametrize("example", CONDITIONS)
def test_an_example_of_a_condition_is_read_without_a_fault(example: str) -> None:
    values = tomllib.loads(f"when = {example}", parse_float=Decimal)["when"]
    faults = Faults()

    read_condition(Table("", ("group", "when"), values, {}, faults), Book(notice=None))

    assert faults.findings == []
