"""Two people of one enterprise answer at once: one whole answer stands, never half of each."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from permu.evaluations.actions import answer, ask_confirmation, confirming
from permu.evaluations.actions.confirming import Answer, Claim
from permu.evaluations.confirming.figures import digest_of, shown_of
from permu.evaluations.models import Confirmation, Confirming, Round
from permu.register.models import Enterprise, Record, User
from tests.office.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ITEM = "electricity"
PATIENCE = 1.0
"""Seconds that a writer waits for another who, held out by the lock, does not come."""


@pytest.fixture
def asked(read: Round, clerk: User) -> Confirming:
    return ask_confirmation(read, closes_at=timezone.now() + timedelta(days=5), by=clerk, key="ask")


@pytest.fixture
def someone(asked: Confirming) -> Enterprise:
    return Enterprise.objects.order_by("credit_code")[0]


@pytest.fixture
def says(asked: Confirming, someone: Enterprise, clerk: User) -> Callable[..., Confirmation]:
    """Answer for the enterprise, through the deed given; with or without a dispute."""
    shown = digest_of(shown_of(asked.round, someone.credit_code))
    claim = Claim(said="123", value=123_000_000, reason="电表读数")

    def does(deed: Callable[..., Confirmation], key: str, **disputed: bool) -> Confirmation:
        said = Answer(shown=shown, disputed=dict.fromkeys(disputed, claim))
        return deed(asked, someone, said, by=clerk, key=key)

    return does


def without_lock(monkeypatch) -> Callable[..., Confirmation]:
    """The same deed in no transaction, holding nothing."""
    monkeypatch.setattr(confirming, "_open", lambda one: Confirming.objects.get(pk=one.pk))
    return answer.__wrapped__


@pytest.mark.parametrize(("is_locked", "disputes"), [(True, 0), (False, 1)])
def test_the_later_answer_stands_whole_and_only_the_lock_makes_it_so(
    says, monkeypatch, is_locked, disputes
):
    """The first stops on its way until the second is through, or must wait."""
    deed = answer if is_locked else without_lock(monkeypatch)
    within, through = threading.Event(), threading.Event()
    kept = confirming._dispute

    def slowly(*about: object) -> None:
        within.set()
        through.wait(PATIENCE)
        kept(*about)

    def later() -> None:
        within.wait()
        says(deed, "agrees")
        through.set()

    monkeypatch.setattr(confirming, "_dispute", slowly)
    at_once(lambda: says(deed, "disputes", **{ITEM: True}), later)

    last = Confirmation.objects.get()
    assert last.key == "agrees"
    assert last.disputes.count() == disputes  # the twin keeps the other's dispute in this answer


def test_one_press_that_comes_four_times_at_once_is_one_answer(says):
    answers = at_once(*[lambda: says(answer, "same", **{ITEM: True})] * 4)

    assert len({one.pk for one in answers}) == 1
    assert Confirmation.objects.get().disputes.count() == 1
    assert Record.objects.filter(verb="confirm").count() == 1
