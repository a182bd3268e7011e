"""What departments are asked for: once, by a working day, seen to be late, reminded of once a day."""

import io
import secrets
from datetime import date, datetime, timedelta
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

import permu.evaluations.actions.requests as verbs
from permu.evaluations.actions import (
    add_files,
    change_due,
    daily_digest,
    open_requests,
    proposed_due,
    resume_request,
    send_request,
    waive_request,
)
from permu.evaluations.models import DailyDigest, DataRequest, Round, RoundFile, RoundFinding
from permu.evaluations.requests.digests import LARGEST, digest_texts
from permu.evaluations.requests.planning import given_items, needed_items, plan
from permu.evaluations.requests.standing import progress_of, standings
from permu.evaluations.requests.weighing import weigh
from permu.method import load_method
from permu.register.models import Record, User
from permu.sample import SAMPLE_METHOD
from permu.terms.items import items
from permu.terms.refusal import Refused
from permu.terms.workdays import add_working_days, workday
from tests.office.together import at_once

pytestmark = pytest.mark.django_db
TAX, POWER = "税务局", "供电公司"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def due(today: date) -> date:
    return proposed_due(today)


@pytest.fixture
def asked(round_: Round, clerk: User, enterprise, other_enterprise, due) -> Round:
    open_requests(round_, due_on=due, note="", by=clerk)
    return round_


def of(round_: Round, department: str) -> DataRequest:
    request: DataRequest = round_.requests.get(department=department)
    return request


def stands(round_: Round, department: str, day: date):
    return next(one for one in standings(round_, day) if one.request.department == department)


def receive(
    round_: Round, clerk: User, on: date, name: str = "03_税务局_入库税款.xlsx"
) -> RoundFile:
    add_files(round_, [SimpleUploadedFile(name, secrets.token_bytes(8))], by=clerk)
    file = round_.files.get(stored__name=name, withdrawn_at=None)
    at = timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=15)
    type(file.stored).objects.filter(pk=file.stored_id).update(uploaded_at=at)
    return file


def test_every_item_the_method_reads_is_asked_of_exactly_one_department(asked: Round):
    said = [one for request in asked.requests.all() for one in request.items]

    assert sorted(said) == sorted(set(needed_items(load_method(SAMPLE_METHOD))))
    assert {items()[one].label for one in said} >= {"增值税（入库）", "自有用地", "企业名称"}


def test_what_the_method_works_out_or_does_not_read_is_not_asked(asked: Round):
    said = {one for request in asked.requests.all() for one in request.items}

    assert said.isdisjoint({"evaluated_tax", "land_area", "audit_recovered_tax", "output"})


def test_drawing_up_twice_asks_once_and_leaves_one_line_in_the_log(asked: Round, clerk, due):
    before = asked.requests.count()

    _, changed = open_requests(asked, due_on=due, note="", by=clerk)

    assert (changed, asked.requests.count()) == (0, before)
    assert Record.objects.filter(verb="open_requests").count() == 1


def test_drawing_up_anew_brings_the_unsent_up_to_date_and_leaves_the_sent_as_they_went_out(
    asked: Round, clerk, due
):
    send_request(of(asked, TAX), by=clerk)

    open_requests(asked, due_on=add_working_days(due, 5), note="请加急", by=clerk)

    assert (of(asked, TAX).due_on, of(asked, TAX).note) == (due, "")
    assert of(asked, POWER).note == "请加急"


def test_the_due_date_proposed_is_a_working_day_two_weeks_on():
    assert proposed_due(date(2026, 9, 21)) == date(2026, 10, 12)  # over Mid-Autumn and National Day


@pytest.mark.parametrize(
    "verb",
    [
        lambda round_, due_on, by: open_requests(round_, due_on=due_on, note="", by=by),
        lambda round_, due_on, by: change_due(of(round_, TAX), due_on=due_on, by=by),
    ],
)
def test_a_due_date_on_a_holiday_or_in_the_past_is_refused_with_one_that_can_be_kept(
    asked: Round, clerk, today, verb
):
    holiday = next(
        day for number in range(1, 30) if not workday(day := today + timedelta(number)).is_working
    )
    for due_on, why in ((holiday, "不是工作日"), (today - timedelta(1), "已经过去")):
        with pytest.raises(Refused, match=why):
            verb(asked, due_on, clerk)


