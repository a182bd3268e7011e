"""From planted errors to settled facts, in the browser: whose rows are, what held figures are, and where each came from."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office import Office, Visit, running_office
from tests.browser.test_the_year import (
    change_first_password,
    open_a_round_with_all_workbooks,
    read_with_progress,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small_office() -> Iterator[Office]:
    with running_office(with_demo=False, enterprises=60) as office:
        yield office


def test_every_planted_error_is_settled_and_every_figure_leads_to_its_cell(
    small_office: Office, visit
) -> None:
    clerk = visit(small_office)
    clerk.sign_in("clerk", small_office.first_password)
    change_first_password(clerk, small_office.first_password)

    open_a_round_with_all_workbooks(clerk)
    read_with_progress(clerk)
    settle_owners(clerk)
    read_again(clerk.page)
    settled = settle_figures(clerk)
    read_again(clerk.page)

    clerk.go("/rounds/1/figures/")
    expect(clerk.page.locator("text=没有暂不采用的数据。")).to_be_visible()
    clerk.go("/rounds/1/owners/")
    expect(clerk.page.locator("text=没有待归户的行。")).to_be_visible()
    look_at_a_settled_sheet(clerk, settled)


def settle_owners(clerk: Visit) -> None:
    """The likeliest proposal is taken; who has none is none of ours."""
    clerk.go("/rounds/1/owners/")
    rows = clerk.page.locator("form.owner")
    assert rows.count() > 0
    while left := rows.count():
        rows.first.locator("input[name=subject]").first.check()
        rows.first.locator("input[name=reason]").fill("已与报送部门核实")
        rows.first.locator("button").click()
        expect(rows).to_have_count(left - 1)


def settle_figures(clerk: Visit) -> list[str]:
    """Each held figure is taken as one of its cells says, or typed; the enterprises it was done for."""
    page = clerk.page
    clerk.go("/rounds/1/figures/")
    links = page.locator(".cells a.btn")
    subjects = []
    assert links.count() > 0
    while left := links.count():
        links.first.click()
        offered = page.locator("input[value^='cell:']")
        if offered.count():
            subjects.append(page.locator(".head code").first.inner_text())
            offered.first.check()
        else:
            page.locator("input[value=none]").check()
        page.fill("input[name=reason]", "部门复函核定")
        page.locator("form.correct button").click()
        expect(links).to_have_count(left - 1)
    return subjects


def read_again(page: Page) -> None:
    page.locator("main .next button").click()
    expect(page.locator(".job")).to_have_count(0, timeout=60_000)
    expect(page.locator("main .next button")).to_contain_text("试算")


def look_at_a_settled_sheet(clerk: Visit, subjects: list[str]) -> None:
    """The corrected figure says by whom and why, and every cell of the sheet opens as the workbook looked."""
    page = clerk.page
    clerk.go("/rounds/1/")
    page.locator("main .next button").click()
    expect(page.locator(".job")).to_have_count(0, timeout=60_000)
    for subject in dict.fromkeys(subjects):  # a method reads some figures for few sheets alone
        clerk.go(f"/runs/1/?q={subject}")
        page.locator("table.results tbody a").first.click()
        page.wait_for_url("**/sheets/**")
        if "部门复函核定" in (page.locator("main").text_content() or ""):
            break
    expect(page.locator("main")).to_contain_text("部门复函核定")
    quoted = page.locator(".cell:has(a)").evaluate_all(
        "all => all.map(one => [one.querySelector('a').getAttribute('href'), one.querySelector('q')?.textContent])"
    )  # a 0 of a complete list quotes nothing and leads to the head of its sheet
    expect(page.locator(".cell:not(:has(a)):has-text('.xlsx')")).to_have_count(0)
    assert len(quoted) > 5
    for address, raw in quoted:
        clerk.go(address)
        target = page.locator("td.target")
        expect(target).to_have_text(re.compile(r"\S"))
        stored = (target.get_attribute("title") or "").removeprefix("存储值：")
        assert raw in (None, target.inner_text().strip(), stored)
        assert re.search(r"\w", page.locator("table.window thead").inner_text())
