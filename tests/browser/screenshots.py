"""Takes the papers' pictures anew, of what the office shows: `python -m tests.browser.screenshots [NAME]`."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser.office import PHONE, Office, Visit, chromium, running_office

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SCALE = {"device_scale_factor": 1.25}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
TALL: ViewportSize = {"width": 1280, "height": 1150}
SHEET: ViewportSize = {"width": 640, "height": 800}
TRIED = "/runs/1/whatif/?weight.tax_per_mu.above=45&rate.power_surcharge_d.=0.5"
COMPARED = "/runs/1/compare/?with=340000-anhui-city/2022&means=1"
LOOKED_UP = "91990101144124766L"  # of the pages for enterprises: 样例县屿元照明有限公司
CLAIMED = "91990101MAGAH7AG1B", "3.82688 万千瓦时"  # of the page on corrections


def main() -> None:
    """One picture a page, of the county that `make demo` makes."""
    IMAGES.mkdir(exist_ok=True)
    with (
        running_office(with_demo=True, enterprises=600) as office,
        sync_playwright() as playwright,
    ):
        browser = chromium(playwright)
        signed_in: Callable[..., Visit] = partial(_signed_in, browser, office)
        _of_the_clerk(signed_in("clerk", viewport=DESKTOP, **SCALE))
        for name, size in (("leader", DESKTOP), ("leader-phone", PHONE)):
            leader = signed_in("leader", viewport=size, **SCALE)
            leader.page.wait_for_selector(".chart[data-drawn]")
            picture(leader, "", name)
        _of_a_new_year(signed_in("clerk", viewport=TALL, **SCALE))
        browser.close()


def _signed_in(browser: Browser, office: Office, name: str, **options: Any) -> Visit:
    visit = Visit(browser, office, **options)
    visit.sign_in(name)
    return visit


def _of_the_clerk(clerk: Visit) -> None:
    picture(clerk, "/runs/1/", "results")
    clerk.page.set_viewport_size({"width": 1280, "height": 1000})
    picture(clerk, COMPARED, "compare")
    picture(clerk, TRIED, "whatif")
    picture(clerk, "/runs/1/robustness/", "robustness")
    picture(clerk, f"/runs/1/frontier/?subject={LOOKED_UP}", "frontier")
    picture(clerk, "/rounds/1/owners/", "owners")
    clerk.go("/rounds/1/figures/")
    clerk.page.locator(".cells a.btn").first.click()
    picture(clerk, "", "figure")
    _ripple(clerk)
    clerk.page.set_viewport_size(SHEET)
    _sheet(clerk, LOOKED_UP)
    clerk.page.locator(".indicators summary").first.click()
    picture(clerk, "", "working-sheet")
    if asked("next-grade"):
        clerk.page.locator(".next-grade").screenshot(path=IMAGES / "next-grade.png")


def _of_a_new_year(clerk: Visit) -> None:
    """A round that asks: the list drawn up, three forms sent; then the columns of a file of the year before."""
    page = clerk.page
    clerk.go("/rounds/new/")
    page.fill("#id_year", "2026")
    page.select_option("#id_method", "sample")
    page.fill("#id_as_of", "2027-02-28")
    page.click("main form .btn-primary")
    page.wait_for_url(lambda url: "/new/" not in url)
    address = f"{page.url.removeprefix(clerk.office.address)}requests/"
    clerk.go(address)
    page.click("#open button")
    for _ in range(3):
        page.locator(".deeds form[action$='/send/'] button").first.click()
        page.wait_for_load_state()
    picture(clerk, address, "requests")
    page.click("#burden summary")
    if asked("burden"):
        page.locator("#burden").screenshot(path=IMAGES / "burden.png")
    picture(clerk, "/files/3/columns/", "columns")


def _sheet(clerk: Visit, code: str) -> None:
    """Open the working sheet of one enterprise."""
    clerk.go(f"/runs/1/?q={code}")
    clerk.page.click("table.results tbody a")


def _ripple(clerk: Visit) -> None:
    """The ripple of the correction that the page tells of."""
    code, claimed = CLAIMED
    _sheet(clerk, code)
    clerk.page.get_by_text("更正试算").click()
    clerk.page.fill("[name=electricity]", claimed)
    clerk.page.click(".claim .btn-primary")
    picture(clerk, "", "ripple")


def asked(name: str) -> bool:
    """Whether this picture is among those asked for; without any, all are."""
    return not sys.argv[1:] or name in sys.argv[1:]


def picture(visit: Visit, path: str, name: str) -> None:
    """The page at `path`, or the one that is open, as the window shows it; only those asked for."""
    if path:
        visit.go(path)
    if asked(name):
        visit.page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
