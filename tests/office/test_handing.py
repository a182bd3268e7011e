"""Lists of measures for bureaus, and what an enterprise reads: only what passed the gate."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from permu.engine.sheet import MeasureLine
from permu.evaluations.actions.consequences import review_measure
from permu.evaluations.consequences.gate import judged
from permu.evaluations.consequences.told import as_gated
from permu.evaluations.models import Publication, Round
from permu.evaluations.views import sheets
from permu.method import keep_method
from permu.register.models import Record
from permu.sample import SAMPLE_METHOD
from tests.documents.fixtures import a_sheet
from tests.office.test_consequences import POWER, handed_of, published, said_of

__all__ = ["published"]  # a fixture

pytestmark = pytest.mark.django_db
LINE = MeasureLine(
    id=POWER, label="D类用电加价", amount=Decimal(100), formula="用电量 × 0.3", gives=False,
    basis="办法第十一条（虚构）",
)  # fmt: skip


def address_of(round_: Round) -> str:
    return reverse("evaluations:export_measure", args=[round_.pk, POWER])


def test_the_list_sums_to_what_the_page_says_and_names_the_published_list(
    published, clerk, page_of
):
    review_measure(published, said_of(published), by=clerk, key="a")
    one, final = handed_of(published), Publication.objects.get()

    answer = page_of(clerk).get(address_of(published))

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)), data_only=True)
    listed, about = book.worksheets
    heads = [cell.value for cell in listed[4]]
    rows = [dict(zip(heads, row, strict=True)) for row in listed.iter_rows(5, values_only=True)]
    assert [row["统一社会信用代码"] for row in rows] == sorted(x.result.subject for x in one.lines)
    known = [row["全年"] for row in rows if row["全年"] != "—"]
    assert sum(round(yuan * 100) for yuan in known) == one.total
    for row in rows:
        if row["全年"] != "—":
            assert row["数值"] * 30 == pytest.approx(row["全年"] * 100, abs=1)  # 0.3 yuan a kWh
    said = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert said["存证"] == str(final.head)
    assert final.root in said["名单摘要"]
    assert Record.objects.get(verb="hand_over").details["enterprises"] == len(one.lines)


def test_every_measure_that_runs_has_a_list(published, clerk, page_of):
    known = [one.measure.id for one in judged(published, published.shared_run)]
    for name in known:
        review_measure(published, said_of(published, name), by=clerk, key=name)
        answer = page_of(clerk).get(
            reverse("evaluations:export_measure", args=[published.pk, name])
        )
        listed = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[
            0
        ]
        lines = max(len(handed_of(published, name).lines), 1)  # of nobody one line says so
        assert listed.max_row == 4 + lines


@pytest.mark.parametrize("outcome", ["", "stopped"])
def test_no_list_of_what_may_not_run_goes_out(published, clerk, page_of, outcome):
    if outcome:
        said = said_of(published, outcome=outcome, remark="选择性加价")
        review_measure(published, said, by=clerk, key="a")

    page = page_of(clerk).get(address_of(published), follow=True)

    assert "没有导出" in page.content.decode()
    assert not Record.objects.filter(verb="hand_over").exists()


def test_a_list_is_no_leaders_and_of_nothing_there_is_none(published, clerk, leader, page_of):
    nothing = reverse("evaluations:export_measure", args=[published.pk, "no_such"])

    assert page_of(leader).get(address_of(published)).status_code == 404
    assert page_of(clerk).get(nothing).status_code == 404


def told(round_: Round) -> list[MeasureLine]:
    sheet = replace(a_sheet(), measures=(LINE,))
    return list(as_gated(sheet, round_.shared_run).measures)


def test_an_enterprise_reads_an_amount_only_once_the_measure_may_run(published, clerk):
    (waiting,) = told(published)
    assert waiting.amount is None
    assert "没有作公平竞争审查" in waiting.formula

    first = review_measure(published, said_of(published), by=clerk, key="a")
    assert told(published) == [LINE]

    stopped = said_of(published, outcome="stopped", remark="选择性加价", over=first.pk)
    review_measure(published, stopped, by=clerk, key="b")
    assert told(published) == []


def test_a_measure_that_the_method_no_longer_has_is_not_told_with_an_amount(published):
    sheet = replace(a_sheet(), measures=(replace(LINE, id="gone"),))

    (line,) = as_gated(sheet, published.shared_run).measures

    assert line.amount is None


def test_the_enterprises_page_says_that_a_measure_waits_and_the_clerks_what_it_comes_to(
    run, enterprise, owner, clerk, page_of, monkeypatch
):
    keep_method(SAMPLE_METHOD, run.folder / "method")
    Round.objects.filter(pk=run.round_id).update(shared_run=run)
    sheet = replace(a_sheet(), measures=(replace(LINE, amount=Decimal(12345)),))
    monkeypatch.setattr(sheets, "working_sheet", lambda result: sheet)
    address = reverse("evaluations:sheet", args=[run.results.get(enterprise=enterprise).pk])

    own, office = (page_of(who).get(address).content.decode() for who in (owner, clerk))

    assert "没有作公平竞争审查" in own
    assert "12,345" not in own
    assert "12,345" in office