def test_a_request_is_sent_once_and_the_log_says_by_whom(asked: Round, clerk):
    for _ in range(2):
        send_request(of(asked, TAX), by=clerk)

    request = of(asked, TAX)
    assert request.sent_by == clerk
    assert request.enterprises == 2
    assert Record.objects.filter(verb="send_request").count() == 1


def test_another_due_date_is_kept_with_the_one_before_in_the_log(asked: Round, clerk, due):
    later = add_working_days(due, 3)

    for _ in range(2):
        change_due(of(asked, TAX), due_on=later, by=clerk)

    (line,) = Record.objects.filter(verb="change_due")
    assert (line.details["was"], line.details["due_on"]) == (due.isoformat(), later.isoformat())


def test_what_is_waived_needs_a_reason_is_not_sent_and_can_be_asked_again(
    asked: Round, clerk, today
):
    with pytest.raises(Refused, match="理由"):
        waive_request(of(asked, TAX), reason=" ", by=clerk)
    waive_request(of(asked, TAX), reason="大数据局已共享", by=clerk)
    assert stands(asked, TAX, today).state == "unneeded"
    with pytest.raises(Refused, match="恢复收取"):
        send_request(of(asked, TAX), by=clerk)

    for _ in range(2):
        resume_request(of(asked, TAX), by=clerk)

    assert stands(asked, TAX, today).state == "unsent"
    assert Record.objects.filter(verb="resume_request").count() == 1


def test_a_request_goes_from_unsent_to_sent_to_received(asked: Round, clerk, today):
    states = [stands(asked, TAX, today).state]
    send_request(of(asked, TAX), by=clerk)
    states.append(stands(asked, TAX, today).state)
    receive(asked, clerk, today)
    states.append(stands(asked, TAX, today).state)

    assert states == ["unsent", "sent", "received"]


def test_lateness_counts_working_days_alone(asked: Round, clerk):
    send_request(of(asked, TAX), by=clerk)
    DataRequest.objects.update(due_on=date(2026, 9, 30))

    in_the_holidays, after = (stands(asked, TAX, date(2026, 10, day)) for day in (7, 10))

    assert (in_the_holidays.is_overdue, in_the_holidays.behind) == (False, 0)
    assert (after.is_overdue, after.behind) == (True, 3)


def test_a_file_that_came_late_stays_late_and_a_corrected_one_of_a_file_in_time_does_not(
    asked: Round, clerk
):
    DataRequest.objects.update(due_on=date(2026, 9, 30))
    receive(asked, clerk, date(2026, 9, 29))
    receive(asked, clerk, date(2026, 10, 12))  # takes the place of the first

    receive(asked, clerk, date(2026, 10, 9), name="04_供电公司_用电量.xlsx")

    assert stands(asked, TAX, date(2026, 10, 20)).state == "received"
    late = stands(asked, POWER, date(2026, 10, 20))
    assert (late.state, late.behind) == ("late", 2)


def test_a_withdrawn_file_leaves_its_department_waited_for(asked: Round, clerk, today):
    send_request(of(asked, TAX), by=clerk)
    file = receive(asked, clerk, today)
    RoundFile.objects.filter(pk=file.pk).update(withdrawn_at=timezone.now())

    assert stands(asked, TAX, today).state == "sent"


def test_progress_adds_up_to_what_was_asked(asked: Round, clerk, today):
    send_request(of(asked, POWER), by=clerk)
    receive(asked, clerk, today)
    waive_request(of(asked, "人社局"), reason="已共享", by=clerk)

    progress = progress_of(standings(asked, today))

    assert progress.arrived == 1
    assert progress.needed == asked.requests.count() - 1
    assert sum(progress.counts.values()) == asked.requests.count()


def test_once_read_the_files_say_what_they_gave(read: Round):
    given = given_items(read)

    assert given["vat_paid"].department == TAX
    assert "税务局" in given["vat_paid"].where


def test_what_another_departments_file_gave_is_not_asked_but_named(
    read: Round, clerk, due, monkeypatch
):
    monkeypatch.setattr(
        "permu.evaluations.requests.planning._sources",
        lambda round_: [
            {"item": "electricity", "provider": TAX, "sha256": read.files.first().stored.sha256}
        ],
    )

    open_requests(read, due_on=due, note="", by=clerk)

    power = of(read, POWER)
    assert power.items == []
    assert power.reused["electricity"]["department"] == TAX
    assert stands(read, POWER, due).state == "unneeded"


