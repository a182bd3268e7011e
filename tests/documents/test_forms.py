"""Template workbooks: our own reader takes them back without a question, and a department cannot spoil them unawares."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permu.documents.forms import write_form
from permu.documents.forms.fields import Field, fields_of
from permu.documents.forms.help import decimals_of
from permu.intake import Intake, read_workbooks
from permu.intake.drift import forms_before
from permu.intake.issues import Issue, is_row_each
from permu.intake.known import Known
from permu.intake.profiles import Profile, SheetProfile, profiles
from permu.terms.refusal import Refused
from tests.intake import forms
from tests.intake.forms import AS_OF, FAN, NAMES, YEAR, imported, value

PLACES = {"town": ["东溪镇", "青山镇"], "park": ["东园"], "cluster": ["建材"]}
WORDS = {
    "town": "东溪镇",
    "park": "东园",
    "cluster": "建材",
    "industry": "C3670",
    "name": NAMES[FAN],
}
IDS = [one.id for one in profiles()]
UNTOLD = {"column_blanks", "no_data_rows"}
Figures = Callable[[Field], object]


def codes(intake: Intake) -> set[str]:
    """What was found of the form; what is odd about figures drawn at random is no fault of it."""
    return {code for code in forms.codes(intake) if not code.startswith("suspicion_")}


def likely(field: Field) -> object:
    """A figure that contradicts no other: 12 mu of 20,000 m² are let."""
    assert field.column is not None
    return {"mu": 12, "m2": 20_000}.get(field.column.unit, 1234)


def profile(id_: str) -> Profile:
    return next(one for one in profiles() if one.id == id_)


def issued(id_: str, *items: str) -> Issue:
    whole = profile(id_)
    return Issue(whole=whole, year=YEAR, items=items or whole.items)


def written(path: Path, issue: Issue, enterprises: dict[str, str] = NAMES) -> Path:
    write_form(path, issue, enterprises=list(enterprises.items()), places=PLACES)
    return path


def first_row(sheet: SheetProfile) -> int:
    return 3 + max(len(field.levels) for field in fields_of(sheet))


def fill(path: Path, issue: Issue, figure: Figures = likely) -> None:
    """Write what a department would: every row of the enterprises, or one line of a list."""
    book = openpyxl.load_workbook(path)
    for sheet in issue.form.sheets:
        page, fields = book[sheet.label], fields_of(sheet)
        first = first_row(sheet)
        for at in range(len(NAMES) if is_row_each(sheet) else 1):
            for column, field in enumerate(fields, 1):
                if not (is_row_each(sheet) and field.holds in ("code", "name")):
                    page.cell(first + at, column, typed(field, at, figure))
    book.save(path)


def typed(field: Field, at: int, figure: Figures) -> object:
    column = field.column
    if column is None:
        return FAN if field.holds == "code" else NAMES[FAN]
    if field.holds == "figure":
        return figure(field)
    if field.holds == "date":
        return date(YEAR + 5 if column.future else YEAR, 6, 1 + at)
    if field.holds == "words":
        return column.not_counted[0] if column.not_counted else "是"
    return WORDS.get(column.item) or f"编号{at + 1}"


def read_back(folder: Path, issue: Issue, figure: Figures = likely) -> Intake:
    """The form filled in and read, with the register beside it, each by the name that we gave it."""
    own = written(folder / "form.xlsx", issue)
    fill(own, issue, figure)
    if issue.whole.is_register:
        return imported(own)
    register = written(folder / "register.xlsx", issued("01-register"))
    fill(register, issued("01-register"))
    return imported(own, register)


@pytest.mark.parametrize("id_", IDS)
def test_a_filled_form_is_read_back_without_a_finding(tmp_path, id_):
    intake = read_back(tmp_path, issued(id_))

    assert codes(intake) == set()
    assert {file.profile for file in intake.files} == {id_, "01-register"}


@pytest.mark.parametrize("id_", IDS)
def test_of_a_blank_form_only_what_is_blank_is_told_and_nothing_becomes_zero(tmp_path, id_):
    paths = [written(tmp_path / f"{one}.xlsx", issued(one)) for one in {id_, "01-register"}]

    intake = imported(*paths)

    assert codes(intake) <= UNTOLD
    for sheet in profile(id_).sheets:
        given = [item for item in sheet.items if is_row_each(sheet) and item != "name"]
        assert all(value(intake, FAN, item) is None for item in given)


@pytest.mark.parametrize("id_", IDS)
def test_a_form_cut_to_one_item_is_recognised_by_its_mark(tmp_path, id_):
    item = profile(id_).items[-1]

    intake = read_back(tmp_path, issued(id_, item, "name"))

    assert codes(intake) == set()
    assert value(intake, FAN, item) is not None


def test_a_form_that_we_cut_is_not_said_to_differ_from_the_year_before(tmp_path):
    whole, cut = tmp_path / "whole.xlsx", tmp_path / "cut.xlsx"
    for path, issue in ((whole, issued("03-tax")), (cut, issued("03-tax", "vat_paid"))):
        fill(written(path, issue), issue)
    register = written(tmp_path / "register.xlsx", issued("01-register"))
    before = Known(forms=forms_before(imported(whole, register).files))

    intake = read_workbooks([cut, register], year=YEAR, as_of=AS_OF, known=before)

    assert codes(intake) <= UNTOLD


def test_a_form_from_which_an_asked_column_was_deleted_is_refused_by_that_name(tmp_path):
    issue = issued("03-tax", "vat_paid", "stamp_tax")
    path = written(tmp_path / "form.xlsx", issue)
    fill(path, issue)
    book = openpyxl.load_workbook(path)
    book.active.unmerge_cells("A1:F1")
    book.active.unmerge_cells("A2:F2")
    book.active.delete_cols(4)
    book.save(path)

    with pytest.raises(Refused, match="印花税"):
        imported(path, written(tmp_path / "register.xlsx", issued("01-register")))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
@pytest.mark.parametrize("id_", ["03-tax", "05-operations", "06-environment"])
def test_every_figure_that_the_form_lets_one_type_comes_back_exactly(tmp_path, id_, data):
    issue = issued(id_)
    given_: dict[str, Decimal] = {}

    def figure(field: Field) -> object:
        column = field.column
        assert column is not None
        least = -9_999_999 if column.negative == "asked" else 0
        number = data.draw(
            st.decimals(least, 9_999_999, places=decimals_of(column)), label=field.label
        )
        given_.setdefault(column.item, number)
        return float(number)

    intake = read_back(tmp_path, issue, figure)

    assert codes(intake) <= {"negative_asked", "total_mismatch"}
    for item, number in given_.items():
        row = next(
            c
            for c in intake.facts.cells.iter_rows(named=True)
            if (c["subject"], c["item"]) == (FAN, item)
        )
        assert Decimal(row["raw"]) == number


@pytest.mark.parametrize("id_", IDS)
def test_the_same_form_gives_the_same_bytes(tmp_path, id_):
    paths = [written(tmp_path / name, issued(id_)) for name in ("a.xlsx", "b.xlsx")]

    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("id_", IDS)
def test_headers_are_protected_without_a_password_and_cells_to_fill_in_are_free(tmp_path, id_):
    issue = issued(id_)
    book = openpyxl.load_workbook(written(tmp_path / "form.xlsx", issue))

    for sheet in issue.form.sheets:
        page, first = book[sheet.label], first_row(sheet)
        assert page.protection.sheet
        assert not page.protection.password
        assert page.freeze_panes.endswith(str(first))
        assert all(cell.protection.locked for cell in page[first - 1])
        free = [one for one in page.column_dimensions.values() if not one.protection.locked]
        assert max(one.max for one in free) == len(fields_of(sheet))
        assert not (page.cell(first, 1).value and page.cell(first, 1).protection.locked)


@pytest.mark.parametrize("id_", IDS)
def test_each_form_prints_across_on_a4_with_its_header_on_every_page(tmp_path, id_):
    issue = issued(id_)
    book = openpyxl.load_workbook(written(tmp_path / "form.xlsx", issue))

    for sheet in issue.form.sheets:
        page = book[sheet.label]
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.print_title_rows == f"$1:${first_row(sheet) - 1}"
        assert issue.mark in page["A2"].value
        assert str(YEAR) in page["A1"].value


def rules_of(path: Path, sheet: SheetProfile) -> dict[str, object]:
    page = openpyxl.load_workbook(path)[sheet.label]
    fields = fields_of(sheet)
    rules = sorted(
        page.data_validations.dataValidation, key=lambda rule: next(iter(rule.sqref.ranges)).min_col
    )
    return {field.label: rule for field, rule in zip(fields, rules, strict=True)}


def test_a_figure_may_not_be_negative_unless_taxes_can_be_refunded(tmp_path):
    tax, operations = issued("03-tax"), issued("05-operations")

    taxes = rules_of(written(tmp_path / "a.xlsx", tax), tax.form.sheets[0])
    figures = rules_of(written(tmp_path / "b.xlsx", operations), operations.form.sheets[0])

    assert (taxes["增值税（元）"].type, taxes["增值税（元）"].operator) == (
        "decimal",
        None,
    )  # between
    assert "退税" in taxes["增值税（元）"].prompt
    assert figures["工业总产值（万元）"].operator == "greaterThanOrEqual"
    assert figures["规上企业（是/否）"].formula1 == '"是,否"'
    assert figures["所在园区"].formula1 == '"东园"'
    assert figures["投产日期"].type == "date"


def test_a_list_too_long_for_a_drop_down_is_left_to_be_typed(tmp_path):
    issue = issued("01-register")
    towns = [f"第{number}号街道办事处" for number in range(60)]
    write_form(tmp_path / "a.xlsx", issue, enterprises=list(NAMES.items()), places={"town": towns})

    assert rules_of(tmp_path / "a.xlsx", issue.form.sheets[0])["所属乡镇（街道）"].formula1 is None


@pytest.mark.parametrize("town", ["东溪镇,青山镇", '“东"溪镇', " "])
def test_a_name_that_would_break_a_drop_down_leaves_it_out(tmp_path, town):
    issue = issued("01-register")
    write_form(tmp_path / "a.xlsx", issue, enterprises=[], places={"town": ["东溪镇", town]})

    assert rules_of(tmp_path / "a.xlsx", issue.form.sheets[0])["所属乡镇（街道）"].formula1 is None


def test_codes_and_names_of_the_enterprises_stand_there_and_no_name_becomes_a_formula(tmp_path):
    issue = issued("07-staff")
    path = written(tmp_path / "a.xlsx", issue, {FAN: '=HYPERLINK("x","y")'})

    page = openpyxl.load_workbook(path).active

    assert page.cell(4, 1).value == FAN
    assert (page.cell(4, 2).value, page.cell(4, 2).data_type) == ('=HYPERLINK("x","y")', "s")


def test_a_list_of_what_happened_is_not_filled_in_by_us(tmp_path):
    page = openpyxl.load_workbook(written(tmp_path / "a.xlsx", issued("08-safety"))).active

    assert page.max_row == 3
    assert AS_OF.year == YEAR + 1  # what happened in the year is asked after it
