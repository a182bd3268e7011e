"""`permu land`: every figure of the ledger with its cells, and what does not close, in a table, as JSON, as a workbook."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from permu.doors.cli.frame import permu
from permu.intake import Intake, read_workbooks, save_intake
from permu.sample import write_county


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    county = write_county(tmp_path_factory.mktemp("county"), enterprises=120)
    return read_workbooks(county.workbooks, year=2025, as_of=date(2026, 2, 28))


@pytest.fixture(scope="module")
def facts(intake: Intake, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    save_intake(intake, folder)
    return folder


def land(*asked: object, language: str = "zh") -> Result:
    return CliRunner(env={"PERMU_LANG": language}).invoke(permu, ["land", *map(str, asked)])


def told(*asked: object) -> dict[str, list[dict[str, object]]]:
    return json.loads(land(*asked, "--json").stdout)


def test_used_is_own_and_rented_less_let_of_everybody(facts: Path) -> None:
    rows = told(facts)["enterprises"]

    assert len(rows) == 120
    for row in rows:
        sides = [row[side] for side in ("own", "rented", "let")]
        used = row["areas"]["used"]  # type: ignore[call-overload]
        if None not in sides and used is not None:
            own, rented, let = map(float, sides)  # type: ignore[arg-type]
            assert float(used) == pytest.approx(own + rented - let)


def test_the_towns_and_what_does_not_close_are_those_of_the_reading(
    facts: Path, intake: Intake
) -> None:
    assert intake.land is not None
    out = land(facts).stdout

    assert f"没对上的：{len(intake.land.not_closed)} 条" in out
    for row in intake.land.not_closed:
        assert row.text("zh") in out
    assert all(one.town in out for one in intake.land.towns)
    assert {row["reason"] for row in told(facts)["not_closed"]} >= {"shares_not_one", "over_floor"}


def test_one_enterprise_is_told_by_each_definition_with_its_cells(facts: Path) -> None:
    who = next(
        row for row in told(facts)["enterprises"]
        if row["own"] not in (None, "0.000000") and row["let"] not in (None, "0.000000")
        and row["areas"]["used"] is not None  # type: ignore[call-overload]
    )  # fmt: skip
    out = land(facts, "--enterprise", who["subject"]).stdout

    assert out.startswith(f"{who['name']}　{who['subject']}")
    assert "实际使用，厂房按建筑面积分摊" in out
    assert "宗地 G" in out
    assert "租赁 G" in out
    cells = told(facts, "--enterprise", who["name"])["cells"]
    assert {cell["sheet"] for cell in cells["used"]} >= {"宗地", "租赁"}  # type: ignore[index]


def test_one_parcel_names_who_holds_and_who_rents(facts: Path, intake: Intake) -> None:
    parcel = intake.facts.holdings.filter(role="tenant")["parcel"][0]
    parties = told(facts, "--parcel", parcel)["parties"]

    assert {party["role"] for party in parties} == {"owner", "tenant"}
    assert "租用" in land(facts, "--parcel", parcel).stdout


def test_a_town_alone(facts: Path, intake: Intake) -> None:
    assert intake.land is not None
    town = intake.land.towns[0].town
    found = told(facts, "--town", town)

    assert [one["town"] for one in found["towns"]] == [town]
    assert 0 < len(found["enterprises"]) < 120
    assert {row["town"] for row in found["not_closed"]} <= {town}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_every_list(
    facts: Path, intake: Intake, tmp_path: Path, language: str
) -> None:
    out = tmp_path / "land.xlsx"
    assert land(facts, "--out", out, language=language).exit_code == 0

    assert intake.land is not None
    pages = openpyxl.load_workbook(out).worksheets
    lengths = (120, len(intake.facts.holdings), len(intake.land.towns), len(intake.land.not_closed))
    assert [page.max_row - 4 for page in pages] == list(lengths)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--enterprise", "谁"), "名册里没有“谁”"),
        (("--parcel", "G0"), "台账里没有宗地“G0”"),
        (("--definition", "guess"), "没有这种用地口径"),
    ],
)
def test_what_is_not_there_is_refused(facts: Path, asked: tuple[str, str], said: str) -> None:
    found = land(facts, *asked)
    assert found.exit_code == 1
    assert said in found.output


def test_facts_without_the_land_form_have_no_ledger(intake: Intake, tmp_path: Path) -> None:
    intake.facts.save(tmp_path)
    assert "没有用地台账" in land(tmp_path).output
