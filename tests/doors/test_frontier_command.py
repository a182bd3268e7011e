"""`permu frontier`: what it prints, what it writes, what it refuses."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from permu.sample import SAMPLE_METHOD
from permu.terms.facts import Facts

from .conftest import Run


def asked(demo: Path, *more: str | Path) -> tuple[str | Path, ...]:
    return ("frontier", "--method", SAMPLE_METHOD, "--facts", demo / "facts", *more)


def test_it_says_first_that_it_is_no_grade_and_then_what_each_group_makes(
    run: Run, demo: Path
) -> None:
    said = run(*asked(demo))

    assert said.exit_code == 0
    first, *rest = said.output.splitlines()
    assert "不是等级" in first
    assert (
        "规模以上企业　投入：用地面积、综合能耗（等价值）、年平均职工人数　产出：评价税收、工业增加值"
        in rest[0]
    )
    assert "障碍度（平均）：" in said.output


def test_what_machines_read_adds_up_to_who_was_scored(run: Run, demo: Path) -> None:
    found = json.loads(run(*asked(demo, "--json")).stdout)

    subjects = found["subjects"]
    counted = sum(group["analysed"] + group["left_out"] for group in found["groups"])
    assert counted == len(subjects)
    assert sum(sum(group["tenths"]) for group in found["groups"]) == sum(
        row["left_out"] is None for row in subjects
    )
    assert {"efficiency", "peers", "multipliers", "scale", "returns"} <= subjects[0].keys()


def test_a_group_of_ones_own_figures_and_the_year_before(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    figures = ("--inputs", "land_area, electricity", "--outputs", "evaluated_tax")
    known = Facts.load(demo / "facts")
    replace(known, year=known.year - 1).save(tmp_path)

    said = run("--lang", "en", *asked(demo, "--group", "above", *figures, "--earlier", tmp_path))
    assert "put in: 用地面积, electricity used   come out: 评价税收" in said.output
    assert "median 1.000" in said.output


def test_another_year_than_the_one_before_is_refused(run: Run, demo: Path) -> None:
    refused = run(*asked(demo, "--earlier", demo / "facts"))

    assert refused.exit_code == 1
    assert "上年度数据应是 2024 年度的，给的是 2025 年度的" in refused.output


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_names_everybody_once_and_their_peers(
    run: Run, demo: Path, tmp_path: Path, language: str
) -> None:
    out = tmp_path / "前沿面.xlsx"

    said = run("--lang", language, *asked(demo, "--out", out))

    assert said.exit_code == 0
    found = json.loads(run(*asked(demo, "--json")).stdout)["subjects"]
    whole, units, targets, obstacles, left_out = load_workbook(out).worksheets
    codes = [row[0] for sheet in (units, left_out) for row in sheet.values]
    assert sorted(code for code in codes if str(code).startswith("9199")) == [
        row["subject"] for row in found
    ]
    mark = "不是等级" if language == "zh" else "no grade"
    assert all(mark in str(sheet["A1"].value) for sheet in (whole, units, targets, obstacles))
    peers = [row[9] for row in units.values if str(row[0]).startswith("9199")]
    assert all(" × " in str(peer) for peer in peers)


def test_an_unknown_group_or_figure_is_refused_with_what_there_is(run: Run, demo: Path) -> None:
    group, figure = run(*asked(demo, "--group", "所有")), run(*asked(demo, "--inputs", "town"))

    assert group.exit_code == figure.exit_code == 1
    assert "above、below" in group.output
    assert "permu show" in figure.output
