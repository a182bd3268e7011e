"""Every fault of a method file is refused with its whole sentence (`refusals.toml`)."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from permu.method import check_method
from tests.method.folders import GOOD, changed, good_folder, refusal, said

REFUSALS = tomllib.loads((Path(__file__).parent / "refusals.toml").read_text("utf-8"))["refusal"]
WORDS = tomllib.loads(files("permu.method").joinpath("messages.toml").read_text("utf-8"))
NO_FAULT_OF_A_FILE = {"refused", "at_clause", "at_line", "at_file", "no_library"}


def pytest_names(row: dict[str, str]) -> str:
    return row["name"]


@pytest.mark.parametrize("row", REFUSALS, ids=pytest_names)
def test_a_faulty_method_is_refused_with_place_reason_and_mend(
    row: dict[str, str], tmp_path: Path
) -> None:
    assert said(changed(tmp_path, row["file"], row["old"], row["new"])) == row["says"]


@pytest.mark.parametrize("row", REFUSALS, ids=pytest_names)
def test_every_refusal_can_be_read_in_english(row: dict[str, str], tmp_path: Path) -> None:
    refused = refusal(changed(tmp_path, row["file"], row["old"], row["new"]))

    lines = refused.text("en").split("\n")
    assert len(lines) == len(row["says"]) + 1
    assert not any("{" in line or "请" in line for line in lines)


def test_every_fault_in_the_catalogue_is_provoked_by_a_test(tmp_path: Path) -> None:
    names = list(WORDS)
    faults = set(names[: names.index("mirror")]) - NO_FAULT_OF_A_FILE
    provoked = {
        finding.code.removeprefix("method.")
        for number, row in enumerate(REFUSALS)
        for finding in check_method(
            changed(tmp_path / str(number), row["file"], row["old"], row["new"])
        )
    }

    of_files = {"no_notice", "unreadable", "too_large", "not_utf8"}  # test_files.py
    assert faults - provoked - of_files == {"weights_leave_none"}  # below


def test_known_weights_must_leave_room_for_the_unknown_one(tmp_path: Path) -> None:
    folder = changed(tmp_path, "above.toml", "weight = 60", 'weight = "unknown"')
    text = (folder / "above.toml").read_text("utf-8").replace("weight = 40", "weight = 100")
    (folder / "above.toml").write_text(text, "utf-8")
    row = '\n[[unknown]]\nwhat = "亩均税收的权重"\nstops = "points"\n'
    method = (folder / "method.toml").read_text("utf-8")
    (folder / "method.toml").write_text(method + row, "utf-8")

    assert said(folder) == [
        "above.toml 第 24 行（第四条）：本组已知权重 100 = 100，没有给未知权重的指标留下余地。请核对已知的权重。"
    ]


def test_who_is_ungraded_before_is_not_kept_out_by_a_later_rule(tmp_path: Path) -> None:
    """Major projects are ungraded, hence scored, whatever the rule for utilities after it says."""
    folder = changed(
        tmp_path,
        "below.toml",
        'when = { kind = "at_least", item = "land_area", value = 3, unit = "mu" }',
        'when = { kind = "in_industry", item = "industry", codes = ["D44"] }',
    )
    assert "不会有企业" in said(folder)[0]
    text = (folder / "method.toml").read_text("utf-8")
    utility, project = text.index('[[scope]]\nid = "utility"'), text.index('[[scope]]\nid = "major')
    rest = text.index("[[adjustment]]")
    swapped = text[:utility] + text[project:rest] + text[utility:project] + text[rest:]
    (folder / "method.toml").write_text(swapped, "utf-8")

    assert not [one for one in check_method(folder) if one.severity == "error"]


def test_all_faults_are_said_at_once_in_order_of_file_and_line(tmp_path: Path) -> None:
    folder = changed(tmp_path, "above.toml", "weight = 60", "weight = 50")
    for file, old, new in (
        ("method.toml", 'status = "synthetic"', 'status = "valid"'),
        ("below.toml", 'unit = "10k_yuan/mu"', 'unit = "10k_yuan/t"'),
    ):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    refused = refusal(folder)

    assert str(refused).startswith(
        "办法文件有 4 处问题，未予采用；请逐条改正后重新检查：\nmethod.toml 第 10 行："
    )
    assert [(found.file, found.row) for found in refused.findings] == [
        ("method.toml", 10),
        ("above.toml", 24),
        ("below.toml", 10),
        ("below.toml", 11),
    ]


def test_checking_gives_the_faults_of_loading_without_raising(tmp_path: Path) -> None:
    folder = changed(tmp_path, "above.toml", "weight = 60", "weight = 50")

    errors = [found for found in check_method(folder) if found.severity == "error"]

    assert tuple(errors) == refusal(folder).findings


def test_a_good_method_gets_advice_only(tmp_path: Path) -> None:
    found = check_method(good_folder(tmp_path))

    assert [(one.severity, one.text()) for one in found] == [
        ("note", "没有验算案例（*.cases.toml）。请手工算几户写入，供核对计算结果。")
    ]


def test_a_clause_is_found_whatever_its_white_space_and_width(tmp_path: Path) -> None:
    notice = (GOOD / "notice.md").read_text("utf-8").replace("第四条", "第 四\n　条")
    folder = good_folder(tmp_path)
    (folder / "notice.md").write_text(notice, "utf-8")

    assert not [one for one in check_method(folder) if one.severity == "error"]
