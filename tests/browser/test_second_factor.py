"""Two-step sign-in as it is on a telephone, and without scripts."""

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.office import DEMO_PASSWORD, PHONE, Office, Visit

pytestmark = pytest.mark.browser


def fill(window: Visit, at: str, *, code: str = "", paper: str = "") -> None:
    """Fill a form in and send it: with digits, or with a recovery code under its own heading."""
    form = window.page.locator("form", has=window.page.locator(f"#code-{at}"))
    if paper:
        form.locator("summary").click()
        form.locator(f"#recovery-{at}").fill(paper)
    else:
        form.locator(f"#code-{at}").fill(code)
    if at != "in":
        form.locator("input[type=password]").fill(DEMO_PASSWORD)
    form.locator("button").click()


def to_the_code(window: Visit) -> None:
    window.go("/sign-in/")
    window.page.fill("#id_username", "town")
    window.page.fill("#id_password", DEMO_PASSWORD)
    window.page.click("main button")
    window.page.wait_for_url("**/sign-in/code/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_it_is_set_up_used_and_turned_off_on_a_telephone(demo_office: Office, visit, *, scripts):
    window = visit(demo_office, viewport=PHONE, java_script_enabled=scripts)
    window.sign_in("town")
    window.go("/second-factor/")
    expect(window.page.locator("img.qr")).to_be_visible()
    app = pyotp.TOTP(window.page.inner_text(".token").replace(" ", ""))
    fill(window, "on", code=app.now())
    expect(window.page.locator(".codes li")).to_have_count(10)
    first, second, *_ = window.page.locator(".codes li").all_inner_texts()

    door = visit(demo_office, viewport=PHONE, java_script_enabled=scripts)
    to_the_code(door)
    assert door.width_beyond() <= 0
    fill(door, "in", code="000000")
    expect(door.page.locator("main [role=alert]")).to_contain_text("验证码不对")
    landed = door.context.request.get(f"{demo_office.address}/town/").url
    assert landed.endswith("/sign-in/?next=/town/")
    fill(door, "in", paper=first)
    door.page.wait_for_url("**/town/")

    door.go("/second-factor/")
    door.page.click("text=换手机，或关闭两步验证")
    fill(door, "off", paper=second)
    expect(door.page.locator("main [role=status]").first).to_contain_text("已关闭两步验证")
    assert door.width_beyond() <= 0
