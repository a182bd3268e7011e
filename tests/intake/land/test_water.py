"""The ninth form, water: read where it comes, missed by nobody, its shared meters parted like those of power."""

from pathlib import Path

import pytest

from permu.intake import Intake

from ..forms import FAN, LAMP, NAMES, Row, Sheet, cells, imported, one, register, value, workbook

WATER = ["水表号", "户名", "统一社会信用代码", "全年用水量（吨）"]
SHARING = ["水表号", "分摊企业", "统一社会信用代码", "分摊方式", "分摊数"]


def water(folder: Path, *shares: Row, number: str = "W1") -> Intake:
    meters = Sheet([WATER, (number, NAMES[FAN], FAN, 1000), ("W2", NAMES[LAMP], LAMP, 5)])
    sheets = {"用水量": meters} | ({"水表分摊": Sheet([SHARING, *shares])} if shares else {})
    return imported(register(folder), workbook(folder / "09_水务公司_用水量.xlsx", sheets))


def share(who: str, rule: str, weight: object) -> Row:
    return ("W1", NAMES[who], who, rule, weight)


def test_water_is_read_and_its_absence_is_no_finding(tmp_path: Path) -> None:
    intake = water(tmp_path)

    assert value(intake, FAN, "water") == 100_000
    (absent,) = {find.code for find in imported(register(tmp_path)).findings if "absent" in find.code}  # fmt: skip
    assert absent == "intake.department_absent"
    said = [find.details["department"] for find in imported(register(tmp_path)).findings if find.code == absent]  # fmt: skip
    assert "水务公司" not in said
    assert len(said) == 7


@pytest.mark.parametrize(("rule", "weights"), [("分表读数", ("150 吨", "450")), ("约定比例", ("25%", "75%"))])  # fmt: skip
def test_a_shared_water_meter_is_parted_and_each_share_shows_its_cells(
    tmp_path: Path, rule: str, weights: tuple[str, str]
) -> None:
    intake = water(tmp_path, share(FAN, rule, weights[0]), share(LAMP, rule, weights[1]))

    assert value(intake, FAN, "water") == 25_000
    assert value(intake, LAMP, "water") == 75_500
    assert {(cell["sheet"], cell["cell"], cell["raw"]) for cell in cells(intake, LAMP, "water")} == {
        ("用水量", "D2", "1000"), ("水表分摊", "E3", weights[1]), ("用水量", "D3", "5"),
    }  # fmt: skip


def test_a_share_that_is_not_known_keeps_the_meter_back_from_all(tmp_path: Path) -> None:
    intake = water(tmp_path, share(FAN, "约定比例", "25%"), share(LAMP, "约定比例", ""))

    assert value(intake, FAN, "water") is value(intake, LAMP, "water") is None
    assert one(intake, "meter_weight_unknown").item == "water"


def test_shares_of_a_meter_that_nobody_read_are_asked_about(tmp_path: Path) -> None:
    intake = water(tmp_path, share(FAN, "约定比例", "100%"), number="W9")

    assert value(intake, FAN, "water") == 100_000
    assert one(intake, "meter_unlisted").details == {"meter": "W1"}


def test_a_meter_of_somebody_unregistered_is_nobody_s_error_while_others_share_it(
    tmp_path: Path,
) -> None:
    park = ("W1", "样例县园区发展有限公司", "91990101MA00000" + "001", 1000)
    sheets = {
        "用水量": Sheet([WATER, park]),
        "水表分摊": Sheet([SHARING, share(FAN, "约定比例", "1/4"), share(LAMP, "约定比例", "3/4")]),
    }
    intake = imported(register(tmp_path), workbook(tmp_path / "09_水务.xlsx", sheets))

    assert value(intake, LAMP, "water") == 75_000
