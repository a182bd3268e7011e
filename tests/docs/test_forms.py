"""The page about the departments' workbooks: its example of a new form is one."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from shutil import copytree

import pytest

from permu.intake import profiles as profiles_module
from permu.intake.dates import date_in
from permu.intake.grid import Cell
from permu.intake.numbers import Number, number_in
from permu.intake.profiles import profiles
from permu.intake.readings import _NO, _YES
from permu.intake.tidy import is_dash
from permu.terms.quantities import conversion
from permu.terms.refusal import Refused
from tests.intake.forms import FAN, LAMP, imported, one, register, value

from .pages import ROOT, fences

PAGE = ROOT / "docs/officials/八张表.md"


TEXT = PAGE.read_text("utf-8")


def _listed(about: str) -> list[str]:
    """The ways of writing that a line of the page lists."""
    line = TEXT.partition(f"- **{about}**：")[2].partition("\n")[0]
    return line.rstrip("。").replace("，", "、").split("、")


@pytest.mark.parametrize("said", _listed("日期"))
def test_every_way_of_writing_a_date_on_the_page_is_read(said: str) -> None:
    assert date_in(Cell("t", said)) == date(2025, 3, 1)


def test_yes_and_no_and_nothing_are_written_as_the_page_says() -> None:
    assert len(_listed("是 / 否")) == 4
    assert set(_listed("是 / 否")) <= _YES | _NO
    assert all(is_dash(said) for said in ("—", "无", "/"))
    assert "“—”“无”“/”" in TEXT


def test_units_are_converted_exactly_as_the_page_says() -> None:
    assert conversion("ha", "mu") == 15
    for written in ("12.5亩", "1,203.5万元"):
        assert f"“{written}”" in TEXT
    assert number_in(Cell("t", "12.5亩"), "m2") == Number(Fraction(25, 2), "mu")
    assert number_in(Cell("t", "(3.5)"), "yuan").value == Fraction(-7, 2)


def _fence(mark: str) -> str:
    (text,) = [fence.text for fence in fences(PAGE) if fence.mark == mark]
    return text


@pytest.fixture
def with_the_new_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The reader's forms, and beside them the one that the page adds."""
    room = tmp_path / "room"
    copytree(str(files("permu.intake").joinpath("profiles")), room / "profiles")
    (room / "profiles" / "10-energy-quota.toml").write_text(_fence("new form"), "utf-8")
    monkeypatch.setattr(profiles_module, "files", lambda _: room)
    profiles.cache_clear()
    yield
    monkeypatch.undo()
    profiles.cache_clear()


def _sent(folder: Path) -> Path:
    sheet = folder / "10_发改局_用能指标.csv"
    sheet.write_text(_fence("new sheet"), "utf-8")
    return sheet


def test_without_its_form_the_new_departments_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"不像任何一个部门的报表|找不到这些列"):
        imported(register(tmp_path), _sent(tmp_path))


@pytest.mark.usefixtures("with_the_new_form")
def test_with_the_form_of_the_page_the_new_departments_sheet_is_read(tmp_path: Path) -> None:
    intake = imported(register(tmp_path), _sent(tmp_path))

    assert value(intake, FAN, "energy_quota") == 12_300_500_000  # 12,300.5 tce of two permits
    assert value(intake, LAMP, "energy_quota") is None
    assert one(intake, "figure_dash").severity == "question"
