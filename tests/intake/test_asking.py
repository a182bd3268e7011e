"""What is asked of whom: once, of the right one, and nothing that serves no purpose; and what it all costs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from permu.intake.asking import Given, ask
from permu.intake.burden import Burden, Laid, burden_of
from permu.intake.grid import Cell, Sheet, Workbook
from permu.intake.issues import Issue, columns_to_fill, issued_form
from permu.intake.profiles import Column, Profile, SheetProfile, Who, profiles

WHO = {"subject": Who(code=("统一社会信用代码",), name=("企业名称",))}
ALL_ITEMS = sorted({one for form in profiles() for one in form.items})


def form(id_: str, department: str, *items: str) -> Profile:
    columns = tuple(
        Column(id=one, item=one, headers=(one,), kind="figure", unit="10k_yuan") for one in items
    )
    sheet = SheetProfile(label="表", who=WHO, columns=columns, row_is=("subject",))
    return Profile(id=id_, department=department, title=department, file_words=(), sheets=(sheet,))


ECONOMY = form("05", "经信局", "output", "sales_revenue")
STATISTICS = form("09", "统计局", "output", "industrial_value_added")


def test_what_two_forms_hold_is_asked_of_its_provider_alone_and_shown_as_re_used_in_the_other():
    statistics, economy = ask(
        ["output", "industrial_value_added"], forms=[STATISTICS, ECONOMY], given={}
    )

    assert economy.items == ("output",)
    assert statistics.items == ("industrial_value_added",)
    assert statistics.reused == {"output": Given(department="经信局", where="经信局")}


def test_what_a_received_file_of_another_department_gives_is_not_asked_again():
    here = {"output": Given(department="税务局", where="03.xlsx")}

    (economy,) = ask(["output", "sales_revenue"], forms=[ECONOMY], given=here)

    assert economy.items == ("sales_revenue",)
    assert economy.reused == here


def test_its_own_file_does_not_make_a_department_free_of_its_own_form():
    here = {"output": Given(department="经信局", where="05.xlsx")}

    assert ask(["output"], forms=[ECONOMY], given=here)[0].items == ("output",)


def test_what_no_form_holds_is_asked_of_its_provider_in_its_own_words():
    asked = ask(["output", "water", "is_utility"], forms=[ECONOMY], given={})

    assert [(one.department, one.form, one.items) for one in asked[1:]] == [
        ("水务公司", None, ("water",)),
        ("经信局", None, ("is_utility",)),
    ]


def test_a_form_of_which_the_method_reads_nothing_is_not_asked():
    assert ask(["output"], forms=[ECONOMY, form("10", "税务局", "vat_paid")], given={}) == ask(
        ["output"], forms=[ECONOMY], given={}
    )


@given(st.sets(st.sampled_from(ALL_ITEMS)))
def test_every_item_is_asked_exactly_once_or_re_used(needed):
    asked = ask(sorted(needed), forms=profiles(), given={})

    said = [one for each in asked for one in each.items]
    assert sorted(said) == sorted(needed)
    assert burden_of(laid(each) for each in asked).twice == {}


def test_a_form_goes_out_without_the_columns_that_serve_nothing():
    tax = next(one for one in profiles() if one.id == "03-tax")
    power = next(one for one in profiles() if one.id == "04-electricity")

    (taxes,) = Issue(whole=tax, year=2025, items=("vat_paid", "stamp_tax")).form.sheets
    (meters,) = Issue(whole=power, year=2025, items=("electricity",)).form.sheets

    assert [column.id for column in taxes.columns] == ["vat_paid", "stamp_tax"]
    assert taxes.total == ()
    assert [column.id for column in meters.columns] == ["meter", "electricity"]  # and no months


def test_a_sheet_of_which_nothing_is_asked_is_left_out_of_its_form():
    environment = next(one for one in profiles() if one.id == "06-environment")

    sheets = Issue(whole=environment, year=2025, items=("cod",)).form.sheets

    assert [sheet.label for sheet in sheets] == ["排放量"]


@given(st.sampled_from(profiles()), st.data())
def test_the_mark_says_exactly_which_columns_were_asked(whole, data):
    items = data.draw(st.sets(st.sampled_from(whole.items), min_size=1))
    issue = Issue(whole=whole, year=2025, items=tuple(items))

    assert issued_form(book_with(f"某局填报　　表号 {issue.mark}　　填法")) == issue.form


@settings(max_examples=50)
@given(st.sampled_from(profiles()), st.text(max_size=20))
def test_a_mark_of_a_form_that_has_changed_since_says_nothing(whole, text):
    issue = Issue(whole=whole, year=2025, items=whole.items)
    stale = issue.mark[:-4] + ("0000" if not issue.mark.endswith("0000") else "1111")

    assert issued_form(book_with(f"表号 {stale} {text}")) is None
    assert issued_form(book_with(f"表号 99-none-2025-1-abcd {text}")) is None


def book_with(text: str) -> Workbook:
    return Workbook("xlsx", sheets=[Sheet("表", rows={1: {1: Cell("t", text)}})])


def laid(asked, enterprises: int = 10) -> Laid:
    return Laid(
        department=asked.department,
        form=asked.form,
        items=asked.items,
        reused={one: given.department for one, given in asked.reused.items()},
        enterprises=enterprises,
    )


def test_the_burden_counts_what_is_asked_filled_in_re_used_and_left_out():
    statistics = ask(["industrial_value_added", "output"], forms=[STATISTICS, ECONOMY], given={})[0]

    found = burden_of([laid(statistics)])

    assert found.by_department == {"统计局": Burden(asked=10, prefilled=20, reused=10)}


def test_what_the_method_does_not_read_counts_as_spared():
    (economy,) = ask(["output"], forms=[ECONOMY], given={})

    assert burden_of([laid(economy)]).whole == Burden(asked=10, prefilled=20, unread=10)


def test_of_a_list_the_columns_are_counted_for_nobody_knows_its_length():
    safety = next(one for one in profiles() if one.id == "08-safety")

    (asked,) = ask(["major_safety_accidents"], forms=[safety], given={})

    assert burden_of([laid(asked)]).whole == Burden(listed=5)


def test_what_a_list_could_hold_besides_is_no_field_that_was_spared():
    land = next(one for one in profiles() if one.id == "02-land")

    (asked,) = ask(["land_owned", "land_leased_in", "land_leased_out"], forms=[land], given={})

    assert burden_of([laid(asked)]).whole.unread == 0


def test_an_item_that_two_are_asked_for_is_named_with_both():
    both = [
        Laid(department=name, form=None, items=("output",), reused={}, enterprises=3)
        for name in ("经信局", "统计局")
    ]

    assert burden_of(both).twice == {"output": ("经信局", "统计局")}


def test_what_is_asked_of_one_although_another_sent_it_is_named():
    asked = [Laid(department="经信局", form=None, items=("output",), reused={}, enterprises=3)]

    assert burden_of(asked, given={"output": "统计局"}).twice == {"output": ("经信局", "统计局")}
    assert burden_of(asked, given={"output": "经信局", "water": "水务公司"}).twice == {}


@given(st.sets(st.sampled_from([one.id for one in profiles()])), st.integers(0, 50))
def test_the_whole_is_the_sum_of_the_departments(ids, enterprises):
    forms = [one for one in profiles() if one.id in ids]
    asked = ask(ALL_ITEMS, forms=forms, given={})
    found = burden_of(laid(one, enterprises) for one in asked)

    assert found.whole.asked == sum(one.asked for one in found.by_department.values())
    assert found.whole.prefilled % 2 == 0


def test_a_heading_that_serves_two_roles_is_one_column_to_fill():
    land = next(one for one in profiles() if one.id == "02-land")
    leases = next(sheet for sheet in land.sheets if sheet.label == "租赁")

    headings = [column.headers[0] for column in columns_to_fill(leases)]

    assert headings.count("出租占地面积") == 1
