"""One digest for one content, and never one for two."""

from datetime import date
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.terms import digests
from permu.terms.digests import file_digest, folder_digest, table_digest

texts = st.lists(st.text(max_size=6) | st.none(), max_size=6)


def test_the_digest_of_a_table_does_not_move_between_versions_and_machines() -> None:
    table = pl.DataFrame(
        {"subject": ["样例", None], "score": [1, None], "on": [date(2026, 2, 28), None]}
    )
    assert table_digest(table) == table_digest(table.rechunk())
    assert table_digest(table) == table_digest(pl.concat([table[:1], table[1:]], rechunk=False))


@given(texts, texts)
def test_two_tables_of_text_have_one_digest_only_if_they_are_equal(
    one: list[str], other: list[str]
) -> None:
    first, second = (pl.DataFrame({"x": pl.Series(t, dtype=pl.String)}) for t in (one, other))
    assert (table_digest(first) == table_digest(second)) == (one == other)


@given(texts, st.integers(1, 7))
def test_the_digest_does_not_hang_on_how_many_rows_are_taken_at_a_time(
    texts: list[str], rows: int
) -> None:
    table = pl.DataFrame({"x": pl.Series(texts, dtype=pl.String), "n": range(len(texts))})
    with patch.object(digests, "AT_A_TIME", rows):
        found = table_digest(table)
    assert found == table_digest(table)


def test_a_flag_is_not_a_number_and_nothing_is_not_empty() -> None:
    kinds = [pl.Series("x", [True]), pl.Series("x", [1]), pl.Series("x", [None], dtype=pl.Int64),
             pl.Series("x", [0]), pl.Series("x", [""]), pl.Series("x", [None], dtype=pl.String),
             pl.Series("x", [date(1970, 1, 2)])]  # fmt: skip
    assert len({table_digest(column.to_frame()) for column in kinds}) == len(kinds)


def test_the_name_and_the_order_of_columns_count() -> None:
    table = pl.DataFrame({"a": [1], "b": [2]})
    assert table_digest(table) != table_digest(table.select("b", "a"))
    assert table_digest(table) != table_digest(table.rename({"a": "c"}))


@pytest.mark.parametrize("column", [pl.Series([2.5]), pl.Series(["2.5"]).str.to_decimal(scale=1)])
def test_what_would_lose_its_decimals_has_no_digest(column: pl.Series) -> None:
    with pytest.raises(TypeError, match="official table"):
        table_digest(column.to_frame())


def test_a_folder_is_its_names_and_contents_wherever_it_lies(tmp_path: Path) -> None:
    for place in ("here", "there"):
        (tmp_path / place / "inner").mkdir(parents=True)
        (tmp_path / place / "inner" / "a.txt").write_text("亩", "utf-8")
    assert folder_digest(tmp_path / "here") == folder_digest(tmp_path / "there")
    (tmp_path / "there" / "inner" / "a.txt").rename(tmp_path / "there" / "inner" / "b.txt")
    assert folder_digest(tmp_path / "here") != folder_digest(tmp_path / "there")


def test_a_file_is_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert file_digest(tmp_path / "empty").startswith("e3b0c44298fc1c14")
