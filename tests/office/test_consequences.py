"""What follows from a published year: no measure runs, and no amount is shown, before its review."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from permu.evaluations.actions import Asked, consequences, move_named, take_step
from permu.evaluations.actions.consequences import Review, review_measure
from permu.evaluations.actions.publications import publish
from permu.evaluations.consequences import gate
from permu.evaluations.consequences.lines import final_of, handed
from permu.evaluations.models import MeasureReview, Publication, Round, Run
from permu.evaluations.stored import method_of, stored_result
from permu.register.models import Record, User
from permu.terms.refusal import Refused
from tests.office.together import at_once

pytestmark = pytest.mark.django_db
POWER = "power_surcharge_d"


@pytest.fixture
def published(evaluated: Run, clerk: User) -> Round:
    publish(evaluated, Publication.Kind.FINAL, by=clerk)
    Round.objects.filter(pk=evaluated.round_id).update(
        stage=Round.Stage.PUBLISHED, shared_run=evaluated, submitted_run=evaluated
    )
    return Round.objects.get(pk=evaluated.round_id)


def said_of(round_: Round, measure: str = POWER, **about: object) -> Review:
    digests = {one.measure.id: one.digest for one in gate.judged(round_, round_.shared_run)}
    usual = {
        "outcome": "runs", "basis": "公平竞争审查条例第八条", "bureau": "供电公司",
        "reviewed_on": date(2026, 1, 5), "digest": digests.get(measure, ""),
    }  # fmt: skip
    return Review(measure=measure, **usual | about)


def handed_of(round_: Round, measure: str = POWER):
    final = final_of(round_)
    assert final is not None
    return handed(final, only=measure)[0]


def test_a_measure_runs_once_reviewed_and_its_total_is_the_sum_of_its_lines(published, clerk):
    before = handed_of(published)
    assert (before.lines, before.total, before.judged.bureau) == ([], None, "供电公司")

    review_measure(published, said_of(published), by=clerk, key="a")

    after = handed_of(published)
    given = stored_result(published.shared_run).evaluation.measures
    own = given.filter(given["measure"] == POWER)["amount"]
    assert len(after.lines) == len(own) > 0
    assert after.total == own.sum()
    assert Record.objects.filter(verb="review_measure").count() == 1


def test_what_must_not_run_has_no_line_and_says_why(published, clerk, page_of):
    with pytest.raises(Refused, match="理由"):
        review_measure(published, said_of(published, outcome="stopped"), by=clerk, key="a")
    said = said_of(published, outcome="stopped", remark="选择性加价")
    review_measure(published, said, by=clerk, key="b")

    assert handed_of(published).lines == []
    page = page_of(clerk).get(reverse("evaluations:consequences", args=[published.pk]))
    assert "选择性加价" in page.content.decode()


def test_a_measure_that_changed_needs_a_new_review(published, clerk, monkeypatch):
    review_measure(published, said_of(published), by=clerk, key="a")
    method = method_of(published.shared_run)
    dearer = replace(method, groups=tuple(
        replace(group, measures=tuple(replace(one, rate=one.rate * 2) for one in group.measures))
        for group in method.groups
    ))  # fmt: skip
    old = said_of(published)
    monkeypatch.setattr(gate, "method_of", lambda run: dearer)

    now = handed_of(published)
    assert (now.judged.review, now.lines) == (None, [])
    assert now.judged.earlier is not None
    with pytest.raises(Refused, match="没有登记"):
        review_measure(published, old, by=clerk, key="b")


def test_a_review_is_written_once_a_key_and_of_a_day_that_was(published, clerk):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="还没有到"):
        review_measure(published, said_of(published, reviewed_on=tomorrow), by=clerk, key="a")

    first = review_measure(published, said_of(published), by=clerk, key="a")

    assert review_measure(published, said_of(published), by=clerk, key="a") == first
    assert MeasureReview.objects.count() == 1
    with pytest.raises(Refused):
        first.delete()


def test_nothing_is_reviewed_before_publication(published, clerk):
    said = said_of(published)
    Round.objects.update(stage=Round.Stage.NOTICE)

    with pytest.raises(Refused, match="公布以后"):
        review_measure(published, said, by=clerk, key="a")
    assert final_of(Round.objects.get(pk=published.pk)) is None


def test_the_archive_waits_for_every_measure(published, clerk):
    archive = Asked(move=move_named("archive"))
    with pytest.raises(Refused, match="D类用电加价"):
        take_step(published, archive, by=clerk, key="x")
    for number, one in enumerate(gate.judged(published, published.shared_run)):
        review_measure(
            published, said_of(published, one.measure.id), by=clerk, key=f"r{number}"
        )  # fmt: skip

    take_step(published, archive, by=clerk, key="x")
    with pytest.raises(Refused, match="归档"):
        review_measure(published, said_of(published), by=clerk, key="late")


def test_a_trial_year_has_no_measures(published, clerk, monkeypatch):
    trial = replace(method_of(published.shared_run), is_trial=True)
    monkeypatch.setattr(gate, "method_of", lambda run: trial)

    assert gate.judged(published, published.shared_run) == []


def test_the_clerk_reviews_on_the_page_and_the_leader_sees_totals_without_names(
    published, clerk, leader, page_of
):
    said = said_of(published)
    address = reverse("evaluations:consequence", args=[published.pk, POWER])
    window = page_of(clerk)
    assert said.digest in window.get(address).content.decode()
    window.post(f"{address}review/", {
        "key": "k", "over": 0, "digest": said.digest, "outcome": "runs", "basis": said.basis,
        "bureau": said.bureau, "reviewed_on": "2026-01-05",
    })  # fmt: skip

    shown = window.get(address).content.decode()
    line = handed_of(published).lines[0]
    assert line.result.name in shown
    totals = page_of(leader).get(reverse("evaluations:consequences", args=[published.pk]))
    assert f"{len(handed_of(published).lines)} 户" in totals.content.decode()
    assert line.result.name not in totals.content.decode()
    assert page_of(leader).get(address).status_code == 404


def test_a_review_half_filled_in_is_not_taken(published, clerk, page_of):
    address = reverse("evaluations:review_measure", args=[published.pk, POWER])

    page = page_of(clerk).post(address, {"key": "k"}, follow=True)

    assert "没有登记" in page.content.decode()
    assert not MeasureReview.objects.exists()


def test_who_did_not_see_the_review_that_stands_changes_nothing(published, clerk, leader):
    first = review_measure(published, said_of(published), by=clerk, key="a")
    with pytest.raises(Refused, match="已经登记"):
        review_measure(published, said_of(published), by=clerk, key="b")

    stopped = said_of(published, outcome="stopped", remark="选择性加价", over=first.pk)
    review_measure(published, stopped, by=clerk, key="c")
    assert not handed_of(published).judged.may_run


def both_review(review, round_: Round, clerk: User) -> list[object]:
    """One clerk lets a measure run, another stops it, at the same moment."""
    runs, stops = said_of(round_), said_of(round_, outcome="stopped", remark="选择性加价")

    def press(said: Review, key: str) -> str:
        try:
            return review(round_, said, by=clerk, key=key).outcome
        except Refused as refused:
            return refused.code

    return sorted(at_once(partial(press, runs, "a"), partial(press, stops, "b")))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_review_a_measure_at_once_one_is_told(published, clerk):
    said = both_review(review_measure, published, clerk)

    assert said[0] == "evaluations.reviewed_meanwhile"
    assert MeasureReview.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_later_would_win_silently(published, clerk, monkeypatch):
    """The test before has power: both look before either writes, and nobody is told."""
    both = threading.Barrier(2, timeout=10)
    check = consequences._check
    monkeypatch.setattr(consequences, "held", lambda round_: round_)
    monkeypatch.setattr(
        consequences, "_check", lambda *asked: (check(*asked), both.wait())[0]
    )  # fmt: skip

    assert both_review(review_measure.__wrapped__, published, clerk) == ["runs", "stopped"]
