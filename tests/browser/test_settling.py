"""From planted errors to settled facts, in the browser: whose rows are, what held figures are, and where each came from."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office import Office, Visit, running_office

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small_office() -> Iterator[Office]:
    with running_office(with_demo=True, enterprises=60) as office:
        yield office


def test_every_planted_error_is_settled_and_every_figure_leads_to_its_cell(
    small_office: Office, visit
) -> None:
    clerk = visit(small_office)
    clerk.sign_in("clerk")

    settle_owners(clerk)
    read_again(clerk.page)
    settled = settle_figures(clerk)
    read_again(clerk.page)

    clerk.go("/rounds/1/figures/")
    expect(clerk.page.locator("text=没有暂不采用的数据。")).to_be_visible()
    clerk.go("/rounds/1/owners/")
    expect(clerk.page.locator("text=没有待归户的行。")).to_be_visible()
    look_at_the_settled_sheet(clerk, settled)


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


def settle_figures(clerk: Visit) -> str:
    """Each held figure is taken as one of its cells says, or typed; one of the enterprises it was done for."""
    page = clerk.page
    clerk.go("/rounds/1/figures/")
    links = page.locator(".cells a.btn")
    subject = ""
    assert links.count() > 0
    while left := links.count():
        links.first.click()
        offered = page.locator("input[value^='cell:']")
        if offered.count():
            subject = page.locator(".head code").first.inner_text()
            offered.first.check()
        else:
            page.locator("input[value=none]").check()
        page.fill("input[name=reason]", "部门复函核定")
        page.locator("form.correct button").click()
        expect(links).to_have_count(left - 1)
    return subject


def read_again(page: Page) -> None:
    page.locator("main .next button").click()
    expect(page.locator(".job")).to_have_count(0, timeout=60_000)
    expect(page.locator("main .next button")).to_contain_text("试算")


def look_at_the_settled_sheet(clerk: Visit, subject: str) -> None:
    """The corrected figure says by whom and why, and every cell of the sheet opens as the workbook looked."""
    page = clerk.page
    clerk.go("/rounds/1/")
    page.locator("main .next button").click()
    expect(page.locator(".job")).to_have_count(0, timeout=60_000)
    page.click("text=第 2 次试算")
    page.fill("#search", subject)
    page.keyboard.press("Enter")
    page.locator("table.results tbody a").first.click()
    expect(page.locator("main")).to_contain_text("部门复函核定")
    cells = page.locator(".cell a")
    addresses = {cells.nth(at).get_attribute("href") or "" for at in range(cells.count())}
    assert len(addresses) > 5
    for address in addresses:
        clerk.go(address)
        expect(page.locator("td.target")).to_have_count(1)
        assert re.search(r"\w", page.locator("table.window thead").inner_text())
