"""A year with everybody in it: county clerk, tax bureau, town, enterprises, leader, and a stranger who sees nothing.

Weeks go by on the office's own clock, which the test moves on by more than any holiday; whoever was signed in signs in again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.office import DESKTOP, PHONE, Office, Visit, running_office
from tests.browser.test_the_year import NEW_PASSWORD, add_person, change_first_password

pytestmark = pytest.mark.browser

TAX = "税务局"
CLAIMED = "9000 万元"
WORKED = 60_000  # milliseconds that a reading or run may take


@dataclass
class Year:
    """The office, who takes part, and how many days went by."""

    office: Office
    ahead: Path
    visit: Callable[..., Visit]

    def person(self, name: str, *options: str, viewport: dict[str, int] = DESKTOP) -> Visit:
        """Somebody new, who has changed the first password."""
        first = add_person(self.office, name, *options)
        return self.first_time(name, first, viewport=viewport)

    def first_time(self, name: str, first: str, *, viewport: dict[str, int] = DESKTOP) -> Visit:
        """Somebody whose first password is known signs in, and changes it."""
        window = self.visit(self.office, viewport=viewport)
        window.sign_in(name, first)
        change_first_password(window, first)
        return window

    def days_later(self, days: int, *people: tuple[str, Visit]) -> None:
        """Days go by; those people sign in again."""
        self.ahead.write_text(str(int(self.ahead.read_text()) + days))
        for name, window in people:
            window.context.clear_cookies()
            window.sign_in(name, NEW_PASSWORD)


@pytest.fixture
def year(tmp_path: Path, monkeypatch, visit) -> Iterator[Year]:
    ahead = tmp_path / "days"
    ahead.write_text("0")
    monkeypatch.setenv("PERMU_TEST_DAYS_AHEAD", str(ahead))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "clock"))
    with running_office(with_demo=False, enterprises=60) as office:
        yield Year(office, ahead, visit)


def test_a_year_from_request_to_publication_with_an_appeal_that_moves_a_third(year: Year) -> None:
    clerk = year.first_time("clerk", year.office.first_password)
    leader = year.person("leader", "--role", "leader", viewport=PHONE)
    tax = year.person("tax", "--role", "department", "--department", TAX)

    ask_and_receive(clerk, tax)
    read(clerk)
    run(clerk)
    name, code, town = low_in_grade_b(clerk)
    appellant = year.person("appellant", *of(code), viewport=PHONE)
    hers = year.person("town", "--role", "town", "--town", town)

    land_goes_on_notice(clerk, appellant, hers, name)
    figures_are_confirmed(clerk, appellant, hers, name)
    year.days_later(21, ("clerk", clerk), ("leader", leader))
    end_confirming_and_run_again(clerk)
    year.days_later(0, ("town", hers))
    towns_are_heard(clerk, hers, name)
    review(clerk, leader)

    year.days_later(0, ("appellant", appellant), ("tax", tax))
    appeal(appellant)
    answer(tax)
    third = decide(clerk)
    read(clerk)
    run(clerk)
    year.days_later(21, ("clerk", clerk), ("leader", leader), ("appellant", appellant))
    step(clerk, "结束公示")
    step(clerk, "送审")
    step(leader, "审定")
    step(clerk, "公布结果")

    the_appellant_reads_the_decision(appellant)
    the_third_reads_why(year.person("third", *of(third), viewport=PHONE))
    the_list_is_public_and_says_what_was_changed(clerk)
    a_stranger_sees_nothing(year.visit(year.office))


def of(code: str) -> tuple[str, ...]:
    return "--role", "enterprise", "--credit-code", code


def fits(window: Visit) -> None:
    """What is open fits the desktop and the phone."""
    before = window.page.viewport_size
    for size in (DESKTOP, PHONE):
        window.page.set_viewport_size(size)
        assert window.width_beyond() <= 0, (window.page.url, size)
    window.page.set_viewport_size(before)


def ask_and_receive(clerk: Visit, tax: Visit) -> None:
    """The office has all workbooks but that of the tax bureau, which sends its own when asked."""
    page, books = clerk.page, clerk.office.workbooks
    (own,) = (book for book in books if TAX in book.name)
    clerk.go("/rounds/new/")
    page.fill("#id_year", "2025")
    page.select_option("#id_method", "sample")
    page.fill("#id_as_of", "2026-02-28")
    page.set_input_files("#id_files", [book for book in books if book != own])
    page.click("text=建立并上传")
    clerk.go("/rounds/1/requests/")
    page.click("#open button")
    row = page.locator("table.requests tr", has_text=TAX)
    row.locator("text=标为已发").click()
    expect(row.locator(".tag")).to_have_class(re.compile("state-sent"))
    fits(clerk)

    tax.go("/department/")
    fits(tax)
    tax.page.set_input_files("input[type=file]", own)
    tax.page.click("section.own button.btn-primary")
    expect(tax.page.locator(".file-name")).to_contain_text(own.name)


def read(clerk: Visit) -> None:
    clerk.go("/rounds/1/")
    clerk.page.locator("main .next button").first.click()
    expect(clerk.page.locator(".job")).to_have_count(0, timeout=WORKED)
    expect(clerk.page.locator(".message.error")).to_have_count(0)


def run(clerk: Visit) -> None:
    clerk.go("/rounds/1/")
    clerk.page.locator("main .next button", has_text="试算").click()
    expect(clerk.page.locator(".job")).to_have_count(0, timeout=WORKED)


def low_in_grade_b(clerk: Visit) -> tuple[str, str, str]:
    """An enterprise's name, code and town: of those graded B the last but those without a town."""
    clerk.go("/runs/1/?grade=B&sort=-rank")
    row = clerk.page.locator("table.results tbody tr", has_text="镇").first
    name, town = (row.locator(cell).inner_text() for cell in ("th a", "td:nth-child(3)"))
    row.locator("th a").click()
    return name, clerk.page.locator(".verdict code").inner_text(), town


