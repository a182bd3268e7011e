"""Sliders in a real browser: they answer while they move, by mouse, keyboard and finger, and without scripts too."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.office import PHONE, Office, Visit

pytestmark = pytest.mark.browser

TAX = "weight.tax_per_mu.above"
OTHER = "weight.labor_productivity.above"


def box(page: Page, name: str = TAX):
    return page.locator(f'input[type=number][name="{name}"]')


def slider(page: Page, name: str = TAX):
    return page.locator(".knob", has=box(page, name)).locator("[type=range]")


def opened(visit, office: Office, who: str = "clerk", query: str = "", **options) -> Visit:
    window: Visit = visit(office, **options)
    window.sign_in(who)
    window.go(f"/runs/1/whatif/{query}")
    return window


def test_a_slider_answers_while_it_is_dragged_and_the_address_keeps_it(demo_office: Office, visit):
    window = opened(visit, demo_office)
    page = window.page
    before = page.locator(".sums").inner_text()
    track = slider(page).bounding_box()
    middle = track["y"] + track["height"] / 2

    page.mouse.move(track["x"] + track["width"] * 0.31, middle)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.75, middle, steps=8)
    expect(page.locator(".sums .move-worse b")).not_to_have_text("0")  # the button is still down
    page.mouse.up()

    value = float(box(page).input_value())
    assert 65 <= value <= 85
    expect(page).to_have_url(re.compile(f"{re.escape(TAX)}={value:g}$"))
    expect(box(page, OTHER)).not_to_have_attribute("placeholder", "10")
    expect(page.locator("#panel-above [data-sum=weight] b")).to_have_text("100")
    expect(page.locator("#movers .tag").first).to_be_visible()
    counts = page.locator(".sums").inner_text()
    page.reload()
    expect(page.locator(".sums")).to_have_text(counts, use_inner_text=True)
    expect(box(page)).to_have_value(f"{value:g}")
    page.locator(".knob.typed .reset").click()
    expect(page).to_have_url(re.compile(r"whatif/\?$"))
    expect(page.locator(".sums")).to_have_text(before, use_inner_text=True)


def test_only_one_question_is_on_its_way_and_the_last_one_is_answered(demo_office: Office, visit):
    page = opened(visit, demo_office).page
    asked: list[str] = []
    waiting: list[Route] = []
    page.route("**/whatif/answer?*", lambda route: (asked.append(route.request.url), waiting.append(route)))  # fmt: skip

    def send_on() -> None:
        for _ in range(400):
            if waiting:
                break
            page.wait_for_timeout(50)
        waiting.pop().continue_()

    for value in ("41", "42", "43", "44"):
        box(page).fill(value)
    page.wait_for_timeout(200)
    assert len(waiting) == 1
    send_on()
    send_on()

    expect(page).to_have_url(re.compile(f"{re.escape(TAX)}=44$"))
    assert [url.rpartition("=")[2] for url in asked] == ["41", "44"]


def test_sliders_and_tabs_are_worked_by_the_keyboard(demo_office: Office, visit):
    page = opened(visit, demo_office).page
    page.locator("#tab-above").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel-below")).to_be_visible()
    expect(page.locator("#panel-above")).to_be_hidden()

    slider(page, "weight.tax_per_mu.below").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")

    expect(box(page, "weight.tax_per_mu.below")).to_have_value("63")
    expect(box(page, "weight.tax_per_kwh.below")).to_have_attribute("placeholder", "37")
    expect(page.locator("#tab-below [data-moved]")).to_have_text("2")


def test_weights_that_stay_alone_say_their_sum_and_why_nothing_is_worked_out(
    demo_office: Office, visit
):
    page = opened(visit, demo_office).page
    page.check("input[name=alone]")
    box(page).fill("50")

    expect(page.locator("#answer .error")).to_contain_text("120")
    box(page, OTHER).fill("-10")
    expect(page.locator("#answer .error")).to_be_visible()
    page.uncheck("input[name=alone]")
    box(page, OTHER).fill("10")
    expect(page.locator("#answer .error")).to_have_count(0)


def test_a_server_that_is_not_reached_is_told(demo_office: Office, visit):
    window = opened(visit, demo_office)
    window.page.route("**/whatif/answer?*", lambda route: route.abort())
    box(window.page).fill("50")

    expect(window.page.locator("#answer .error")).to_contain_text("没有连上服务器")
    window.faults.clear()  # the browser tells of what the test cut


def test_a_signed_out_window_leads_to_the_sign_in(demo_office: Office, visit):
    window = opened(visit, demo_office)
    window.context.clear_cookies()
    box(window.page).fill("50")

    expect(window.page).to_have_url(re.compile("/sign-in/"))


def test_it_is_kept_stacked_reordered_and_taken_out(demo_office: Office, visit):
    page = opened(visit, demo_office).page
    for value, name in (("45", "四十五"), ("40", "四十")):
        box(page).fill(value)
        page.wait_for_url(re.compile(f"{re.escape(TAX)}={value}"))
        page.fill("#keep-label", name)
        page.click(".keep .btn-primary")
        expect(page.locator(".message")).to_contain_text(f"“{name}”第 1 版已存")
    expect(page.locator(".stack ol > li b")).to_have_text(["四十五", "四十"])
    expect(page.locator(".over")).to_contain_text("以“四十”为准")
    expect(box(page)).to_have_attribute("placeholder", "40")

    page.get_by_role("button", name="上移“四十”").click()
    expect(box(page)).to_have_attribute("placeholder", "45")
    page.get_by_role("button", name="移出“四十五”").click()
    expect(page.locator(".stack ol > li b")).to_have_text(["四十"])
    page.click("text=全部情景、版本和文件")
    expect(page.locator(".scenario").first).to_contain_text("亩均税收权重 30 分 → 40 分")
    with page.expect_download() as file:
        page.locator(".scenario").first.get_by_text("下载 .toml").click()
    assert file.value.suggested_filename.endswith("-v1.toml")


def test_on_a_leaders_phone_the_counts_stay_in_sight_of_the_slider(demo_office: Office, visit):
    window = opened(visit, demo_office, "leader", viewport=PHONE, has_touch=True)
    page = window.page
    slider(page).scroll_into_view_if_needed()
    box(page).fill("70")

    expect(page.locator(".sums .move-worse b")).not_to_have_text("0")
    expect(page.locator(".sums")).to_be_in_viewport(ratio=1)
    expect(slider(page)).to_be_in_viewport()
    assert window.width_beyond() <= 0


def test_without_scripts_numbers_are_typed_and_sent(demo_office: Office, visit):
    page = opened(visit, demo_office, java_script_enabled=False).page
    expect(page.locator("[type=range]").first).to_be_hidden()
    expect(page.locator("#panel-below")).to_be_visible()

    box(page).fill("60")
    page.click(".try")

    expect(page).to_have_url(re.compile(rf"whatif/\?{re.escape(TAX)}=60$"))
    expect(page.locator(".sums .move-worse b")).not_to_have_text("0")
    expect(box(page, OTHER)).to_have_attribute("placeholder", re.compile(r"5\.71"))
    expect(page.locator("#movers .tag").first).to_be_visible()
