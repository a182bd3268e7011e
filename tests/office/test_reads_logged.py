"""Who opened whose figures: one line a person, sheet and hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from permu.register.actions import note_reading
from permu.register.models import Record

pytestmark = pytest.mark.django_db


def lines() -> list[tuple[str, int]]:
    found = Record.objects.filter(verb="read_sheet").order_by("pk")
    return [(line.actor.username, line.details["result"]) for line in found]


def test_a_sheet_opened_by_the_office_leaves_one_line_an_hour(clerk, leader, monkeypatch):
    for _ in range(3):
        note_reading("样例甲", by=clerk, result=1)
    note_reading("样例甲", by=leader, result=1)
    note_reading("样例乙", by=clerk, result=2)
    assert lines() == [("clerk", 1), ("leader", 1), ("clerk", 2)]

    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    note_reading("样例甲", by=clerk, result=1)
    assert lines()[3:] == [("clerk", 1)]


def test_the_page_and_the_paper_are_one_reading_and_ones_own_is_none(
    run, clerk, owner, page_of, monkeypatch
):
    type(run.round).objects.filter(pk=run.round_id).update(shared_run=run)
    result = run.results.get(enterprise=owner.enterprise).pk
    for page in (page_of(clerk), page_of(owner)):
        page.get(f"/sheets/{result}/")
        page.get(f"/sheets/{result}/sheet.pdf")
    assert lines() == [("clerk", result)]
