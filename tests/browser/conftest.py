"""Two offices, one empty and one with the demo in it, and a browser; started once for all tests."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.office import Office, Visit, chromium, running_office


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Its loop stays in this thread till the worker ends; Django would take tests after it for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = chromium(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def empty_office() -> Iterator[Office]:
    with running_office(with_demo=False) as office:
        yield office


@pytest.fixture(scope="session")
def demo_office() -> Iterator[Office]:
    with running_office(with_demo=True) as office:
        yield office


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens windows; at the end of the test each must have been without fault."""
    visits: list[Visit] = []

    def open_window(office: Office, **options: Any) -> Visit:
        visits.append(Visit(browser, office, **options))
        return visits[-1]

    yield open_window
    for one in visits:
        one.context.close()
    faults = [fault for one in visits for fault in one.faults]
    assert not faults, [*faults, *(line for one in visits for line in one.office.said[-40:])]
