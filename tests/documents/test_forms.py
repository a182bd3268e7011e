"""Template workbooks: our own reader takes them back without a question, and a department cannot spoil them unawares."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permu.documents.forms import write_form
from permu.documents.forms.fields import Field, fields_of
from permu.documents.forms.help import decimals_of
from permu.documents.forms.rules import words_of
from permu.intake import Intake, read_workbooks
from permu.intake.drift import forms_before
from permu.intake.issues import Issue, is_row_each
from permu.intake.known import Known
from permu.intake.profiles import Profile, SheetProfile, profiles
from permu.terms.items import item
from permu.terms.quantities import conversion
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
Draw = Callable[[Field, int], object]
"""What stands in a cell: of a column that holds no code and no name, in a row counted from 0."""


def codes(intake: Intake) -> set[str]:
    """What was found of the form; what is odd about figures drawn at random is no fault of it."""
    return {code for code in forms.codes(intake) if not code.startswith("suspicion_")}


def likely(field: Field, at: int) -> object:
    """What contradicts nothing else: 12 mu of 20,000 m² are let."""
    column = field.column
    assert column is not None
    if field.holds == "figure":
        return {"mu": 12, "m2": 20_000}.get(column.unit, 1234)
    if field.holds == "date":
        return date(YEAR + 5 if column.future else YEAR, 1, 1 + at)
    if field.holds == "words":
        return column.not_counted[0] if column.not_counted else "是"
    return WORDS.get(column.item) or f"编号{at + 1}"


def whatever(data: st.DataObject, field: Field, at: int) -> object:
    """Anything that the form lets one write for an item, land apart: what is let must be there."""
    column = field.column
    assert column is not None
    if field.holds == "figure" and column.unit not in ("mu", "m2"):
        least = -9_999_999 if column.negative == "asked" else 0
        return data.draw(st.decimals(least, 9_999_999, places=decimals_of(column)))
    if field.holds == "date" and column.item:
        return data.draw(st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)))
    if field.holds == "words":
        return data.draw(st.sampled_from(words_of(column)))
    return likely(field, at)


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


def fill(path: Path, issue: Issue, draw: Draw = likely) -> None:
    """Write what a department would: every row of the enterprises, or one line of a list."""
    book = openpyxl.load_workbook(path)
    for sheet in issue.form.sheets:
        page, fields = book[sheet.label], fields_of(sheet)
        first = first_row(sheet)
        for at in range(len(NAMES) if is_row_each(sheet) else 1):
            for column, field in enumerate(fields, 1):
                if not (is_row_each(sheet) and field.holds in ("code", "name")):
                    page.cell(first + at, column, typed(field, at, draw))
    book.save(path)


def typed(field: Field, at: int, draw: Draw) -> object:
    if field.column is None:
        return FAN if field.holds == "code" else NAMES[FAN]
    drawn = draw(field, at)
    return float(drawn) if isinstance(drawn, Decimal) else drawn


def read_back(folder: Path, issue: Issue, draw: Draw = likely) -> Intake:
    """The form filled in and read, with the register beside it, each by the name that we gave it."""
    own = written(folder / "form.xlsx", issue)
    fill(own, issue, draw)
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
def test_last_years_form_is_refused_though_it_may_be_a_list_of_nothing(tmp_path, id_):
    """Or a list of last year's accidents would say that nobody had one this year."""
    last = Issue(whole=profile(id_), year=YEAR - 1, items=profile(id_).items)
    own = written(tmp_path / "form.xlsx", last)
    fill(own, last)
    register = written(tmp_path / "register.xlsx", issued("01-register"))

    with pytest.raises(Refused, match=str(YEAR - 1)):
        imported(own, register)