def land_goes_on_notice(clerk: Visit, one: Visit, town: Visit, name: str) -> None:
    """The areas of all are put out; an enterprise and its town see their own rows."""
    clerk.go("/rounds/1/land/")
    clerk.page.locator("#notice form button").click()
    for kind in ("Word", "PDF"):
        paper = clerk.page.locator("#notice .papers a", has_text=kind).get_attribute("href")
        assert clerk.status_of(paper or "") == 200
    fits(clerk)
    for window, rows in ((one, re.compile("^1$")), (town, re.compile("^[1-9]"))):
        window.go("/land-notice/")
        found = window.page.locator("table.results tbody tr")
        assert rows.match(str(found.count()))
        expect(found.filter(has_text=name)).to_have_count(1)
        fits(window)
    clerk.go("/rounds/1/year/")
    expect(clerk.page.locator(".choice", has_text="送审")).to_contain_text("用地面积还在公示")


def figures_are_confirmed(clerk: Visit, one: Visit, town: Visit, name: str) -> None:
    """An enterprise disputes its power on a phone, its town looks on, the clerk takes the figure over."""
    clerk.go("/rounds/1/confirm/")
    clerk.page.click("text=请全部企业确认")
    one.go("/mine/confirm/")
    power = one.page.locator("ul.figures li", has_text="用电量")
    known = int(re.sub(r"\D", "", power.locator(".value").inner_text()))
    claimed = f"{known + 1000}"
    power.locator("summary").click()
    power.locator("input[type=checkbox]").check()
    power.locator("input[name^=claimed]").fill(claimed)
    power.locator("input[name^=reason]").fill("供电公司抄表时间不同，附电费单")
    bill = {"name": "电费单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    power.locator("input[type=file]").set_input_files(bill)
    fits(one)
    one.page.locator("main form button.btn-primary").click()
    expect(one.page.locator(".dispute")).to_contain_text(f"您认为是 {claimed}")
    form = one.page.locator("a", has_text="下载数据确认表").get_attribute("href")
    assert one.status_of(form or "") == 200

    town.go("/town/confirm/")
    fits(town)
    expect(town.page.locator("table.results tr", has_text=name)).to_contain_text("异议")
    clerk.go("/rounds/1/confirm/")
    fits(clerk)
    dispute = clerk.page.locator("ol.findings li", has_text=name)
    dispute.locator("input[name=why]").fill("电费单属实")
    dispute.locator("text=采纳，更正数据").click()
    expect(clerk.page.locator("ol.findings li", has_text=name)).to_contain_text("电费单属实")


def end_confirming_and_run_again(clerk: Visit) -> None:
    clerk.go("/rounds/1/year/")
    expect(clerk.page.locator(".choice", has_text="送审")).to_contain_text("企业确认还没有结束")
    clerk.go("/rounds/1/confirm/")
    clerk.page.click("text=结束企业确认")
    read(clerk)
    run(clerk)


def towns_are_heard(clerk: Visit, town: Visit, name: str) -> None:
    """Before anything is submitted a town looks at its grades, and says that it has nothing against them."""
    clerk.go("/rounds/1/year/")
    clerk.page.locator("#towns form button").click()
    expect(clerk.page.locator(".choice", has_text="送审")).to_contain_text("还没有答复")
    town.go("/town/review/")
    expect(town.page.locator("table.results tr", has_text=name)).to_have_count(1)
    fits(town)
    town.page.check("input[value=no]")
    town.page.click("text=提交本镇意见")
    clerk.go("/rounds/1/year/")
    expect(clerk.page.locator("#towns")).to_contain_text("没有意见")
    fits(clerk)


def review(clerk: Visit, leader: Visit) -> None:
    step(clerk, "送审")
    clerk.go("/rounds/1/year/")
    expect(clerk.page.locator(".choice", has_text="审定").first).to_contain_text("等待")
    step(leader, "审定")
    step(clerk, "发布公示")


def step(window: Visit, label: str) -> None:
    """Take the next step of the year on its page."""
    window.go("/rounds/1/year/")
    fits(window)
    window.page.locator(".choice button", has_text=label).click()
    expect(window.page.locator("ol.taken li").first).to_contain_text(label)


def appeal(one: Visit) -> None:
    """Against its value-added tax, within the time of the notice."""
    one.go("/mine/")
    fits(one)
    one.go("/mine/appeals/")
    one.page.click("text=选数据、填异议")
    one.page.select_option("select[name=item]", "vat_paid")
    one.page.fill("input[name=value]", CLAIMED)
    one.page.fill("textarea[name=grounds]", "十二月入库的税款没有计入，附完税证明")
    proof = {"name": "完税证明.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    one.page.set_input_files("input[name=evidence]", proof)
    fits(one)
    one.page.click("text=提交异议")
    expect(one.page.locator("ul.appeals li")).to_contain_text(CLAIMED)
    fits(one)


def answer(tax: Visit) -> None:
    tax.go("/department/appeals/")
    fits(tax)
    claim = tax.page.locator("ul.appeals li").first
    expect(claim).to_contain_text(CLAIMED)
    claim.locator("select[name=says]").select_option("true")
    claim.locator("input[name=reason]").fill("核对入库数，属实")
    claim.locator("button").click()
    expect(tax.page.locator("main")).to_contain_text("核对入库数，属实")


def decide(clerk: Visit) -> str:
    """See whom it would move, then uphold it; the code of a third enterprise whose grade moves."""
    clerk.go("/rounds/1/appeals/")
    fits(clerk)
    clerk.page.locator("table a, ul.appeals a", has_text="第 1 号").first.click()
    expect(clerk.page.locator("main")).to_contain_text("核对入库数，属实")
    fits(clerk)
    moved = clerk.page.locator("table.movers").last.locator("tbody tr").first
    expect(moved).to_be_visible()
    third = moved.locator("code").inner_text()
    uphold = clerk.page.locator("form", has_text="支持主张")
    uphold.locator("input[name=reason]").fill("完税证明和税务局核对一致")
    uphold.locator("button").click()
    expect(clerk.page.locator("main")).to_contain_text("予以支持")
    return third


def the_appellant_reads_the_decision(one: Visit) -> None:
    one.go("/mine/appeals/")
    expect(one.page.locator("main")).to_contain_text("公示以后您的结果变了")
    fits(one)
    for kind in ("Word", "PDF"):
        paper = decision(one.page).locator(f"text={kind}").get_attribute("href")
        assert one.status_of(paper or "") == 200


def decision(page: Page) -> Locator:
    return page.locator(".papers", has_text="决定书").first


def the_third_reads_why(third: Visit) -> None:
    """Of another grade without having appealed: its page says so."""
    third.go("/mine/appeals/")
    expect(third.page.locator("main")).to_contain_text("您没有提出异议")
    expect(third.page.locator("main")).to_contain_text("等级：")
    fits(third)


def the_list_is_public_and_says_what_was_changed(clerk: Visit) -> None:
    clerk.go("/rounds/1/year/")
    expect(clerk.page.locator("main")).to_contain_text("人工更正的数据 2 项，其中因异议 1 项")
    expect(clerk.page.locator("li.now")).to_contain_text("公布")
    fits(clerk)


def a_stranger_sees_nothing(window: Visit) -> None:
    """Somebody who is not signed in is led to the sign-in, whatever they ask for."""
    for path in ("/rounds/1/", "/runs/1/", "/sheets/1/", "/mine/", "/appeals/1/", "/publications/"):
        window.go(path)
        expect(window.page).to_have_url(re.compile("/sign-in/"))
