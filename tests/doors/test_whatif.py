"""`permu whatif`: numbers of a method are tried on a county, and nothing is kept but what was asked for."""

import json
import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from permu.method.scenarios import load_scenario
from permu.sample import SAMPLE_METHOD

from .conftest import Run

SCENARIOS = SAMPLE_METHOD.parent / "scenarios"
TAX, TOP, POWER = (SCENARIOS / f"{name}.toml" for name in ("tax_first", "stricter_top", "dearer_power"))  # fmt: skip
HEAVY = "weight:above/tax_per_mu=40"


@pytest.fixture
def county(demo: Path) -> tuple[str | Path, ...]:
    return "whatif", "--method", SAMPLE_METHOD, "--facts", demo / "facts"


Words = tuple[str | Path, ...]


def test_it_says_what_is_changed_who_moves_and_that_it_is_a_trial(run: Run, county: Words) -> None:
    found = run(*county, "--scenario", TAX)

    assert found.exit_code == 0, found.output
    for said in (
        "情景“亩均税收权重提到40分”（tax_first，",
        "只作试算，不是评价结果",
        "规模以上企业：亩均税收权重 30 分 → 40 分（第四条）",
        "= 登记 150",
        "D类用电加价（加收）：",
        "合计：加收 ",
        "按乡镇（街道）：",
    ):
        assert said in found.output


def test_a_number_set_on_the_command_line_is_what_the_file_says(run: Run, county: Words) -> None:
    filed = json.loads(run(*county, "--scenario", TAX, "--json").output)
    typed = json.loads(run(*county, "--set", HEAVY, "--json").output)

    assert typed["amended"] == filed["amended"]
    assert typed["digests"] == filed["digests"]
    assert typed["movers"] == filed["movers"]
    assert typed["tried"] != filed["tried"]  # another scenario, that says the same


def test_what_is_set_can_be_kept_and_tried_again(run: Run, county: Words, tmp_path: Path) -> None:
    kept = tmp_path / "更重税收 heavy_tax.toml"
    first = run(
        *county,
        "--set",
        HEAVY,
        "--set",
        "rate:power_surcharge_c=x2",
        "--save",
        kept,
        "--label",
        "更看重税收",
    )
    again = json.loads(run(*county, "--scenario", kept, "--json").output)

    assert first.exit_code == 0, first.output
    assert str(kept) in first.output
    assert [one["label"] for one in again["scenarios"]] == ["更看重税收"]
    assert load_scenario(kept).digest == again["scenarios"][0]["digest"]
    refused = run(*county, "--set", HEAVY, "--save", kept)
    assert refused.exit_code == 1
    assert "没有改写它" in refused.output
    assert load_scenario(kept).label == "更看重税收"


def test_what_cannot_be_tried_is_not_kept(run: Run, county: Words, tmp_path: Path) -> None:
    refused = run(*county, "--set", "weight:above/no_such=40", "--save", tmp_path / "a.toml")

    assert refused.exit_code == 1
    assert not (tmp_path / "a.toml").exists()


def test_scenarios_stack_in_their_order_and_stand_side_by_side(run: Run, county: Words) -> None:
    stack = ("--scenario", TAX, "--scenario", POWER, "--set", "weight:above/tax_per_mu=20")
    found = run(*county, *stack, "--each")
    data = json.loads(run(*county, *stack, "--each", "--json").output)

    assert "亩均税收权重：“亩均税收权重提到40分”和“临时试算”都改了，以后一个为准" in found.output
    assert [row["label"] for row in data["each"]] == [
        "亩均税收权重提到40分",
        "差别电价加码",
        "临时试算",
        "按次序叠加",
    ]
    *alone, together = data["each"]
    assert together["moves"] == data["moves"]
    assert together["totals"] == data["totals"]
    assert alone[1]["moves"]["same"] == sum(
        n for move, n in data["moves"].items() if move != "neither"
    )
    assert any("20 分（第四条）" in line for line in data["amended"])


def test_the_shares_of_every_group_can_be_set(run: Run, county: Words) -> None:
    filed = json.loads(run(*county, "--scenario", TOP, "--json").output)
    typed = json.loads(run(*county, "--set", "shares=15,50,30,5", "--json").output)

    assert typed["transitions"] == filed["transitions"]
    assert typed["moves"]["worse"] > 0
    assert (
        len(
            json.loads(run(*county, "--set", "shares:above=15,50,30,5", "--json").output)["amended"]
        )
        == 1
    )


def test_the_data_for_machines_has_every_mover_with_its_reasons(run: Run, county: Words) -> None:
    data = json.loads(run(*county, "--scenario", TOP, "--json").output)

    moves = {move: n for move, n in data["moves"].items() if move not in ("same", "neither")}
    assert len(data["movers"]) == sum(moves.values())
    assert all(mover["why"] for mover in data["movers"])
    assert sum(data["moves"].values()) == data["registered"] == 150
    assert data["cited"].startswith("情景“A类收紧到15%”")


def test_the_workbook_lies_where_it_says(run: Run, county: Words, tmp_path: Path) -> None:
    found = run(*county, "--scenario", TAX, "--out", tmp_path / "试算.xlsx")

    assert str(tmp_path / "试算.xlsx") in found.output
    assert len(load_workbook(tmp_path / "试算.xlsx").sheetnames) == 5


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "要改什么没有写"),
        (("--scenario", TAX, "--label", "名"), 2, "要和 --set 一起用"),
        (("--set", "wieght:tax_per_mu=40"), 2, "看不懂 --set"),
        (("--set", "weight:tax_per_mu=四十"), 2, "等号后面要写数"),
        (("--set", "weight:tax_per_mu=nan"), 2, "等号后面要写数"),
        (("--set", "shares=x1,2"), 2, "等号后面要写数"),
        (("--set", "weight:above/tax_per_mo=40"), 1, "是否指“tax_per_mu”"),
        (("--set", "weight:middle/tax_per_mu=40"), 1, "办法没有分组“middle”"),
        (("--set", "shares=15,50,30"), 1, "要写 4 个数"),
        (("--set", "weight:above/tax_per_mu=-3"), 1, "须在 0 与 100 之间"),
        (("--scenario", SCENARIOS), 1, "无法读取"),
    ],
)  # fmt: skip
def test_what_cannot_be_tried_is_refused_in_words(
    run: Run, county: Words, words: Words, code: int, said: str
) -> None:
    found = run(*county, *words)

    assert found.exit_code == code, found.output
    assert said in found.output
    assert "Traceback" not in found.output


def test_a_scenario_written_for_another_method_is_tried_by_its_names(
    run: Run, county: Words, tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        TAX.read_text("utf-8").replace("990101-sample-2025", "990101-sample-2024"), "utf-8"
    )

    found = run(*county, "--scenario", other)

    assert found.exit_code == 0
    assert "是照 990101-sample-2024 写的" in found.output


def test_two_files_kept_under_chinese_names_are_two_scenarios(
    run: Run, county: tuple[str | Path, ...], tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.toml" for name in ("税收35", "电价", "2026 plan", "tax-35")]
    for file in files:
        assert run(*county, "--set", HEAVY, "--save", file).exit_code == 0

    ids = [tomllib.loads(file.read_text("utf-8"))["scenario"]["id"] for file in files]

    assert len(set(ids)) == len(ids)
    assert ids[-1] == "tax_35"
