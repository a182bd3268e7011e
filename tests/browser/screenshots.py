"""Takes the papers' pictures anew, of what the office shows: `python -m tests.browser.screenshots [NAME]`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.office import PHONE, Visit, chromium, running_office

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SCALE = {"device_scale_factor": 1.25}
TRIED = "/runs/1/whatif/?weight.tax_per_mu.above=45&rate.power_surcharge_d.=0.5"
COMPARED = "/runs/1/compare/?with=340000-anhui-city/2022&means=1"


def main() -> None:
    """One picture a page, of the county that `make demo` makes."""
    IMAGES.mkdir(exist_ok=True)
    with (
        running_office(with_demo=True, enterprises=600) as office,
        sync_playwright() as playwright,
    ):
        browser = chromium(playwright)
        clerk = Visit(browser, office, viewport={"width": 1280, "height": 900}, **SCALE)
        clerk.sign_in("clerk")
        picture(clerk, "/runs/1/", "results")
        clerk.page.click("table.results tbody a")
        clerk.page.set_viewport_size({"width": 640, "height": 800})
        clerk.page.locator(".indicators summary").first.click()
        picture(clerk, "", "working-sheet")
        for name, size in (("leader", {"width": 1280, "height": 900}), ("leader-phone", PHONE)):
            leader = Visit(browser, office, viewport=size, **SCALE)
            leader.sign_in("leader")
            leader.page.wait_for_selector(".chart[data-drawn]")
            picture(leader, "", name)
        clerk.page.set_viewport_size({"width": 1280, "height": 1000})
        picture(clerk, COMPARED, "compare")
        picture(clerk, TRIED, "whatif")
        browser.close()


def picture(visit: Visit, path: str, name: str) -> None:
    """The page at `path`, or the one that is open, as the window shows it; only those asked for."""
    if path:
        visit.go(path)
    if sys.argv[1:] and name not in sys.argv[1:]:
        return
    visit.page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