def test_the_burden_names_nothing_twice_and_knows_last_years(asked: Round, clerk, due):
    alone = weigh(asked, asked.requests.all(), {})
    following = Round.objects.create(
        key="next", year=2026, title="2026", method="sample", as_of="2027-02-28", created_by=clerk
    )
    open_requests(following, due_on=due, note="", by=clerk)

    compared = weigh(following, following.requests.all(), {})

    assert (alone.before, alone.change, alone.twice) == (None, None, [])
    assert alone.now.whole.asked > 0
    assert alone.now.whole.prefilled > 0
    assert (compared.change, compared.twice) == (0, [])


def test_a_digest_names_what_is_asked_when_it_is_due_and_which_findings_wait(
    asked: Round, clerk, finding: RoundFinding, today
):
    send_request(of(asked, TAX), by=clerk)

    texts = digest_texts(today)

    assert set(texts) == {TAX, finding.department}
    assert "增值税（入库）" in texts[TAX]
    assert "还有 10 个工作日" in texts[TAX]
    assert "1 处待核，其中 1 处的数暂不采用" in texts[finding.department]
    assert "面积为 0" in texts[finding.department]


def test_a_digest_says_how_late_and_a_department_with_nothing_to_do_gets_none(asked: Round, clerk):
    send_request(of(asked, TAX), by=clerk)
    DataRequest.objects.update(due_on=date(2026, 9, 30))
    assert "已迟 3 个工作日" in digest_texts(date(2026, 10, 10))[TAX]

    receive(asked, clerk, date(2026, 10, 10))

    assert digest_texts(date(2026, 10, 10)) == {}


def test_a_digest_fits_into_one_message_however_much_there_is_to_say(asked: Round, clerk, finding):
    request = of(asked, TAX)
    DataRequest.objects.filter(pk=request.pk).update(note="附言" * 150, items=sorted(items())[:40])
    send_request(request, by=clerk)
    for number in range(2, 40):
        RoundFinding.objects.create(
            round=asked, number=number, severity="error", code="x", department=TAX, file="长" * 90,
            text_zh="字" * 500, text_en="x",
        )  # fmt: skip

    assert all(
        len(text.encode()) <= LARGEST for text in digest_texts(timezone.localdate()).values()
    )


def test_a_shared_round_reminds_nobody(asked: Round, clerk, today):
    send_request(of(asked, TAX), by=clerk)
    Round.objects.update(stage=Round.Stage.SHARED)

    assert daily_digest(today) == []


def test_the_same_day_twice_reminds_once_and_says_what_it_said_before(asked: Round, clerk, today):
    send_request(of(asked, TAX), by=clerk)
    (first,) = daily_digest(today)
    receive(asked, clerk, today)

    (again,) = daily_digest(today)

    assert (again.pk, again.text) == (first.pk, first.text)
    assert Record.objects.filter(verb="daily_digest").count() == 1


def test_the_next_day_reminds_anew(asked: Round, clerk, today):
    send_request(of(asked, TAX), by=clerk)

    daily_digest(today)
    daily_digest(today + timedelta(1))

    assert DailyDigest.objects.filter(department=TAX).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("is_keyed", "made"), [(True, 1), (False, 4)])
def test_whoever_makes_the_days_reminders_at_once_makes_one_and_only_the_key_makes_it_so(
    round_: Round, clerk, today, due, monkeypatch, is_keyed, made
):
    if not is_keyed:
        monkeypatch.setattr(verbs, "digest_key", lambda day, department: secrets.token_hex(8))
    open_requests(round_, due_on=due, note="", by=clerk)
    send_request(of(round_, TAX), by=clerk)

    at_once(*(lambda: daily_digest(today) for _ in range(4)))

    assert DailyDigest.objects.count() == made


def test_the_command_for_the_clock_prints_the_texts_and_rests_on_holidays(
    asked: Round, clerk, capsys
):
    send_request(of(asked, TAX), by=clerk)

    call_command("remind", day="2026-10-01")
    assert "不是工作日" in capsys.readouterr().out
    call_command("remind", day="2026-10-09")
    assert "税务局" in capsys.readouterr().out
    assert DailyDigest.objects.count() == 1


def test_a_department_without_a_form_of_ours_is_asked_in_words(round_: Round, clerk, due):
    round_.method = "331082-linhai/2014"
    round_.save()

    open_requests(round_, due_on=due, note="", by=clerk)

    water = of(round_, "水务公司")
    assert (water.profile, water.items) == ("", ["water"])
    assert any(one.form is None for one in plan(round_))


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

    with django_assert_max_num_queries(12):
        client.get(f"/rounds/{asked.pk}/requests/")
