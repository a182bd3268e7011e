"""The page on which a clerk asks, sends, waits and reminds."""

import io
import zipfile
from urllib.parse import unquote

import openpyxl
import pytest
from django.utils import timezone

from permu.evaluations.actions import daily_digest, open_requests, send_request
from permu.evaluations.models import DailyDigest, DataRequest, Round
from permu.register.models import User
from tests.office.requested import TAX, of, receive

pytestmark = pytest.mark.django_db


def page(page_of, user: User, round_: Round) -> str:
    return page_of(user).get(f"/rounds/{round_.pk}/requests/").content.decode()


def test_the_page_goes_from_a_list_to_draw_up_to_forms_sent_and_reminders_made(
    round_: Round, clerk, page_of, enterprise, due
):
    client, address = page_of(clerk), f"/rounds/{round_.pk}/requests/"
    assert "拟定收表清单" in client.get(address).content.decode()

    client.post(f"{address}open/", {"due_on": due.isoformat(), "note": "请盖章"})
    assert "下一步：发出表样" in page(page_of, clerk, round_)
    client.post(f"/requests/{of(round_, TAX).pk}/send/")
    client.post(f"{address}remind/")

    shown = page(page_of, clerk, round_)
    assert "还有 10 个工作日" in shown
    assert "请盖章" in shown
    assert "没有一项数据要两次" in shown
    assert DailyDigest.objects.get().text.split("\n")[0] in shown


def test_a_department_that_was_or_was_not_asked_last_year_stands_beside_it(
    asked: Round, clerk, page_of, due
):
    other = Round.objects.create(
        key="b", year=asked.year + 1, title="2026", method="331082-linhai/2014",
        as_of="2027-02-28", created_by=clerk,
    )  # fmt: skip
    open_requests(other, due_on=due, note="", by=clerk)

    shown = page(page_of, clerk, other)

    burden = shown[shown.index('id="burden"') : shown.index('id="digests"')]
    assert "水务公司" in burden  # asked this year alone
    assert "应急管理局" in burden  # asked last year alone
    assert "上年要填" in burden


def test_a_form_is_downloaded_by_a_name_that_tells_the_department(
    asked: Round, clerk, page_of, enterprise
):
    answer = page_of(clerk).get(f"/requests/{of(asked, TAX).pk}/form.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    assert unquote(answer["Content-Disposition"]).endswith("2025_税务局_入库税款.xlsx")
    assert enterprise.credit_code in [cell.value for cell in book.active["A"]]


def test_a_department_without_a_form_has_none_to_download(asked: Round, clerk, page_of):
    DataRequest.objects.filter(department=TAX).update(profile="")

    assert page_of(clerk).get(f"/requests/{of(asked, TAX).pk}/form.xlsx").status_code == 404


def test_a_reminder_is_downloaded_as_text(asked: Round, clerk, page_of, today):
    send_request(of(asked, TAX), by=clerk)
    (digest,) = daily_digest(today)

    answer = page_of(clerk).get(f"/digests/{digest.pk}.txt")

    assert answer.content.decode() == f"{digest.text}\n"
    assert unquote(answer["Content-Disposition"]).endswith(f"{today}_税务局.txt")


def test_a_due_date_that_cannot_be_kept_is_refused_on_the_page(asked: Round, clerk, page_of):
    client = page_of(clerk)
    for due_on in ("2020-01-01", "morgen"):
        shown = client.post(
            f"/requests/{of(asked, TAX).pk}/due/", {"due_on": due_on}, follow=True
        ).content.decode()
        assert "已经过去" in shown or "请选截止日期" in shown


def test_a_reason_is_shown_beside_what_is_waived(asked: Round, clerk, page_of):
    page_of(clerk).post(f"/requests/{of(asked, TAX).pk}/waive/", {"reason": "大数据局已共享"})

    assert "大数据局已共享" in page(page_of, clerk, asked)


def test_the_page_asks_the_database_the_same_however_many_departments(
    asked: Round, clerk, page_of, django_assert_max_num_queries
):
    client = page_of(clerk)
    for request in asked.requests.all():
        send_request(request, by=clerk)
    daily_digest(timezone.localdate())

    with django_assert_max_num_queries(13):
        client.get(f"/rounds/{asked.pk}/requests/")


def test_without_a_register_the_page_asks_for_that_first_and_counts_nothing(
    round_: Round, clerk, page_of, due
):
    open_requests(round_, due_on=due, note="", by=clerk)

    shown = page(page_of, clerk, round_)

    assert "先只向市场监管局收名册" in shown
    assert "读进企业名册以后" in shown
    assert "全部标为已发" not in shown


def test_all_forms_come_in_one_archive_and_are_marked_as_sent_at_once(
    asked: Round, clerk, page_of, enterprise
):
    client, address = page_of(clerk), f"/rounds/{asked.pk}/requests/"
    archive = client.get(f"{address}forms.zip")

    with zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content))) as forms:
        assert len(forms.namelist()) == 8
        page_ = openpyxl.load_workbook(io.BytesIO(forms.read("2025_税务局_入库税款.xlsx"))).active
    client.post(f"{address}send/")

    assert enterprise.credit_code in [cell.value for cell in page_["A"]]
    assert "8 份标为已发" in client.get(address).content.decode()
    assert not asked.requests.filter(sent_at=None).exists()


def test_a_round_without_a_file_leads_to_its_requests_first(round_: Round, clerk, page_of):
    client, address = page_of(clerk), f"/rounds/{round_.pk}/"
    assert "下一步：向各部门收表" in client.get(address).content.decode()

    receive(round_, clerk, timezone.localdate())

    assert "下一步：读取表格" in client.get(address).content.decode()
