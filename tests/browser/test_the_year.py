"""The main job in a real browser: from eight workbooks to a result that its enterprise reads."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.environment import environment
from tests.browser.office import ENTERPRISES, PHONE, Office, Visit

pytestmark = pytest.mark.browser

NEW_PASSWORD = "Twelve mu of quiet land"


def add_person(office: Office, username: str, *options: str) -> str:
    """Give a person an account as an administrator does; the first password."""
    command = [sys.executable, "-m", "permu.doors.site", "add_person", username, *options]
    done = subprocess.run(
        command, env=environment(office.data), capture_output=True, text=True, check=True
    )
    return done.stdout.split()[-1]


def change_first_password(visit: Visit, first: str) -> None:
    expect(visit.page).to_have_url(re.compile("/password/"))
    visit.page.fill("#id_old_password", first)
    visit.page.fill("#id_new_password1", NEW_PASSWORD)
    visit.page.fill("#id_new_password2", NEW_PASSWORD)
    visit.page.click("main form button")
    visit.page.wait_for_url(lambda url: "password" not in url)


def test_from_eight_workbooks_to_a_result_that_its_enterprise_reads(empty_office: Office, visit):
    clerk = visit(empty_office)
    clerk.sign_in("clerk", empty_office.first_password)
    change_first_password(clerk, empty_office.first_password)

    open_a_round_with_all_workbooks(clerk)
    read_with_progress(clerk)
    settle_one_finding_and_look_at_its_cell(clerk)
    run_with_open_findings(clerk)
    someone = sort_filter_and_search(clerk)
    code, own = look_at_the_working_sheet(clerk, someone)
    clerk.page.go_back()
    clerk.page.click("text=下发给企业和领导")
    expect(clerk.page.locator("text=已下发")).to_be_visible()
    clerk.page.click(".me summary")
    clerk.page.click("text=退出登录")
    expect(clerk.page).to_have_url(re.compile("/sign-in/"))

    first = add_person(empty_office, "owner", "--role", "enterprise", "--credit-code", code)
    owner = visit(empty_office, viewport=PHONE)
    owner.sign_in("owner", first)
    change_first_password(owner, first)
    expect(owner.page.locator("h1")).to_have_text(someone)
    expect(owner.page.locator("h2").first).to_have_text(re.compile("为什么是"))
    assert owner.width_beyond() <= 0
    assert owner.status_of(own) == 200
    assert owner.status_of(own + "sheet.pdf") == 200
    others = [f"/sheets/{number}/" for number in range(1, ENTERPRISES + 1)]
    statuses = {address: owner.status_of(address) for address in others if address != own}
    assert set(statuses.values()) == {404}
    assert [owner.status_of(path) for path in ("/rounds/", "/runs/1/", "/overview/")] == [404] * 3


def open_a_round_with_all_workbooks(clerk: Visit) -> None:
    page = clerk.page
    page.click("text=新建年度评价")
    page.fill("#id_year", "2025")
    page.select_option("#id_method", "sample")
    page.fill("#id_as_of", "2026-02-28")
    page.set_input_files("#id_files", clerk.office.workbooks)
    page.click("text=建立并上传")
    expect(page.locator("text=收到 8 个文件")).to_be_visible()
    expect(page.locator("text=未收到")).to_have_count(0)


def read_with_progress(clerk: Visit) -> None:
    clerk.page.click("main .next button")
    expect(clerk.page.locator(".job progress")).to_be_visible()
    expect(clerk.page.locator(".job")).to_have_count(0, timeout=60_000)
    expect(clerk.page.locator("text=已读取")).to_have_count(8)


def settle_one_finding_and_look_at_its_cell(clerk: Visit) -> None:
    page = clerk.page
    page.click("#findings >> text=逐条查看和处理")
    page.select_option("select[name=severity]", "error")
    expect(page).to_have_url(re.compile("severity=error"))  # by htmx, and in the address
    expect(page.locator(".findings .severity-note")).to_have_count(0)
    first = page.locator(".findings > li").first
    first.locator("input[name=settlement]").fill("已与报送部门核对")
    first.locator("button").click()
    expect(page.locator(".settled").first).to_contain_text("已与报送部门核对")
    page.locator(".findings .where a").first.click()
    expect(page.locator("td.target")).to_be_in_viewport()
    heads = page.locator("table.window thead th").first.bounding_box()
    cells = page.locator("table.window tbody tr:last-child td").first.bounding_box()
    assert (heads["x"], heads["width"]) == (cells["x"], cells["width"])  # a column is one column
    page.locator(".crumbs a").first.click()


def run_with_open_findings(clerk: Visit) -> None:
    button = clerk.page.locator("main .next button")
    expect(button).to_have_text(re.compile(r"带着 \d+ 条待核问题试算"))
    button.click()
    expect(clerk.page.locator(".job")).to_have_count(0, timeout=60_000)
    clerk.page.click("text=第 1 次试算")


def sort_filter_and_search(clerk: Visit) -> str:
    """The name of the best of grade A."""
    page = clerk.page
    rows = page.locator("table.results tbody tr")
    total = re.findall(r"\d+", page.locator("p.sum").inner_text())
    assert int(total[0]) == sum(map(int, total[1:])) == ENTERPRISES
    page.click("th >> text=得分")
    page.click("th >> text=得分 ↑")
    scores = [float(text) for text in rows.locator("td:nth-child(5)").all_inner_texts()[:20]]
    assert scores == sorted(scores, reverse=True)
    page.select_option("select[name=grade]", "A")
    expect(page.locator("table.results .grade:not(.tone-a)")).to_have_count(0)
    best = rows.locator("th a").first.inner_text()
    page.fill("#search", best)
    expect(rows).to_have_count(1)
    expect(rows.locator("th a")).to_have_text(best)
    return best


def look_at_the_working_sheet(clerk: Visit, name: str) -> tuple[str, str]:
    """The enterprise's credit code, and the address of its sheet."""
    page = clerk.page
    page.click(f"table.results >> text={name}")
    expect(page.locator("h1")).to_contain_text(name)
    page.locator(".indicators summary").first.click()
    expect(page.locator(".indicators .cell a").first).to_be_visible()
    code = page.locator(".verdict code").inner_text()
    return code, page.url.removeprefix(clerk.office.address)
