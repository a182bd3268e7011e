"""The main job by command line, on a small sample county."""

import json
import re
import shutil
from pathlib import Path

import polars as pl
import pytest

from permu.terms.facts import Facts
from permu.terms.items import item

from .conftest import Run

YEAR = ("--year", "2025", "--as-of", "2026-02-28")


def test_demo_says_where_everything_lies_and_it_lies_there(demo: Path) -> None:
    said = (demo / "said.txt").read_text("utf-8")
    places = re.findall(rf"{re.escape(str(demo))}[^\s：]*", said)

    assert len(places) >= 5
    assert all(Path(place).exists() for place in places)


def test_demo_finds_or_holds_every_planted_error(demo: Path) -> None:
    planted = json.loads((demo / "county/truth/planted.json").read_text("utf-8"))
    said = (demo / "said.txt").read_text("utf-8")

    total = next(line for line in said.splitlines() if line.startswith("合计 "))
    counts = [0 if count == "·" else int(count) for count in total.split()[1:]]

    assert len(planted) >= 30
    assert counts[0] == sum(counts[1:]) == len(planted)
    assert counts[-1] == 0, "漏过"
    assert "与答案不符而无任何提示的 0 个" in said


def test_counts_add_up_to_the_registered_and_demo_says_so(demo: Path) -> None:
    line = next(
        line for line in (demo / "said.txt").read_text("utf-8").splitlines() if "登记企业" in line
    )
    *parts, total = map(int, re.findall(r"\d+", line))

    assert sum(parts) == total
    assert total == len(Facts.load(demo / "facts").table)


