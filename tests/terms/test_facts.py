"""Facts are kept exactly, their order is nothing, and damage never passes for data."""

import json
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from permu.terms import digests
from permu.terms.facts import CELLS, Facts, no_cells, write_table
from permu.terms.items import item
from permu.terms.refusal import Refused

int64 = st.integers(-(2**63), 2**63 - 1)
rows = st.dictionaries(
    st.text("0123456789ABC", min_size=1, max_size=4), st.tuples(int64 | st.none(), st.booleans() | st.none()),
    min_size=1, max_size=8,
)  # fmt: skip


def facts(
    table: dict[str, tuple[int | None, bool | None]], cells: pl.DataFrame | None = None
) -> Facts:
    columns = {
        "subject": list(table),
        "land_owned": [land for land, _ in table.values()],
        "is_above_scale": [flag for _, flag in table.values()],
    }
    schema = {"subject": pl.String(), "land_owned": pl.Int64(), "is_above_scale": pl.Boolean()}
    return Facts(
        table=pl.DataFrame(columns, schema=schema),
        cells=no_cells() if cells is None else cells,
        year=2025, as_of=date(2026, 2, 28),
    )  # fmt: skip


def cell(**known: str) -> pl.DataFrame:
    return pl.DataFrame([{name: known.get(name) for name in CELLS}], schema=CELLS)


@given(rows, st.randoms(use_true_random=False))
def test_row_order_is_nothing(
    table: dict[str, tuple[int | None, bool | None]], chance: object
) -> None:
    shuffled = list(table.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert facts(table).digest == facts(dict(shuffled)).digest
    assert facts(dict(shuffled)).table["subject"].to_list() == sorted(table)


@given(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=6), st.integers(1, 4))
def test_a_subject_twice_is_refused_wherever_it_stands(names: list[str], at_a_time: int) -> None:
    table = pl.DataFrame({"subject": names})
    with patch.object(digests, "AT_A_TIME", at_a_time):
        try:
            found = Facts(table=table, cells=no_cells(), year=2025, as_of=date(2026, 2, 28))
        except Refused:
            assert len(set(names)) < len(names)
        else:
            assert found.table["subject"].to_list() == sorted(set(names))
            assert len(set(names)) == len(names)


@given(rows)
def test_what_is_kept_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, tuple[int | None, bool | None]]
) -> None:
    folder = tmp_path_factory.mktemp("facts")
    known = facts(table, cell(subject="A", item="land_owned", cell="F5", raw="１２.5亩"))
    known.save(folder)
    again = Facts.load(folder)
    assert again.digest == known.digest
    assert again.table.equals(known.table)
    assert again.cells.equals(known.cells)
    assert (again.year, again.as_of) == (known.year, known.as_of)


def test_missing_is_not_zero() -> None:
    assert facts({"A": (None, None)}).digest != facts({"A": (0, False)}).digest
    assert facts({"A": (None, None)}).number("A", "land_owned") is None
    assert facts({"A": (0, False)}).number("A", "land_owned") == 0
    assert facts({"A": (0, False)}).number("A", "output") is None


def test_a_figure_is_given_in_the_unit_of_its_item() -> None:
    scale = item("land_owned").scale
    assert facts({"A": (125 * 10 ** (scale - 1), None)}).number("A", "land_owned") == Fraction(
        "12.5"
    )


def test_another_year_or_another_day_is_another_digest() -> None:
    known = facts({"A": (1, True)})
    other_day = Facts(table=known.table, cells=known.cells, year=2025, as_of=date(2026, 3, 1))
    other_year = Facts(table=known.table, cells=known.cells, year=2024, as_of=known.as_of)
    assert len({known.digest, other_day.digest, other_year.digest}) == 3


def test_a_subject_twice_is_refused() -> None:
    known = facts({"A": (1, True)})
    with pytest.raises(Refused, match="subject"):
        Facts(table=pl.concat([known.table] * 2), cells=no_cells(), year=2025, as_of=known.as_of)


def test_a_subject_without_a_code_is_refused() -> None:
    nobody = facts({"A": (1, True)}).table.with_columns(subject=pl.lit(None, pl.String))
    with pytest.raises(Refused, match="subject"):
        Facts(table=nobody, cells=no_cells(), year=2025, as_of=date(2026, 2, 28))


def test_a_figure_kept_as_a_float_is_refused() -> None:
    floats = facts({"A": (1, True)}).table.with_columns(pl.col("land_owned").cast(pl.Float64))
    with pytest.raises(Refused, match="land_owned"):
        Facts(table=floats, cells=no_cells(), year=2025, as_of=date(2026, 2, 28))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    facts({"A": (1, True), "B": (None, None)}, cell(subject="A", raw="1")).save(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["facts.parquet", "cells.parquet", "facts.json"])
def test_a_file_that_is_gone_or_cut_short_is_refused(kept: Path, name: str) -> None:
    whole = (kept / name).read_bytes()
    (kept / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused, match="数据目录不完整或已被改动"):
        Facts.load(kept)
    (kept / name).unlink()
    with pytest.raises(Refused, match="数据目录不完整或已被改动"):
        Facts.load(kept)


