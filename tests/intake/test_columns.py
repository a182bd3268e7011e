"""A column that the form does not know is settled once by a person; what changed since last year is told."""

from pathlib import Path

import pytest

from permu.intake import Intake, read_workbooks
from permu.intake.drift import forms_before
from permu.intake.known import Known
from permu.intake.offers import offer
from permu.intake.settled import ColumnChoice, Settled
from permu.terms.refusal import Refused

from .forms import AS_OF, FAN, NAMES, TAX, YEAR, codes, one, register, tax, tax_row, value

RENAMED = ["增值税额" if name == "增值税" else name for name in TAX]
DOUBLED = [*TAX, "增值税"]


def read(folder: Path, head: list[str], *choices: ColumnChoice, note: str = "单位：元") -> Intake:
    paths = register(folder), tax(folder, [*tax_row(FAN, 100), 7], head=head, note=note)
    return read_workbooks(
        paths, year=YEAR, as_of=AS_OF, known=Known(settled=Settled(columns=choices))
    )


def choice(heading: str, column: str, unit: str = "") -> ColumnChoice:
    return ColumnChoice(
        profile="03-tax", sheet="年度入库税款", heading=heading, column=column, unit=unit
    )


def test_a_renamed_column_is_refused_and_then_settled(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="增值税"):
        read(tmp_path, RENAMED)

    assert value(read(tmp_path, RENAMED, choice("增值税额", "vat_paid")), FAN, "vat_paid") == 10_000


def test_of_two_columns_of_one_name_a_person_says_which_one_it_is(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="增值税"):
        read(tmp_path, DOUBLED)

    first = read(tmp_path, DOUBLED, choice("增值税（E列）", "vat_paid"))
    other = read(tmp_path, DOUBLED, choice("增值税（P列）", "vat_paid"), choice("合计", ""))

    assert value(first, FAN, "vat_paid") == 10_000
    assert value(other, FAN, "vat_paid") == 700


def test_the_unit_that_a_person_said_counts(tmp_path: Path) -> None:
    said = choice("增值税", "vat_paid", "10k_yuan")

    intake = read(tmp_path, TAX, said, choice("合计", ""))

    assert value(intake, FAN, "vat_paid") == 100 * 10**6
    assert "unit_assumed" not in codes(intake)


def test_a_column_that_serves_nothing_is_left_out(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="增值税"):
        read(tmp_path, TAX, choice("增值税", ""))


def test_what_is_said_of_one_form_holds_for_no_other(tmp_path: Path) -> None:
    elsewhere = ColumnChoice(
        profile="07-staff", sheet="参保人数", heading="增值税额", column="vat_paid"
    )

    with pytest.raises(Refused, match="增值税"):
        read(tmp_path, RENAMED, elsewhere)


def test_what_the_columns_of_a_file_could_be_is_shown_with_what_stands_in_them(
    tmp_path: Path,
) -> None:
    path = tax(tmp_path, tax_row(FAN, 100), head=RENAMED)

    found = offer(path, year=YEAR)

    assert (found.profile, found.department) == ("03-tax", "税务局")
    assert found.trouble is not None
    (sheet,) = found.sheets
    assert (sheet.sheet, sheet.header_row) == ("2025年度", 3)
    headings = {each.name: each for each in sheet.headings}
    assert headings["增值税额"].samples == ("100",)
    assert headings["纳税人名称"].samples == (NAMES[FAN],)
    wanted = {each.key: each for each in sheet.wanted}
    assert (wanted["vat_paid"].heading, wanted["vat_paid"].needed) == ("", True)
    assert wanted["property_tax"].heading == "房产税"
    assert "10k_yuan" in wanted["vat_paid"].units
    assert wanted["subject.name"].units == ()


def test_a_settled_file_has_no_trouble_left(tmp_path: Path) -> None:
    path = tax(tmp_path, tax_row(FAN, 100), head=RENAMED)

    assert offer(path, year=YEAR, choices=[choice("增值税额", "vat_paid")]).trouble is None


def test_a_form_that_is_not_as_it_was_last_year_is_told(tmp_path: Path) -> None:
    def held_against(head: list[str], before: list[str]) -> Intake:
        earlier = forms_before(read(tmp_path, before).files)
        paths = register(tmp_path), tax(tmp_path, tax_row(FAN, 100), head=head)
        return read_workbooks(paths, year=YEAR, as_of=AS_OF, known=Known(forms=earlier))

    assert not [code for code in codes(held_against(TAX, TAX)) if code.startswith("form_")]
    other = one(held_against([*TAX, "消费税"], [*TAX, "车船税"]), "form_columns_changed")
    assert "新增的列有 消费税，少了的列有 车船税" in other.text()
    in_yuan = [f"{name}（元）" if name == "增值税" else name for name in TAX]
    assert "今年是元" in one(held_against(in_yuan, TAX), "form_unit_changed").text()
    moved = [*TAX[1:], TAX[0]]
    assert one(held_against(TAX, moved), "form_columns_moved").severity == "note"
