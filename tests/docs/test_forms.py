"""The page about the departments' workbooks: its example of a new form is one."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from shutil import copytree

import pytest

from permu.intake import profiles as profiles_module
from permu.intake.profiles import profiles
from tests.intake.forms import FAN, LAMP, imported, one, register, value

from .pages import ROOT, fences

PAGE = ROOT / "docs/officials/八张表.md"


def _fence(mark: str) -> str:
    (text,) = [fence.text for fence in fences(PAGE) if fence.mark == mark]
    return text


@pytest.fixture
def with_the_new_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The reader's forms, and beside them the one that the page adds."""
    room = tmp_path / "room"
    copytree(str(files("permu.intake").joinpath("profiles")), room / "profiles")
    (room / "profiles" / "09-water.toml").write_text(_fence("new form"), "utf-8")
    monkeypatch.setattr(profiles_module, "files", lambda _: room)
    profiles.cache_clear()
    yield
    monkeypatch.undo()
    profiles.cache_clear()


def _sent(folder: Path) -> Path:
    sheet = folder / "09_水务公司_用水量.csv"
    sheet.write_text(_fence("new sheet"), "utf-8")
    return sheet


def test_without_its_form_the_new_departments_sheet_is_refused(tmp_path: Path) -> None:
    from permu.terms.refusal import Refused

    with pytest.raises(Refused, match=r"不像任何一个部门的报表|找不到这些列"):
        imported(register(tmp_path), _sent(tmp_path))


@pytest.mark.usefixtures("with_the_new_form")
def test_with_the_form_of_the_page_the_new_departments_sheet_is_read(tmp_path: Path) -> None:
    intake = imported(register(tmp_path), _sent(tmp_path))

    assert value(intake, FAN, "water") == 1_230_050  # 12,300.5 t, kept to two decimals; two meters
    assert value(intake, LAMP, "water") is None
    assert one(intake, "figure_dash").severity == "question"
