"""Figures that read well and are doubted: a sum that does not add up, a unit that slipped, a sum with a code."""

from pathlib import Path

import pytest

from ..forms import BOLT, FAN, LAMP, NAMES, code
from .trying import HEAD, ROWS, VALUES, of, told

AREA = ["统一社会信用代码", "用地面积（亩）"]


def test_sums_of_each_town_and_of_all_are_held_against_their_rows(tmp_path: Path) -> None:
    sums = [("", "东溪镇小计", 470.5), ("", "西山镇小计", 88), ("合计", "", 558.5)]
    answer = of(tmp_path, HEAD, *ROWS[:2], sums[0], ROWS[2], *sums[1:])
    wrong = of(tmp_path, HEAD, *ROWS[:2], ("", "东溪镇小计", 471.5), ROWS[2], *sums[1:])

    assert (answer.outcome, answer.values) == ("accepted", VALUES)
    assert (wrong.values, told(wrong)) == (VALUES, {4})
    assert "470.5 万元" in wrong.findings[0].text


def test_a_sum_above_its_rows_or_with_the_noise_of_adding_is_one(tmp_path: Path) -> None:
    assert of(tmp_path, HEAD, ("", "合计", 558.5000000000001), *ROWS).outcome == "accepted"


def test_a_sum_over_a_figure_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    answer = of(tmp_path, HEAD, *ROWS[:2], (BOLT, NAMES[BOLT], "约88"), ("", "合计", 600))

    assert told(answer) == {4}


def test_a_sum_with_a_code_is_nobodys(tmp_path: Path) -> None:
    answer = of(tmp_path, HEAD, *ROWS[:2], (BOLT, "合计", 470.5))

    assert BOLT not in answer.values
    assert 4 in told(answer)


@pytest.mark.parametrize("figure", [3_500_000, 235_000])
def test_a_figure_a_thousand_times_all_others_is_asked_about(tmp_path: Path, figure: int) -> None:
    answer = of(tmp_path, HEAD, ROWS[0], (LAMP, NAMES[LAMP], figure), ROWS[2])

    assert (answer.values, told(answer)) == ({FAN: "120.5", BOLT: "88"}, {3})


def test_square_meters_below_mu_are_asked_about(tmp_path: Path) -> None:
    answer = of(tmp_path, AREA, (FAN, 30), (LAMP, 10_000), (BOLT, 15), dataset="land")

    assert (answer.values, told(answer)) == ({FAN: "30", BOLT: "15"}, {3})


def test_a_column_all_in_another_unit_is_held_as_a_whole(tmp_path: Path) -> None:
    answer = of(tmp_path, HEAD, (FAN, "", 1_205_000), (LAMP, "", 3_500_000), (BOLT, "", 880_000))

    assert answer.outcome == "rejected-with-clear-error"
    assert told(answer) == {2, 3, 4}


def test_10_000_yuan_among_yuan_are_asked_about_and_a_small_firm_among_large_ones_is_not(
    tmp_path: Path,
) -> None:
    in_yuan = [*HEAD[:2], "实缴税金（元）"]
    slipped = of(tmp_path, in_yuan, (FAN, "", 120.5), (LAMP, "", 3_500_000), (BOLT, "", 880_000))
    small = of(tmp_path, HEAD, (FAN, "", 0.0125), (LAMP, "", 350), (BOLT, "", 9_000))

    assert told(slipped) == {2}
    assert set(small.values) == {FAN, LAMP, BOLT}


def test_all_rows_at_fault_are_named_at_once(tmp_path: Path) -> None:
    answer = of(tmp_path, HEAD, (FAN, NAMES[FAN], "约1"), (code(9), "谁", 1), ("", "", 5))

    assert answer.outcome == "rejected-with-clear-error"
    assert (told(answer), answer.values, answer.names) == ({2, 3, 4}, {}, {})


def test_a_file_of_another_county_is_refused_before_each_of_its_rows_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("permu.intake.dryrun.registered.MOST_UNKNOWN", 3)
    rows = [(code(at), f"外县{at}厂", 1) for at in range(5)]

    assert "与企业名册对不上" in of(tmp_path, HEAD, ROWS[0], *rows).message
    assert of(tmp_path, HEAD, ROWS[0], *rows[:3]).values == {FAN: "120.5"}
