"""Towns look at a run before it is submitted: grades alone, one opinion a town, and nothing is submitted meanwhile."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError
from django.utils import timezone

from permu.evaluations.actions import ask_towns, give_opinion, reviewing
from permu.evaluations.models import Round, Run, TownOpinion, TownReview
from permu.evaluations.reviewing import standing_of
from permu.evaluations.year.needs import NEEDS
from permu.register.actions import Newcomer, add_person
from permu.register.models import Notice, Place, Record, Role, User
from permu.terms.refusal import Refused
from tests.office.conftest import PASSWORD
from tests.office.test_publications import sql
from tests.office.test_year import take, tried
from tests.office.together import at_once

__all__ = ["take", "tried"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def review(tried: Run, town: User, clerk: User, tomorrow) -> TownReview:
    return ask_towns(tried.round, tried, closes_at=tomorrow, by=clerk, key="r")


def over(review: TownReview) -> TownReview:
    sql("UPDATE evaluations_townreview SET closes_at = %s", timezone.now() - timedelta(seconds=1))
    return TownReview.objects.get(pk=review.pk)


def test_a_town_sees_the_grades_of_its_enterprises_before_anything_is_shared_and_nothing_else(
    review, town, page_of
):
    page = page_of(town).get("/town/review/").content.decode()

    assert "样例甲有限公司" in page
    assert "88.12" not in page
    assert "亩均税收" not in page
    assert "请审核本镇企业的等级" in Notice.objects.get(person=town).text
    assert page_of(town).get("/town/").content.decode().count("样例甲") == 0


def test_another_town_and_a_town_that_was_not_asked_see_nothing(review, page_of):
    elsewhere = Place.objects.create(kind=Place.Kind.TOWN, name="白水镇")
    other = add_person(Newcomer(username="other", role=Role.TOWN, town=elsewhere), PASSWORD)
    page = page_of(other)

    assert "没有要审核的试算" in page.get("/town/review/").content.decode()
    assert page.post(f"/town/review/{review.pk}/", {"key": "o", "has": "no"}).status_code == 404
    assert not TownOpinion.objects.exists()


def test_nothing_is_submitted_while_a_town_may_still_answer(review, tried, town, take):
    with pytest.raises(Refused, match="1 个乡镇（街道）还没有答复"):
        take(tried.round, "submit", tried)
    give_opinion(review, "", by=town, key="o")
    take(tried.round, "submit", tried)
    assert Round.objects.get(pk=tried.round_id).stage == "review"


def test_silence_holds_nothing_up_once_the_time_is_over(review, tried, take):
    over(review)
    take(tried.round, "submit", tried)


def test_an_opinion_is_on_the_years_page_and_the_office_is_told(review, town, clerk, page_of):
    page = page_of(town)
    address = f"/town/review/{review.pk}/"
    said = "样例甲有限公司的用地多算了 3 亩"
    assert "没有提交" in page.post(address, {"key": "a", "has": "yes"}).content.decode()
    assert "没有提交" in page.post(address, {"key": "a"}).content.decode()
    page.post(address, {"key": "b", "has": "yes", "objection": said})

    assert said in page.get("/town/review/").content.decode()
    assert said in page_of(clerk).get(f"/rounds/{review.round_id}/year/").content.decode()
    assert "青山镇对试算有意见" in Notice.objects.get(person=clerk).text
    assert Record.objects.get(verb="give_opinion").details["reason"] == said
    assert standing_of(review.round).objections == 1


def test_a_town_answers_once_and_the_same_form_twice_is_once(review, town):
    first = give_opinion(review, "", by=town, key="o")
    assert give_opinion(review, "别的", by=town, key="o") == first
    with pytest.raises(Refused, match="已经提交过意见"):
        give_opinion(review, "别的", by=town, key="p")
    with pytest.raises(Refused):
        first.delete()


def test_too_late_or_of_an_earlier_run_is_refused(review, tried, town, clerk, tomorrow):
    again = ask_towns(tried.round, tried, closes_at=tomorrow, by=clerk, key="again")
    with pytest.raises(Refused, match="已经结束"):
        give_opinion(review, "", by=town, key="o")
    with pytest.raises(Refused, match="已经结束"):
        give_opinion(over(again), "", by=town, key="o")
    assert not TownOpinion.objects.exists()


def test_only_the_newest_run_of_the_facts_as_they_stand_is_put_before_towns(
    tried, town, clerk, tomorrow
):
    round_ = tried.round
    with pytest.raises(Refused, match="已经过去"):
        ask_towns(round_, tried, closes_at=timezone.now() - timedelta(1), by=clerk, key="a")
    with pytest.raises(Refused, match="没有可以请乡镇审核的试算"):
        ask_towns(round_, None, closes_at=tomorrow, by=clerk, key="a")
    Round.objects.filter(pk=round_.pk).update(facts_digest="9" * 64)
    with pytest.raises(Refused, match="没有可以请乡镇审核的试算"):
        ask_towns(Round.objects.get(), tried, closes_at=tomorrow, by=clerk, key="a")
    Round.objects.filter(pk=round_.pk).update(facts_digest=tried.facts_digest, stage="notice")
    with pytest.raises(Refused, match="没有可以请乡镇审核的试算"):
        ask_towns(Round.objects.get(), tried, closes_at=tomorrow, by=clerk, key="a")
    assert not TownReview.objects.exists()


def test_without_towns_that_could_answer_nobody_is_asked(tried, clerk, tomorrow):
    with pytest.raises(Refused, match="没有乡镇账号"):
        ask_towns(tried.round, tried, closes_at=tomorrow, by=clerk, key="a")
    assert not TownReview.objects.exists()
    assert NEEDS["submit"](tried.round, tried) is None


def test_it_is_asked_on_the_years_page(tried, town, clerk, page_of):
    page, address = page_of(clerk), f"/rounds/{tried.round_id}/year/"
    assert "请乡镇审核" in page.get(address).content.decode()
    page.post(f"/rounds/{tried.round_id}/towns/", {"key": "k", "day": "x", "hour": "17:00"})
    assert not TownReview.objects.exists()
    page.post(
        f"/rounds/{tried.round_id}/towns/", {"key": "k", "day": "2099-01-05", "hour": "17:00"}
    )

    text = page.get(address).content.decode()
    assert "2099-01-05 17:00 截止" in text
    assert "还没有答复" in text
    assert TownReview.objects.get().run == tried


def presses(says, review: TownReview, town: User) -> list[str]:
    """What comes of two of one town who answer at the same moment."""

    def press(key: str) -> str:
        try:
            says(review, f"意见 {key}", by=town, key=key)
        except Refused as refused:
            return refused.code
        except IntegrityError:
            return "clash"
        return "heard"

    return sorted(at_once(partial(press, "one"), partial(press, "two")))


@pytest.mark.django_db(transaction=True)
def test_of_two_of_a_town_who_answer_at_once_one_is_heard_and_one_told(review, town):
    assert presses(give_opinion, review, town) == ["evaluations.town_answered", "heard"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_second_would_clash(review, town, monkeypatch):
    """The test before has power: both look before either writes, and nobody is told."""
    both = threading.Barrier(2, timeout=5)
    create = TownOpinion.objects.create
    monkeypatch.setattr(reviewing, "held", lambda round_: round_)
    monkeypatch.setattr(
        TownOpinion.objects, "create", lambda **said: both.wait() + 1 and create(**said)
    )

    assert presses(give_opinion.__wrapped__, review, town) == ["clash", "heard"]
