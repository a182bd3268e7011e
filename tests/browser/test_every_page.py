"""Every page on a desktop and on a phone, in both languages, without scripts, and for a screen reader."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.office import DEMO_PASSWORD, DESKTOP, PHONE, Office

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "clerk": (
        "/rounds/", "/rounds/new/", "/rounds/1/", "/rounds/1/findings/", "/runs/1/",
        "/publications/?check=1", "/rounds/1/land/", "/rounds/1/consequences/", "/rounds/1/improvements/", "/sheets/1/improvement/", "/rounds/1/year/", "/rounds/1/appeals/",
        "/rounds/1/requests/", "/rounds/1/confirm/", "/rounds/1/owners/", "/rounds/1/figures/", "/rounds/1/figures/?all=1", "/files/3/columns/",
        "/runs/1/?q=无此企业", "/runs/1/overview/", "/sheets/1/", "/password/", "/runs/1/method/",
        "/runs/1/compare/", "/runs/1/compare/?with=340000-anhui-city/2022",
        "/runs/1/compare/?with=340000-anhui-city/2022&means=1",
        "/runs/1/compare/?with=331003-huangyan/2022", "/runs/1/compare/?with=nowhere",
        "/runs/1/whatif/", "/runs/1/whatif/?weight.tax_per_mu.above=60&rate.power_surcharge_d.=0.5",
        "/runs/1/whatif/?weight.tax_per_mu.above=60&alone=1", "/runs/1/whatif/scenarios/",
        "/runs/1/frontier/?q=有限", "/runs/1/frontier/?group=below&from=output",
    ),
    "leader": (
        "/overview/", "/year/", "/results/", "/sheets/1/", "/methods/", "/methods/?q=无此办法",
        "/runs/1/whatif/?shares..above.0=30",
        "/methods/341825-jingde/2022/", "/methods/511083-longchang/2022/",
    ),
    "enterprise": ("/mine/", "/mine/confirm/", "/mine/appeals/", "/notices/", "/runs/1/method/", "/receipts/", "/land-notice/"),
    "town": ("/town/", "/town/?q=无此企业", "/town/confirm/", "/town/appeals/", "/town/review/", "/land-notice/"),
    "department": ("/department/", "/department/appeals/"),
    "admin": ("/people/", "/sessions/", "/people/1/role/", "/second-factor/", "/people/1/second-factor/", "/rights/", "/clients/", "/people/?q=无此人"),
    "auditor": ("/log/", "/log/?verb=add_file", "/publications/?check=1"),
}  # fmt: skip


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize("who", PAGES)
def test_no_page_is_wider_than_its_window_or_without_a_heading(
    demo_office: Office, visit, who, locale
):
    window = visit(demo_office, viewport=PHONE, locale=locale)
    window.sign_in(who)
    for path in PAGES[who]:
        window.go(path)
        assert window.width_beyond() <= 0, path
        expect(window.page.locator("h1")).to_have_count(1)
        window.page.set_viewport_size(DESKTOP)
        assert window.width_beyond() <= 0, path
        window.page.set_viewport_size(PHONE)


def test_the_leaders_charts_stand_beside_tables_of_the_same_figures(demo_office: Office, visit):
    window = visit(demo_office, viewport=PHONE)
    window.sign_in("leader")
    expect(window.page.locator("#park .chart[data-drawn] svg")).to_be_visible()

    drawn = window.page.locator("#park .chart svg text").all_text_contents()
    values = window.page.locator("#park tbody td:nth-child(2)").all_inner_texts()
    assert values
    assert set(values) <= set(drawn)
    expect(window.page.locator("#park .source")).to_contain_text("数据截至 2026-02-28")


def test_lists_filters_and_figures_work_without_scripts(demo_office: Office, visit):
    window = visit(demo_office, java_script_enabled=False)
    window.sign_in("clerk")
    window.go("/runs/1/")
    window.page.select_option("select[name=grade]", "B")
    window.page.click(".filters button")

    expect(window.page.locator("table.results .grade:not(.tone-b)")).to_have_count(0)
    assert window.page.locator("table.results .tone-b").count() > 5
    window.go("/runs/1/overview/")
    assert window.page.locator("#park tbody tr").count() > 1


def test_a_page_is_walked_by_keyboard(demo_office: Office, visit):
    window = visit(demo_office)
    window.go("/sign-in/")
    window.page.keyboard.type("clerk")
    window.page.keyboard.press("Tab")
    window.page.keyboard.type(DEMO_PASSWORD)
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile("/rounds/"))
    window.page.keyboard.press("Tab")
    expect(window.page.locator(".skip")).to_be_focused()
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Tab")
    expect(window.page.locator("main a").first).to_be_focused()


def test_the_language_switch_keeps_the_page(demo_office: Office, visit):
    window = visit(demo_office)
    window.sign_in("clerk")
    window.go("/runs/1/?grade=A")
    window.page.click("text=English")

    expect(window.page).to_have_url(re.compile("grade=A"))
    expect(window.page.locator("h1")).to_contain_text("Results")


@pytest.mark.parametrize("who", PAGES)
def test_a_screen_reader_meets_no_serious_obstacle(demo_office: Office, visit, who):
    window = visit(demo_office, bypass_csp=True)  # the checker is a script of its own
    window.sign_in(who)
    found = []
    for path in PAGES[who]:
        window.go(path)
        window.page.add_script_tag(path=AXE)
        report = window.page.evaluate("() => axe.run()")
        found += [
            (path, one["id"], one["nodes"][0]["target"])
            for one in report["violations"]
            if one["impact"] in ("serious", "critical")
        ]

    assert found == []