def test_import_with_errors_writes_nothing_unless_told_to_hold(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    workbooks = demo / "county/workbooks"

    refused = run("import", workbooks, *YEAR, "--out", tmp_path / "facts")
    held = run("import", workbooks, *YEAR, "--out", tmp_path / "held", "--hold", "--json")

    assert refused.exit_code == 1
    assert "没有写入任何数据" in refused.output
    assert not (tmp_path / "facts").exists()
    assert held.exit_code == 0
    assert Facts.load(tmp_path / "held").digest == Facts.load(demo / "facts").digest
    assert {"code", "severity", "row", "text"} <= json.loads(held.stdout)["findings"][0].keys()


def test_import_of_a_folder_without_workbooks_says_so(run: Run, tmp_path: Path) -> None:
    result = run("import", tmp_path, *YEAR, "--out", tmp_path / "facts")

    assert result.exit_code == 2
    assert "没有找到 .xlsx、.xls 或 .csv 表格" in result.output


def test_explain_finds_an_enterprise_by_code_or_name_and_refuses_to_guess(
    run: Run, demo: Path
) -> None:
    table = pl.read_parquet(demo / "result/evaluation.parquet").filter(pl.col("state") == "graded")
    code = table["subject"][0]
    name = Facts.load(demo / "facts").table.filter(pl.col("subject") == code)["name"].item()

    by_code, by_name, many = (
        run("explain", demo / "result", asked) for asked in (code, name, "有限公司")
    )

    assert by_code.exit_code == by_name.exit_code == 0
    assert by_code.output == by_name.output
    assert "亩均税收" in by_code.output
    assert "第四条" in by_code.output or "第五条" in by_code.output
    assert many.exit_code == 1
    assert "家企业符合“有限公司”" in many.output


def test_explain_shows_the_file_sheet_and_cell_of_a_figure(run: Run, demo: Path) -> None:
    code = pl.read_parquet(demo / "result/evaluation.parquet").filter(pl.col("state") == "graded")[
        "subject"
    ][0]

    said = run("explain", demo / "result", code).output

    assert re.search(r"03_税务局_入库税款\.xls 2025年度 [A-Z]+\d+", said)


@pytest.mark.parametrize(
    "file", ["evaluation.parquet", "facts/facts.parquet", "method/above.toml", "result.json"]
)
def test_verify_finds_a_changed_file(run: Run, demo: Path, tmp_path: Path, file: str) -> None:
    folder = tmp_path / "result"
    shutil.copytree(demo / "result", folder)
    changed = folder / file
    if changed.suffix == ".parquet":
        table = pl.read_parquet(changed)
        column = "score" if "score" in table.columns else "land_owned"
        table.with_columns(pl.col(column) + 1).write_parquet(changed)
    else:
        changed.write_text(changed.read_text("utf-8").replace("2", "3", 1), "utf-8")

    assert run("verify", demo / "result").exit_code == 0
    assert run("verify", folder).exit_code == 1


def test_a_second_evaluation_gives_the_same_digest(run: Run, demo: Path, tmp_path: Path) -> None:
    method = demo / "result/method"

    again = run(
        "evaluate", "--method", method, "--facts", demo / "facts", "--out", tmp_path / "r", "--json"
    )

    assert (
        json.loads(again.stdout)["digest"]
        == json.loads((demo / "result/result.json").read_text("utf-8"))["evaluation_digest"]
    )


def test_check_names_the_fault_and_exits_with_1(run: Run, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "method"
    shutil.copytree(demo / "result/method", folder)
    above = folder / "above.toml"
    above.write_text(above.read_text("utf-8").replace("weight = 30", "weight = 35"), "utf-8")

    sound, unsound = run("check", demo / "result/method"), run("check", folder)

    assert sound.exit_code == 0
    assert unsound.exit_code == 1
    assert "105" in unsound.output
    assert run("diff", demo / "result/method", demo / "result/method").exit_code == 0


def test_demo_replaces_its_own_earlier_work_and_nobody_elses(run: Run, tmp_path: Path) -> None:
    mine, other = tmp_path / "demo", tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("别动", "utf-8")

    first, again = (run("demo", mine, "--enterprises", "100", "--no-pdf") for _ in range(2))
    refused = run("demo", other)

    assert first.exit_code == again.exit_code == 0
    assert refused.exit_code == 1
    assert "请换一个空文件夹" in refused.output
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_a_run_with_figures_in_doubt_says_that_it_is_provisional(demo: Path) -> None:
    waiting = Facts.load(demo / "facts").held.iter_rows()
    held = sum(
        not item(name).is_made for _, name in waiting
    )  # what is made of them waits with them

    assert held
    assert f"试算：有 {held} 个数据待核实" in (demo / "said.txt").read_text("utf-8")


def test_compare_says_who_would_move_under_another_method(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    own, other, book = demo / "result/method", tmp_path / "other", tmp_path / "对照.xlsx"
    shutil.copytree(own, other)
    below = (other / "below.toml").read_text("utf-8")
    turned = below.replace("weight = 60", "weight = 5").replace("weight = 40", "weight = 95")
    (other / "below.toml").write_text(turned, "utf-8")

    told = run("compare", own, other, "--facts", demo / "facts", "--out", book)
    same = json.loads(run("compare", own, own, "--facts", demo / "facts", "--json").stdout)
    moved = json.loads(run("compare", own, other, "--facts", demo / "facts", "--json").stdout)

    diff = run("diff", own, other, "--facts", demo / "facts")

    assert told.exit_code == 0
    assert diff.exit_code == 1
    assert f"上升 {moved['moves']['better']}" in diff.output
    assert "该项得分由" in diff.output
    assert "不变" in told.output
    assert book.exists()
    assert same["movers"] == []
    assert len(moved["movers"]) == moved["moves"]["better"] + moved["moves"]["worse"] > 0
    assert sum(moved["moves"].values()) == sum(same["moves"].values())


def test_show_says_a_method_in_words_or_as_a_page(run: Run, demo: Path, tmp_path: Path) -> None:
    method, page = demo / "result/method", tmp_path / "办法.html"

    told, written = run("show", method), run("show", method, "--out", page)

    assert told.exit_code == written.exit_code == 0
    assert "评价税收 ÷ 用地面积" in told.output
    assert "〔第四条〕" in told.output
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert json.loads(run("show", method, "--json").stdout)["groups"][0]["name"] == "规模以上企业"


def test_cases_are_written_in_a_spreadsheet_and_run_from_it(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    sheet, method = tmp_path / "验算.xlsx", demo / "result/method"

    written, alone = run("cases", method, "--template", sheet), run("cases", sheet)
    empty = run("cases", method, sheet)

    assert written.exit_code == empty.exit_code == 0
    assert "permu cases" in written.output
    assert "验算.xlsx" in empty.output
    assert alone.exit_code == 1
    assert "前面没有写办法目录" in alone.output


def test_new_starts_a_method_from_a_notice_and_says_what_is_open(run: Run, tmp_path: Path) -> None:
    notice, folder = tmp_path / "通知.txt", tmp_path / "乙县2025"
    notice.write_bytes(
        "规上企业：亩均税收60分，基准值20万元/亩；研发投入强度40分。".encode("gb18030")
    )
    said = (
        "--place",
        "330000",
        "--place-label",
        "乙县",
        "--year",
        "2025",
        "--title",
        "办法",
        "--document",
        "文",
    )

    lacking, written = (
        run("new", notice, folder, *said),
        run("new", notice, folder, *said, "--address", "网页"),
    )
    checked = run("check", folder)

    assert lacking.exit_code == 1
    assert "--address" in lacking.output
    assert written.exit_code == checked.exit_code == 0
    assert "认出指标 2 项" in written.output
    assert "基准值没有认出" in written.output


def test_compare_says_first_what_it_assumes(run: Run, demo: Path) -> None:
    other = Path(__file__).parents[2] / "methods/340000-anhui-city/2022"
    asked = ("compare", demo / "result/method", other, "--facts", demo / "facts")

    plain, assumed = run(*asked), run(*asked, "--means")

    assert plain.exit_code == 1
    assert assumed.exit_code == 0
    assert assumed.output.index("假设：") < assumed.output.index("上升")
    assert "规上工业企业·亩均税收" in assumed.output
