"""Places that cannot be written, files that are none: one Chinese sentence, an exit code, nothing written."""

import os
from pathlib import Path

import pytest

from permu.terms.facts import Facts

from .conftest import Run

YEAR = ("--year", "2025", "--as-of", "2026-02-28")


def test_a_place_that_cannot_be_written_is_told_without_a_traceback(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("x")
    for out in (tmp_path / "文件", tmp_path / "文件" / "里面"):
        said = run("import", demo / "county/workbooks", *YEAR, "--hold", "--out", out)

        assert said.exit_code == 1
        assert "不能读写：这个名称（或它的上级）已是一个文件" in said.output
        assert str(tmp_path) not in said.output.rpartition("✗")[2]
    assert (tmp_path / "文件").read_text() == "x"


def test_a_page_into_a_folder_that_is_not_there_is_told(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    page = tmp_path / "没有" / "底稿.html"
    subject = Facts.load(demo / "facts").table["subject"][0]
    said = run("explain", demo / "result", subject, "--html", page)

    assert said.exit_code == 1
    assert "“底稿.html”不能读写：没有这个位置" in said.output


def test_a_file_named_outright_is_never_passed_over(run: Run, demo: Path, tmp_path: Path) -> None:
    other = tmp_path / "03_税务局.ods"
    other.write_bytes(b"PK\x03\x04")
    said = run("import", demo / "county/workbooks", other, *YEAR, "--out", tmp_path / "facts")

    assert said.exit_code == 1
    assert "“03_税务局.ods”" in said.output
    assert not (tmp_path / "facts").exists()


def test_what_a_folder_holds_besides_workbooks_is_named(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "表"
    (folder / "旧表.xlsx").mkdir(parents=True)
    (folder / "说明.pdf").write_bytes(b"%PDF")
    (folder / "~$名册.xlsx").write_bytes(b"x")
    for file in (demo / "county/workbooks").iterdir():
        (folder / file.name).symlink_to(file)
    said = run("import", folder, *YEAR, "--hold", "--out", tmp_path / "facts").output

    assert "没有读取（不是 .xlsx、.xls 或 .csv 表格，或是子文件夹）：旧表.xlsx、说明.pdf。" in said


def test_a_year_that_cannot_be_meant_is_a_wrong_call(run: Run, demo: Path, tmp_path: Path) -> None:
    words = ("import", demo / "county/workbooks", "--as-of", "2026-02-28", "--out", tmp_path / "f")

    assert run(*words, "--year", "25").exit_code == 2
    late = run(*words, "--year", "2027")
    assert late.exit_code == 1
    assert "数据截止日 2026-02-28 早于评价年度 2027 年" in late.output


def test_nobody_is_explained_where_nobody_is_named(run: Run, demo: Path) -> None:
    assert "有 0 家企业符合" in run("explain", demo / "result", "").output


@pytest.mark.parametrize("name", ["名\n册.csv", os.fsdecode("名册.csv".encode("gb18030"))])
def test_any_name_of_a_file_is_shown_on_one_line(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    said = run("import", tmp_path, *YEAR, "--out", tmp_path / "facts").output

    assert len(said.strip().splitlines()) == 1
    assert "册.csv”是空文件" in said
