"""What departments are asked for: once, by a working day, and seen to be late."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from permu.evaluations.actions import (
    change_due,
    open_requests,
    proposed_due,
    resume_request,
    send_request,
    send_requests,
    waive_request,
)
from permu.evaluations.models import DataRequest, Round, RoundFile
from permu.evaluations.requests.planning import given_items, needed_items, plan
from permu.evaluations.requests.progress import progress_of
from permu.evaluations.requests.registered import registered
from permu.evaluations.requests.standing import standings
from permu.evaluations.requests.weighing import weigh
from permu.method import load_method
from permu.register.models import Record
from permu.sample import SAMPLE_METHOD
from permu.terms.items import items
from permu.terms.refusal import Refused
from permu.terms.workdays import add_working_days, workday
from tests.intake.forms import FAN, NAMES, register
from tests.office.requested import POWER, TAX, of, read_files, receive, send, stands

pytestmark = pytest.mark.django_db


def test_every_item_the_method_reads_is_asked_of_exactly_one_department(asked: Round):
    said = [one for request in asked.requests.all() for one in request.items]

    assert sorted(said) == sorted(set(needed_items(load_method(SAMPLE_METHOD))))
    assert {items()[one].label for one in said} >= {"增值税（入库）", "自有用地", "企业名称"}


def test_what_the_method_works_out_or_does_not_read_is_not_asked(asked: Round):
    said = {one for request in asked.requests.all() for one in request.items}

    assert said.isdisjoint({"evaluated_tax", "land_area", "audit_recovered_tax", "output"})


def test_drawing_up_twice_asks_once_and_leaves_one_line_in_the_log(asked: Round, clerk, due):
    before = asked.requests.count()

    changed = open_requests(asked, due_on=due, note="", by=clerk)

    assert (changed, asked.requests.count()) == (0, before)
    assert Record.objects.filter(verb="open_requests").count() == 1


def test_drawing_up_anew_brings_the_unsent_up_to_date_and_leaves_the_sent_as_they_went_out(
    asked: Round, clerk, due
):
    send_request(of(asked, TAX), by=clerk)

    open_requests(asked, due_on=add_working_days(due, 5), note="请加急", by=clerk)

    assert (of(asked, TAX).due_on, of(asked, TAX).note) == (due, "")
    assert of(asked, POWER).note == "请加急"


def test_drawing_up_anew_gives_nobody_more_time_who_sent_already(asked: Round, clerk, due):
    DataRequest.objects.update(due_on=date(2026, 9, 30))
    receive(asked, clerk, date(2026, 10, 9))

    open_requests(asked, due_on=due, note="", by=clerk)

    assert stands(asked, TAX, due).state == "late"
    assert of(asked, POWER).due_on == due


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
    alone = weigh(asked, asked.requests.all(), given={}, enterprises=2)
    following = Round.objects.create(
        key="next", year=2026, title="2026", method="sample", as_of="2027-02-28", created_by=clerk
    )
    open_requests(following, due_on=due, note="", by=clerk)

    compared = weigh(following, following.requests.all(), given={}, enterprises=2)

    assert (alone.before, alone.change, alone.twice) == (None, None, [])
    assert alone.now.whole.asked > 0
    assert alone.now.whole.prefilled > 0
    assert (compared.change, compared.twice) == (0, [])


def test_a_department_without_a_form_of_ours_is_asked_in_words(round_: Round, clerk, due):
    round_.method = "000000-carbon-city/2022"
    round_.save()

    open_requests(round_, due_on=due, note="", by=clerk)

    planner = of(round_, "发改局")
    assert (planner.profile, planner.items) == ("", ["energy_upgrade_on", "energy_diagnosis_on"])
    assert any(one.form is None for one in plan(round_))


def test_water_is_asked_of_the_water_company_only_where_the_method_reads_it(
    round_: Round, clerk, due
):
    assert "水务公司" not in {one.department for one in plan(round_)}
    round_.method = "331082-linhai/2014"
    round_.save()

    open_requests(round_, due_on=due, note="", by=clerk)

    water = of(round_, "水务公司")
    assert (water.profile, water.items) == ("09-water", ["water"])


def test_what_has_not_gone_out_is_counted_by_the_enterprises_that_are_registered_now(
    asked: Round, clerk
):
    send_request(of(asked, TAX), by=clerk)

    found = weigh(asked, asked.requests.all(), given={}, enterprises=40).now.by_department

    assert (found[TAX].prefilled, found["人社局"].prefilled) == (2 * 2, 2 * 40)


def test_everything_unsent_is_sent_at_once_and_what_is_waived_is_not(asked: Round, clerk, today):
    waive_request(of(asked, TAX), reason="大数据局已共享", by=clerk)

    sent = send_requests(asked, by=clerk)

    assert (sent, send_requests(asked, by=clerk)) == (7, 0)
    assert stands(asked, TAX, today).state == "unneeded"
    assert Record.objects.filter(verb="send_request").count() == 7


def test_a_form_names_whoever_is_on_the_last_register_and_nobody_who_left(
    round_: Round, clerk, tmp_path
):
    earlier = Round.objects.create(
        key="e", year=2024, title="2024", method="sample", as_of="2025-02-28", created_by=clerk
    )
    earlier.refresh_from_db()
    assert registered(round_) == []
    send(earlier, clerk, register(tmp_path))
    assert read_files(earlier, clerk).state == "done"
    earlier.refresh_from_db()
    assert dict(registered(round_)) == NAMES

    row = 1, FAN, NAMES[FAN], "", "2010-05-06", "C3670", "东溪镇", "东溪镇一号"
    send(round_, clerk, register(tmp_path, [row]))
    assert read_files(round_, clerk).state == "done"
    round_.refresh_from_db()

    assert registered(round_) == [(FAN, NAMES[FAN])]
    assert dict(registered(earlier)) == NAMES
