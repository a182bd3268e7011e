"""The large county: the small one's columns and magnitudes, as a facts folder."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from permu.sample import write_parquet_county
from permu.sample.parquet import credit_codes
from permu.terms.credit_code import is_credit_code
from permu.terms.digests import folder_digest
from permu.terms.facts import Facts
from permu.terms.refusal import Refused


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder = tmp_path_factory.mktemp("large")
    write_parquet_county(folder, enterprises=20_000)
    return Facts.load(folder)


def test_it_has_the_columns_of_the_small_county(large: Facts, truth: Facts) -> None:
    assert set(large.table.columns) == set(truth.table.columns)
    assert len(large.table) == 20_000


def test_codes_and_names_are_distinct_and_codes_valid(large: Facts) -> None:
    assert large.table["subject"].n_unique() == large.table["name"].n_unique() == 20_000
    assert all(is_credit_code(code) for code in large.table["subject"])


def test_a_million_numbers_give_a_million_codes() -> None:
    assert credit_codes(np.arange(1_000_000)).n_unique() == 1_000_000


@pytest.mark.parametrize(
    "item", ["industrial_value_added", "vat_paid", "average_staff", "cod", "electricity"]
)
def test_its_medians_are_the_small_countys(large: Facts, truth: Facts, item: str) -> None:
    ratio = large.table[item].median() / truth.table[item].median()

    assert 0.7 < ratio < 1.4


def test_nobody_uses_less_than_no_land(large: Facts) -> None:
    used = large.table.select(
        pl.col("land_owned") + pl.col("land_leased_in") - pl.col("land_leased_out")
    )

    assert used.min().item() > 0


def test_the_same_size_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_parquet_county(tmp_path / name, enterprises=500, seed=7)

    assert folder_digest(tmp_path / "one") == folder_digest(tmp_path / "two")


@pytest.mark.parametrize("enterprises", [0, 1_000_001])
def test_a_size_that_cannot_be_is_refused(tmp_path: Path, enterprises: int) -> None:
    with pytest.raises(Refused, match="大样本可以有 1 至 1000000 家企业"):
        write_parquet_county(tmp_path, enterprises=enterprises)
