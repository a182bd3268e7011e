"""Which table of a workbook is read: what does not show is not taken, and what may be two is asked about."""

from pathlib import Path

import pytest

from ..forms import BOLT, FAN, LAMP, NAMES, Sheet, date
from .trying import HEAD, ROWS, VALUES, of, told, tried


def test_a_hidden_row_is_told_and_never_speaks_against_one_that_shows(tmp_path: Path) -> None:
    answer = tried(tmp_path, Sheet([HEAD, *ROWS, (LAMP, NAMES[LAMP], 340)], hidden_rows=[5]))

    assert (answer.values, told(answer)) == (VALUES, {5})


def test_a_hidden_sheet_is_left_alone_beside_one_that_shows(tmp_path: Path) -> None:
    old = Sheet([HEAD, (FAN, NAMES[FAN], 1)], is_hidden=True)
    answer = tried(tmp_path, Sheet([HEAD, *ROWS]), old)

    assert answer.values == VALUES
    assert "表2" in answer.findings[0].text


def test_figures_that_do_not_show_are_not_taken(tmp_path: Path) -> None:
    alone = tried(tmp_path, Sheet([HEAD, *ROWS], hidden_columns=[3]))
    beside = tried(
        tmp_path, Sheet([[*HEAD, HEAD[2]], *((*row, 999) for row in ROWS)], hidden_columns=[4])
    )

    assert "隐藏" in alone.message
    assert not alone.values
    assert (beside.values, told(beside)) == (VALUES, {1})


def test_two_sheets_that_fit_are_asked_about(tmp_path: Path) -> None:
    answer = tried(tmp_path, Sheet([HEAD, *ROWS]), Sheet([HEAD, *ROWS]))

    assert answer.outcome == "rejected-with-clear-error"
    assert "“表1”“表2”" in answer.message


def test_an_empty_form_beside_the_full_one_is_no_second_table(tmp_path: Path) -> None:
    assert tried(tmp_path, Sheet([HEAD]), Sheet([HEAD, *ROWS])).outcome == "accepted"
    assert "只有表头" in tried(tmp_path, Sheet([HEAD])).message


@pytest.mark.parametrize(
    "heading",
    ["2025年实缴税金（万元）", "实缴税金合计（万元）", "本年实缴税金(万元)", "入库税款（万元）", "实缴税金（2025年）（万元）"],
)  # fmt: skip
def test_a_longer_spelling_of_a_heading_is_known(tmp_path: Path, heading: str) -> None:
    answer = of(
        tmp_path, [*HEAD[:2], "上年实缴税金（万元）", heading], *((*r[:2], 1, r[2]) for r in ROWS)
    )

    assert (answer.outcome, answer.values) == ("accepted", VALUES)


@pytest.mark.parametrize(
    "heading",
    ["应缴税金（万元）", "亩均实缴税金（万元）", "实缴税金增长（万元）", "增值税/税款（万元）"],
)
def test_another_figure_is_not_taken_for_it(tmp_path: Path, heading: str) -> None:
    answer = of(tmp_path, [*HEAD[:2], heading], *ROWS)

    assert answer.outcome == "rejected-with-clear-error"
    assert "找不到这些列：实缴税金" in answer.message


def test_the_datasets_own_name_comes_before_its_synonyms(tmp_path: Path) -> None:
    head = ["统一社会信用代码", "证载面积（㎡）", "用地面积（亩）"]
    answer = of(tmp_path, head, (FAN, 1, 30), dataset="land")

    assert answer.values == {FAN: "30"}


def test_two_years_side_by_side_are_asked_about(tmp_path: Path) -> None:
    head = [*HEAD[:2], "2024年实缴税金（万元）", "2025年实缴税金（万元）"]

    assert "不止一列" in of(tmp_path, head, *((*row, 1) for row in ROWS)).message


def test_names_alone_do_and_are_told_once(tmp_path: Path) -> None:
    answer = of(tmp_path, HEAD[1:], *(row[1:] for row in ROWS))

    assert (answer.values, told(answer), len(answer.findings)) == (VALUES, {1}, 1)


def test_a_remark_in_the_heading_is_told(tmp_path: Path) -> None:
    answer = of(tmp_path, [*HEAD[:2], "实缴税金（含免抵调库）（万元）"], *ROWS)

    assert answer.values == VALUES
    assert "含免抵调库" in answer.findings[0].text


def test_a_company_whose_name_begins_like_a_remark_is_not_lost(tmp_path: Path) -> None:
    answer = of(
        tmp_path,
        ["企业名称", "统一社会信用代码", HEAD[2]],
        ("打印耗材厂", BOLT, None),
        (NAMES[FAN], FAN, 1),
    )

    assert told(answer) == {2}


def test_dates_are_iso_and_none_is_of_the_future(tmp_path: Path) -> None:
    rows = [(FAN, date(2025, 3, 1)), (LAMP, "25/12/2025"), (BOLT, "2199-01-01")]
    answer = of(tmp_path, ["统一社会信用代码", "纳统时间"], *rows, dataset="project")

    assert (answer.values, told(answer)) == ({FAN: "2025-03-01", LAMP: "2025-12-25"}, {4})
