"""The library as a whole: which methods stand in it, and that none of them claims more than was read."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from permu.method import check_method, library_methods

from .test_worked_cases import cases_of, loaded, name_of

WHOLE = pytest.mark.parametrize("folder", library_methods(), ids=name_of)
NAMED = {
    "331003-huangyan-2021", "331003-huangyan-2022", "330382-yueqing-2016", "331082-linhai-2014",
    "320800-huaian-2024", "341825-jingde-2022", "340000-anhui-city-2022", "340500-maanshan-2019",
    "370725-changle-2023", "410500-anyang-2018", "410100-zhengzhou-2018", "331081-wenling-2021",
    "331081-wenling-2022-parks", "320412-wujin-2018-draft", "000000-carbon-city-2022",
    "000000-star-enterprise-2008", "511083-longchang-2022",
}  # fmt: skip
GRADES = {"320800-huaian-2024"}
SCORES = {
    "331003-huangyan-2021", "331003-huangyan-2022", "331082-linhai-2014", "330624-xinchang-2021",
}  # fmt: skip
"""What is known of these suffices for a score; of all others a weight or a benchmark is not."""


def test_the_methods_the_issue_names_are_in_the_library() -> None:
    assert {name_of(folder) for folder in library_methods()} >= NAMED


@WHOLE
def test_a_method_has_no_fault(folder: Path) -> None:
    assert [one.text() for one in check_method(folder) if one.severity != "note"] == []


@WHOLE
def test_a_method_whose_text_is_incomplete_does_not_pretend(folder: Path) -> None:
    method = loaded(folder)

    assert method.can_grade == (method.id in GRADES)
    assert method.can_score == (method.id in GRADES | SCORES)


@WHOLE
def test_a_method_that_cannot_score_has_a_case_that_says_so(folder: Path) -> None:
    method = loaded(folder)

    assert any(case.refuses for case in cases_of(folder)) == (not method.can_score)


@WHOLE
def test_an_address_that_is_no_government_s_is_told_as_a_copy(folder: Path) -> None:
    method = loaded(folder)
    host = urlsplit(method.address).hostname or ""

    assert method.is_mirror == (not host.endswith(".gov.cn"))


@WHOLE
def test_the_notice_names_its_address_and_says_what_is_missing(folder: Path) -> None:
    method = loaded(folder)
    notice = (folder / "notice.md").read_text("utf-8")

    assert method.address in notice
    assert "不是全文" in notice
    assert "## 未见的内容" in notice
    assert ("核对" in notice) == method.is_mirror


@WHOLE
def test_a_method_s_id_is_its_place_and_its_folder(folder: Path) -> None:
    method = loaded(folder)
    place, _, name = folder.parent.name.partition("-")

    assert method.place == place
    assert re.fullmatch(rf"{place}-{name}-{folder.name}", method.id)


def test_years_of_one_place_and_area_are_evaluated_once() -> None:
    methods = [loaded(folder) for folder in library_methods()]
    years = [(one.place, one.year, one.subject) for one in methods if one.place != "000000"]

    assert len(years) == len(set(years))
