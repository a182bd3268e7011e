"""A clerk holds the county against another county's method, and reads methods, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.office import Office

pytestmark = pytest.mark.browser

OTHER = "安徽省某市工业企业亩均效益评价办法（市名未见）"


def test_from_choosing_a_method_to_a_mover_and_the_workbook(demo_office: Office, visit):
    clerk = visit(demo_office)
    clerk.sign_in("clerk")
    page = clerk.page
    clerk.go("/runs/1/")
    page.click("text=换个办法对照")
    page.select_option("select[name=with]", label=OTHER)
    page.click(".choose button")
    page.click("text=暂用本组平均值试算")
    expect(page.locator(".message.warn").first).to_contain_text("假设")

    counts = [int(text) for text in page.locator(".moves b").all_inner_texts()]
    table = [int(text) for text in page.locator(".transitions td").all_inner_texts() if text]
    assert sum(counts) == sum(table)
    page.click(".moves .move-better")
    expect(page.locator(".movers tbody tr")).to_have_count(counts[0])
    expect(page.locator(".movers .why li").first).to_be_visible()
    page.select_option("#list select[name=town]", index=1)
    page.click("#list .filters button")
    expect(page).to_have_url(re.compile(r"means=1.*move=better.*town="))
    expect(page.locator(".movers .tag:not(.move-better)")).to_have_count(0)
    with page.expect_download() as download:
        page.click("text=导出对照工作簿")
    assert download.value.suggested_filename.endswith("340000-anhui-city_2022.xlsx")
    name = page.locator(".movers tbody a").first.inner_text()
    page.click(".movers tbody a >> nth=0")
    expect(page.locator("h1")).to_contain_text(name)


def test_a_clause_of_the_working_sheet_leads_to_its_paragraph(demo_office: Office, visit):
    owner = visit(demo_office)
    owner.sign_in("enterprise")
    owner.page.click("text=看每个数从哪来")
    clause = owner.page.locator(".indicators h3 small a").first
    said = clause.inner_text()
    clause.click()

    expect(owner.page.locator(":target")).to_contain_text(said)
    expect(owner.page.locator(":target")).to_be_in_viewport()


def test_methods_are_found_by_place_and_by_what_they_can_do(demo_office: Office, visit):
    leader = visit(demo_office)
    leader.sign_in("leader")
    page = leader.page
    page.click("nav >> text=办法")
    page.fill("input[name=q]", "淮安")
    page.select_option("select[name=ability]", "grades")
    page.click(".filters button")
    expect(page.locator(".shelf tbody tr")).to_have_count(1)
    page.click(".shelf tbody a")

    expect(page.locator("h1")).to_contain_text("淮安市2024年度")
    expect(page.locator(".method-group")).to_have_count(2)
