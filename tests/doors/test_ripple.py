"""`permu ripple`: who would move if a figure were corrected, told before anything is decided."""

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook

from permu.sample import SAMPLE_METHOD
from tests.doors.conftest import Run


@pytest.fixture(scope="module")
def rising(demo: Path) -> str:
    """One of grade B that stands low in its ranking."""
    table = pl.read_parquet(demo / "result/evaluation.parquet")
    low = table.filter((pl.col("grade") == "B") & (pl.col("grade_by_rank") == "B"))
    return str(low.sort("group", "rank", descending=True)["subject"][2])


@pytest.fixture
def asked(run: Run, demo: Path):
    def call(*words: str | Path) -> Result:
        return run("ripple", "--method", SAMPLE_METHOD, "--facts", demo / "facts", *words)

    return call


def claim(code: str, vat: str = "9000") -> tuple[str, ...]:
    return "--set", f"{code}:vat_paid={vat}", "--set", f"{code}:企业所得税=3000万元"


def test_it_tells_who_is_corrected_who_gives_way_and_that_nothing_is_written(
    asked, rising: str, demo: Path
) -> None:
    files = sorted(demo.rglob("*"))
    said = asked(*claim(rising))

    assert said.exit_code == 0, said.output
    assert "更正为 9000 万元" in said.output
    assert said.output.count("名额不变，让位于") == 2  # once for each reading of the benchmarks
    assert "基准值不变" in said.output
    assert "重算" in said.output
    assert "没有写入任何数据" in said.output
    assert sorted(demo.rglob("*")) == files


def test_one_reading_alone_is_told_where_it_is_asked_for(asked, rising: str) -> None:
    said = asked(*claim(rising), "--frozen")

    assert "基准值不变" in said.output
    assert "重算" not in said.output


def test_as_json_everybody_is_there_with_why(asked, rising: str) -> None:
    said = json.loads(asked(*claim(rising), "--anew", "--json").output)

    moved = {row["subject"]: row for row in said["anew"]["moved"]}
    assert moved[rising]["effect"] == "corrected"
    assert sum(said["anew"]["counts"].values()) == len(moved)
    assert said["anew"]["counts"]["grade"] == 1
    assert all(row["why"] for row in moved.values())


def test_what_is_so_already_moves_nobody(asked, rising: str, demo: Path) -> None:
    facts = pl.read_parquet(demo / "facts/facts.parquet")
    whole = facts.filter(subject=rising)["electricity"][0]
    said = json.loads(asked("--set", f"{rising}:electricity={whole / 100}", "--json").output)

    assert [row["subject"] for row in said["frozen"]["moved"]] == [rising]
    assert "用电量与现在相同" in said["frozen"]["moved"][0]["why"][0]


def test_a_table_of_corrections_is_read_in_either_encoding(
    asked, rising: str, tmp_path: Path
) -> None:
    table = f"代码,数据项,更正为\n{rising},vat_paid,9000\n\n{rising},企业所得税,3000 万元\n"
    for encoding in ("utf-8-sig", "gb18030"):
        path = tmp_path / f"{encoding}.csv"
        path.write_text(table, encoding)
        said = asked("--corrections", path, "--frozen")
        assert "更正为 9000 万元" in said.output
        assert "更正为 3000 万元" in said.output


def test_the_workbook_has_both_readings_and_everybody_by_name(
    asked, rising: str, tmp_path: Path
) -> None:
    path = tmp_path / "试算.xlsx"
    assert asked(*claim(rising), "--out", path).exit_code == 0

    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["基准值不变", "基准值不变名单", "基准值重算", "基准值重算名单"]
    rows = book.get_sheet_by_name("基准值不变名单").to_python()
    assert any(rising in map(str, row) for row in rows)


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("X:vat_paid=1", "没有“X”"),
        ("{code}:电费=1", "不在目录"),
        ("{code}:vat_paid=许多", "不是数"),
        ("{code}:electricity=-5", "不能是负数"),
        ("{code}:evaluated_tax=5", "合成"),
        ("{code}", "不是一项更正"),
        ("{code}:用电量=", "请写“缺失”"),
        ("{code}:用电量= ", "请写“缺失”"),
        ("{code}:用电量=12万", "写全单位"),
    ],
)
def test_what_cannot_be_is_refused_in_words(asked, rising: str, claimed: str, said: str) -> None:
    answer = asked("--set", claimed.format(code=rising))

    assert answer.exit_code == 1
    assert said in answer.output


def test_without_a_correction_it_says_how_to_give_one(asked) -> None:
    answer = asked()

    assert answer.exit_code == 1
    assert "--set" in answer.output


def test_a_faulty_line_of_the_table_is_named(asked, rising: str, tmp_path: Path) -> None:
    path = tmp_path / "更正.csv"
    path.write_text(f"代码,数据项,更正为\n{rising},vat_paid,很多\n", "utf-8")

    assert "第 2 行" in asked("--corrections", path).output


def test_a_line_without_a_value_is_refused_by_its_number(
    asked, rising: str, tmp_path: Path
) -> None:
    path = tmp_path / "更正.csv"
    path.write_text(f"代码,数据项,更正为\n{rising},vat_paid,1\n{rising},用电量,\n", "utf-8")
    answer = asked("--corrections", path)

    assert answer.exit_code == 1
    assert "第 3 行" in answer.output
    assert "请写“缺失”" in answer.output


def test_a_file_that_is_no_table_is_refused(asked, tmp_path: Path) -> None:
    path = tmp_path / "更正.csv"
    path.write_text("hello", "utf-8")

    assert "三列" in asked("--corrections", path).output