@pytest.mark.parametrize("name", ["facts.parquet", "cells.parquet"])
def test_a_table_changed_afterwards_is_refused(kept: Path, tmp_path: Path, name: str) -> None:
    other = tmp_path / "other"
    facts({"A": (2, True), "B": (None, None)}, cell(subject="A", raw="2")).save(other)
    shutil.copy(other / name, kept / name)
    with pytest.raises(Refused, match="SHA-256"):
        Facts.load(kept)


@pytest.mark.parametrize("damage", [{"year": 2024}, {"as_of": "2026-03-01"}, {"digest": ""}])
def test_a_description_changed_afterwards_is_refused(kept: Path, damage: dict[str, object]) -> None:
    about = json.loads((kept / "facts.json").read_text("utf-8"))
    (kept / "facts.json").write_text(json.dumps(about | damage), "utf-8")
    with pytest.raises(Refused, match="SHA-256"):
        Facts.load(kept)


@pytest.mark.parametrize(
    "damage",
    ["[]", "{}", '{"year": 2025, "as_of": "soon", "digest": "", "cells_digest": ""}', "null"],
)
def test_a_description_that_is_none_is_refused(kept: Path, damage: str) -> None:
    (kept / "facts.json").write_text(damage, "utf-8")
    with pytest.raises(Refused, match="数据目录不完整或已被改动"):
        Facts.load(kept)


def test_a_column_nobody_catalogued_is_refused(kept: Path) -> None:
    table = pl.read_parquet(kept / "facts.parquet").with_columns(luck=pl.lit(7))
    table.write_parquet(kept / "facts.parquet")
    with pytest.raises(Refused, match="luck"):
        Facts.load(kept)


def test_a_held_figure_is_told_from_a_missing_one() -> None:
    cells = pl.DataFrame(
        [
            {"subject": "a", "item": "vat_paid", "status": "held", "note": "合计对不上"},
            {"subject": "a", "item": "stamp_tax", "status": "missing"},
            {"subject": "a", "item": "land_owned", "status": "read"},
        ],
        schema=CELLS,
    )
    table = pl.DataFrame({"subject": ["a"], "land_owned": [1]})
    facts = Facts(table=table, cells=cells, year=2025, as_of=date(2026, 2, 28))

    settled = Facts(table=table, cells=cells.head(0), year=2025, as_of=date(2026, 2, 28))

    assert facts.held.rows() == [("a", "vat_paid")]
    assert facts.digest != settled.digest


def test_facts_of_the_place_that_does_not_exist_are_synthetic() -> None:
    table = pl.DataFrame({"subject": ["91990101MA00000000"]})
    real = pl.DataFrame({"subject": ["91330683MA00000000"]})

    assert Facts(table=table, cells=no_cells(), year=2025, as_of=date(2026, 2, 28)).is_synthetic
    assert not Facts(table=real, cells=no_cells(), year=2025, as_of=date(2026, 2, 28)).is_synthetic


@given(
    st.sampled_from(["", "graded", "样例" * 30]), st.integers(0, 300), st.integers(0, 3),
    st.lists(st.sampled_from(["", "a", None]), max_size=3),
)  # fmt: skip
def test_a_column_of_one_text_is_stored_as_any_other_is(
    word: str, rows: int, chunks: int, others: list[str | None]
) -> None:
    part = pl.DataFrame({"n": range(rows)}).with_columns(
        word=pl.lit(word), none=pl.lit(None, dtype=pl.String)
    )
    last = pl.DataFrame(
        {"n": range(len(others)), "word": others}, schema_overrides={"word": pl.String}
    )
    table = pl.concat([part] * chunks + [last], how="diagonal")
    with TemporaryDirectory() as folder:
        plain, kept = Path(folder) / "plain", Path(folder) / "kept"
        table.write_parquet(plain, compression="zstd", compression_level=1)
        write_table(table, kept)
        assert kept.read_bytes() == plain.read_bytes()
        assert_frame_equal(pl.read_parquet(kept), table)


def test_many_different_numbers_are_stored_as_whole_numbers_in_less_room(tmp_path: Path) -> None:
    number = pl.int_range(2**17)
    table = pl.select(
        mixed=number * 48_271 % (2**31 - 1),
        capped=pl.when(number % 3 > 0).then(number * 69_621 % (2**31 - 1)).otherwise(45_000_000),
        lacking=pl.when(number % 7 > 0).then(-number),
        few=number % 9,
    )
    table.write_parquet(tmp_path / "plain", compression="zstd", compression_level=1)
    write_table(table, tmp_path / "kept")

    assert_frame_equal(pl.read_parquet(tmp_path / "kept"), table)
    metadata = [pl.read_parquet_metadata(tmp_path / name) for name in ("plain", "kept")]
    assert metadata[0] == metadata[1]  # the schema, as other readers of Parquet know it
    plain, kept = ((tmp_path / name).stat().st_size for name in ("plain", "kept"))
    assert kept < 0.9 * plain
