"""What the pages say of speed is what was measured."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from benchmarks import charts, page, population, quotes, stored
from benchmarks.sections import SECTIONS
from benchmarks.tasks import steps

from .pages import ROOT


def test_the_page_of_measurements_says_what_is_stored() -> None:
    assert page.PAGE.read_text("utf-8") == page.text(), "run: python -m benchmarks --only"


def test_every_step_that_is_timed_is_one_of_the_evaluation(tmp_path: Path) -> None:
    population.write(tmp_path / "subjects", 300)

    found = dict(steps.steps(tmp_path / "subjects"))

    named = [label for of_room in steps.STEPS.values() for label in of_room.values()]
    assert set(named) <= set(found)


def test_the_charts_show_what_is_stored() -> None:
    drawn = {path.stem: path.read_text("utf-8") for path in (page.HERE / "charts").glob("*.svg")}

    assert drawn == dict(charts.pictures()), "run: python -m benchmarks --only"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_front_page_names_machine_and_date_beside_its_figures(name: str) -> None:
    found = stored.all_sections()["million"]
    said = (ROOT / name).read_text("utf-8")

    assert found["machine"] in said
    assert found["at"] in said


def test_a_figure_of_the_front_page_follows_what_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    stored_ = stored.section("million")

    def slower(name: str) -> Mapping[str, Any]:
        if name != "million":
            return {}
        rows = {name: row | {"inside": 12.34} for name, row in stored_["rows"].items()}
        return stored_ | {"rows": rows}

    monkeypatch.setattr(stored, "section", slower)

    assert "12.3 s" in "\n".join(quotes.speed_en())
    assert "12.3 秒" in "\n".join(quotes.speed_zh())


def test_every_section_that_was_measured_is_one_of_the_page() -> None:
    assert set(stored.all_sections()) <= set(SECTIONS)
