"""`permu robustness`: what it says, what it refuses, and that it says the same twice."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from permu.engine import verify_result
from permu.sample import SAMPLE_METHOD

from .conftest import Run

FEW = ("--draws", "300", "--engine-draws", "20")


def test_it_says_how_many_grades_are_safe_and_that_it_changes_none(run: Run, demo: Path) -> None:
    said = run("robustness", demo / "result", *FEW)

    assert said.exit_code == 0, said.output
    assert "不改变评价结果；按浮点数计算" in said.output
    assert "各项权重在办法规定值上下 10% 以内等可能变动" in said.output
    assert "共随机试算 300 次" in said.output
    assert "户已定等级" in said.output
    assert verify_result(demo / "result") == []


def test_json_has_every_enterprise_and_adds_up(run: Run, demo: Path) -> None:
    said = json.loads(
        run("robustness", demo / "result", *FEW, "--weights", "ordered", "--json").output
    )

    graded = [one for one in said["enterprises"] if one["grade"]]
    assert sum(said["standing"].values()) == len(graded)
    assert said["is_official"] is False
    assert said["droppable"] == said["leave_one_out"][0]["indicator"]
    assert all(abs(sum(one[f"p:{grade}"] for grade in "ABCD") - 1) < 1e-9 for one in graded)


def test_the_same_seed_says_the_same(run: Run, demo: Path) -> None:
    first, second, other = (
        run("robustness", demo / "result", *FEW, "--seed", seed, "--json").output
        for seed in ("7", "7", "8")
    )

    assert first == second != other


def test_errors_of_items_are_evaluations_and_say_so(run: Run, demo: Path) -> None:
    said = run(
        "robustness", "--method", SAMPLE_METHOD, "--facts", demo / "facts", *FEW,
        "--error", "average_staff=5%", "--rounding",
    )  # fmt: skip

    assert said.exit_code == 0, said.output
    assert "职工人数有上下 5% 以内的误差" in said.output
    assert "整套重新评价，共 20 次" in said.output


def test_a_file_of_assumptions_counts_and_the_command_line_over_it(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    file = tmp_path / "假定.toml"
    file.write_text('weights = "normal:20%"\ndraws = 200\nseed = 3\n', "utf-8")

    said = run("robustness", demo / "result", "--uncertainty", file, "--draws", "250")

    assert "标准差为办法规定值的 20%" in said.output
    assert "共随机试算 250 次" in said.output


def test_the_workbook_names_everybody_the_least_sure_first(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "稳健性.xlsx"

    said = run("robustness", demo / "result", *FEW, "--out", path)

    assert str(path) in said.output
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["等级有多稳", "易受异议"]
    rows = book.get_sheet_by_name("易受异议").to_python()
    head = next(row for row in rows if "保住等级（%）" in row)
    column = head.index("保住等级（%）")
    kept = [row[column] for row in rows if isinstance(row[column], float)]
    assert len(kept) > 50
    assert kept == sorted(kept)


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("--weights", "tri:1"), "没有“tri”这种权重分布", 1),
        (("--error", "town=5%"), "不能给“town”设定数据误差", 1),
        (("--error", "average_staff"), "不是数", 1),
        (("--weights", "none"), "没有设定任何不确定因素", 1),
        (("--draws", "3"), "--draws", 2),
        (("--method", str(SAMPLE_METHOD)), "只能给一种", 2),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(
    run: Run, demo: Path, words: tuple[str, ...], said: str, code: int
) -> None:
    answer = run("robustness", demo / "result", *words)

    assert answer.exit_code == code
    assert said in answer.output


def test_without_a_result_or_a_method_it_says_what_to_give(run: Run) -> None:
    answer = run("robustness")

    assert answer.exit_code == 2
    assert "--method" in answer.output


def test_it_speaks_english(run: Run, demo: Path) -> None:
    answer = run("--lang", "en", "robustness", demo / "result", *FEW)

    assert "Analysis only: no result changes" in answer.output