@pytest.mark.parametrize("id_", IDS)
def test_a_form_cut_to_one_item_is_recognised_by_its_mark(tmp_path, id_):
    last = profile(id_).items[-1]

    intake = read_back(tmp_path, issued(id_, last, "name"))

    assert codes(intake) == set()
    assert value(intake, FAN, last) is not None


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
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
@pytest.mark.parametrize("id_", IDS)
def test_whatever_a_form_lets_one_write_is_accepted_and_comes_back_as_it_was_written(
    tmp_path, id_, data
):
    issue = issued(id_)
    wrote: dict[tuple[str, int], tuple[Field, object]] = {}

    def draw(field: Field, at: int) -> object:
        drawn = whatever(data, field, at)
        assert field.column is not None
        wrote[field.column.item, at] = field, drawn
        return drawn

    intake = read_back(tmp_path, issue, draw)

    assert codes(intake) <= {"negative_asked"}
    rows = {item for sheet in issue.form.sheets if is_row_each(sheet) for item in sheet.items}
    for (item_, at), (field, drawn) in wrote.items():
        if item_ in rows:
            assert value(intake, list(NAMES)[at], item_) == stored(field, drawn), item_


def stored(field: Field, drawn: object) -> object:
    """As the facts keep what was written: whole units of the item's scale."""
    column = field.column
    assert column is not None
    if field.holds == "words":
        return drawn == "是" if column.kind == "flag" else int(drawn in column.counted)
    if field.holds != "figure":
        return drawn
    wanted = item(column.item)
    return Fraction(str(drawn)) * conversion(column.unit, wanted.unit) * 10**wanted.scale


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
        assert max(one.max for one in free) == 16384  # a row with a locked cell cannot be deleted
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
        assert page.oddFooter.left.text.strip() == issue.mark
        assert page.oddFooter.left.size == 8
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


def test_the_help_beside_a_cell_says_what_holds_for_that_cell(tmp_path):
    said = {}
    for id_ in IDS:
        issue = issued(id_)
        path = written(tmp_path / f"{id_}.xlsx", issue)
        for sheet in issue.form.sheets:
            said |= {label: rule.prompt for label, rule in rules_of(path, sheet).items()}

    assert "须大于 0" in said["证载面积（平方米）"]
    assert "0 只表示" not in said["证载面积（平方米）"]
    assert "亏损" in said["工业增加值（万元）"]
    assert "下拉单" in said["规上企业（是/否）"]
    assert "下拉单" in said["所在园区"]
    assert said["户号"] == "照原样填写。"


def test_a_drop_down_says_each_thing_once_and_yes_first(tmp_path):
    safety, environment = issued("08-safety"), issued("06-environment")

    levels = rules_of(written(tmp_path / "a.xlsx", safety), safety.form.sheets[0])["事故等级"]
    grave = rules_of(written(tmp_path / "b.xlsx", environment), environment.form.sheets[1])

    assert levels.formula1 == '"一般事故,较大事故,重大事故,特别重大事故"'
    assert grave["是否重大"].formula1 == '"是,否"'


@pytest.mark.parametrize(
    ("id_", "title"), [("01-register", "企业名册"), ("04-electricity", "用电量")]
)
def test_a_title_says_the_same_only_once(tmp_path, id_, title):
    page = openpyxl.load_workbook(written(tmp_path / "a.xlsx", issued(id_))).worksheets[0]

    assert page["A1"].value == f"{YEAR}年度{title}"


def test_a_form_says_that_codes_are_filled_in_only_where_they_are(tmp_path):
    said = {
        (id_, len(whose)): openpyxl.load_workbook(
            written(tmp_path / f"{id_}{len(whose)}.xlsx", issued(id_), whose)
        ).active["A2"].value
        for id_ in ("01-register", "03-tax")
        for whose in ({}, NAMES)
    }  # fmt: skip

    assert "已填好" in said["03-tax", len(NAMES)]
    assert "注销、迁出的删去整行" in said["01-register", len(NAMES)]
    for id_ in ("01-register", "03-tax"):
        assert "填好" not in said[id_, 0]


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
