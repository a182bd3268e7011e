"""A correction tried on the page: who would move is shown before anything is decided, and nothing is written."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.utils.translation import override

from permu.engine.ripple import Correction, ripple_of
from permu.evaluations.models import Result, Round, Run
from permu.evaluations.ripple import correctable
from permu.evaluations.sentences import refusal
from permu.evaluations.stored import stored_result
from permu.register.models import Record
from permu.terms.quantities import unit
from permu.terms.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

RISES = {"vat_paid": "9000", "corporate_income_tax": "3000 万元"}


@pytest.fixture
def rising(evaluated: Run) -> Result:
    """One of grade B that stands low in its ranking."""
    low = evaluated.results.filter(grade="B", grade_by_rank="B").order_by("-rank", "subject")
    facts = stored_result(evaluated).facts
    return next(one for one in low if facts.number(one.subject, "electricity"))


def page(client, result: Result, **entered: str) -> str:
    answer = client.get(f"/sheets/{result.pk}/ripple/?{urlencode(entered)}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_sheet_leads_a_clerk_to_it(page_of, clerk, rising: Result) -> None:
    sheet = page_of(clerk).get(f"/sheets/{rising.pk}/").content.decode()

    assert f'href="/sheets/{rising.pk}/ripple/"' in sheet


def test_leaders_and_enterprises_do_not_find_it(page_of, leader, owner, rising: Result) -> None:
    Round.objects.filter(pk=rising.run.round_id).update(shared_run=rising.run)

    for user in (leader, owner):
        assert page_of(user).get(f"/sheets/{rising.pk}/ripple/").status_code == 404
    assert "更正试算" not in page_of(leader).get(f"/sheets/{rising.pk}/").content.decode()


def test_every_figure_stands_with_its_unit_its_value_and_its_cell(
    page_of, clerk, rising: Result
) -> None:
    text = page(page_of(clerk), rising)

    facts = stored_result(rising.run).facts
    cell = facts.cells.filter(subject=rising.subject, item="electricity").row(0, named=True)
    assert 'name="electricity"' in text
    assert "千瓦时</b>" in text
    assert f"{cell['file']} · {cell['cell']}" in text
    assert 'name="evaluated_tax"' not in text  # composed: its parts are what can be corrected
    assert "更正后谁会变" not in text


def test_the_hint_names_a_unit_of_the_figures_themselves(page_of, clerk, rising: Result) -> None:
    first = next(one for one in correctable(stored_result(rising.run)) if one.unit)

    assert f"如“12 {unit(first.unit).label}”" in page(page_of(clerk), rising)


def test_it_shows_who_would_move_as_the_engine_says(page_of, clerk, rising: Result) -> None:
    text = page(page_of(clerk), rising, **RISES)

    stored = stored_result(rising.run)
    made = [
        Correction(rising.subject, "vat_paid", 9000 * 10**6),
        Correction(rising.subject, "corporate_income_tax", 3000 * 10**6),
    ]
    found = ripple_of(stored.method, stored.evaluation, made, benchmarks="frozen")
    assert found.counts["rank"] > 0
    assert "更正为 9000 万元" in text
    assert "让位于" in text
    assert f"等级或状态随之变动的其他企业 {found.counts['grade']} 户" in text
    assert f"等级不变、名次变动的 {found.counts['rank']} 户" in text
    assert "全县措施和金额" in text


def test_in_english_it_speaks_english(page_of, clerk, rising: Result) -> None:
    client = page_of(clerk)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = page(client, rising, **RISES)

    assert "Try a correction" in text
    assert "corrected from" in text
    assert "whose rank alone moves" in text
    assert "：" not in text.split("<main")[1].split('<form method="get"')[0]


def test_in_english_a_refusal_names_the_figure_and_its_unit_in_english(
    page_of, clerk, rising: Result
) -> None:
    client = page_of(clerk)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = page(client, rising, electricity="abc", vat_paid="abc")

    assert "“electricity used” says “abc”" in text
    assert "it is in kWh" in text
    assert "it is in 10,000 yuan" in text


def test_a_refusal_by_itself_begins_with_a_capital_in_english() -> None:
    nobody = Refused("engine.ripple_no_subject", subject="X")
    number = Refused("engine.ripple_not_number", item="electricity used", text="abc")
    with override("en"):
        assert refusal(nobody).startswith("This evaluation has no “X”")
        assert refusal(number).startswith("“electricity used”")
    with override("zh-hans"):
        assert refusal(nobody) == nobody.text("zh")


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_worked_out(
    page_of, clerk, rising: Result
) -> None:
    text = page(page_of(clerk), rising, vat_paid="很多", electricity="-1")

    assert "不是数" in text
    assert "不能是负数" in text
    assert 'value="很多"' in text
    assert "更正后谁会变" not in text


def test_a_figure_that_is_so_already_moves_nobody(page_of, clerk, rising: Result) -> None:
    facts = stored_result(rising.run).facts
    electricity = facts.number(rising.subject, "electricity")
    text = page(page_of(clerk), rising, electricity=f"{float(electricity):.2f}")

    assert "用电量与现在相同" in text
    assert "更正为" not in text
    assert "没有其他企业的等级变动" in text
    assert "名次变动的" not in text


def test_a_flag_and_a_missing_figure_can_be_claimed(page_of, clerk, rising: Result) -> None:
    text = page(page_of(clerk), rising, is_high_tech="yes", electricity="缺失")

    assert "更正为 是" in text
    assert "更正为 缺失" in text
    assert "暂不评价" in text


def test_looking_writes_nothing(page_of, clerk, rising: Result) -> None:
    client, before = page_of(clerk), Record.objects.count()
    files = sorted(rising.run.folder.rglob("*"))
    facts = stored_result(rising.run).facts.digest

    page(client, rising, **RISES)

    assert Record.objects.count() == before
    assert sorted(rising.run.folder.rglob("*")) == files
    assert stored_result(rising.run).facts.digest == facts
    assert client.post(f"/sheets/{rising.pk}/ripple/").status_code == 405


def test_what_is_offered_is_what_the_engine_takes(evaluated: Run) -> None:
    stored = stored_result(evaluated)
    subject = stored.facts.table["subject"][0]

    for found in correctable(stored):
        value = stored.facts.table[found.id][0]
        ripple_of(stored.method, stored.evaluation, [Correction(subject, found.id, value)])


def test_names_and_words_of_a_stranger_stay_text(page_of, clerk, rising: Result) -> None:
    text = page(page_of(clerk), rising, vat_paid="<script>alert(1)</script>")

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
