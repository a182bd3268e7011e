"""Another role or place for an account: sessions end, the log says from what to what, and somebody stays who can open accounts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from permu.register.actions import (
    NewClient,
    Newcomer,
    Position,
    add_person,
    change_role,
    close_account,
    open_client,
    revoke_client,
    roles,
)
from permu.register.models import Client, Place, Record, Role, User
from permu.terms.refusal import Refused
from tests.office.conftest import PASSWORD
from tests.office.together import at_once

pytestmark = pytest.mark.django_db
CLERK = Position(role=Role.CLERK)


@pytest.fixture
def other_town() -> Place:
    return Place.objects.create(kind=Place.Kind.TOWN, name="绿水镇")


def change(page, user: User, **said: object):
    return page.post(f"/people/{user.pk}/role/change/", said)


def test_a_clerk_who_goes_to_a_town_sees_the_town_after_signing_in_again(
    admin, clerk, other_town, page_of
):
    inside = page_of(clerk)
    assert change(page_of(admin), clerk, role="town", town=other_town.pk).url == "/people/"

    assert "角色有变动" in inside.get("/rounds/", follow=True).content.decode()
    clerk.refresh_from_db()
    assert (clerk.role, clerk.place) == (Role.TOWN, other_town)
    page = page_of(clerk)
    assert page.get("/town/").status_code == 200
    assert page.get("/rounds/").status_code == 404
    line = Record.objects.get(verb="change_role")
    assert (line.actor, line.about) == (admin, "clerk")
    assert line.details == {
        "before": {"role": "clerk", "of": ""}, "after": {"role": "town", "of": "绿水镇"},
    }  # fmt: skip


def test_another_town_ends_the_session_too_and_says_why(admin, town, other_town, page_of):
    inside = page_of(town)
    change(page_of(admin), town, role="town", town=other_town.pk)
    assert "换了乡镇" in inside.get("/town/", follow=True).content.decode()


def test_the_same_again_changes_nothing_and_ends_no_session(admin, town, page_of):
    inside = page_of(town)
    for _ in range(2):
        change(page_of(admin), town, role="town", town=town.place.pk)
    assert inside.get("/town/").status_code == 200
    assert not Record.objects.filter(verb="change_role").exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"role": "town"}, "请选这个账号管的乡镇"),
        ({"role": "department"}, "请选这个账号所在的部门"),
        ({"role": "enterprise", "credit_code": "x"}, "名册中没有这个代码的企业"),
        ({"role": "leader", "department": "税务局"}, "这个角色不填这一项"),
        ({"role": "king"}, "king"),
        ({}, "message error"),
    ],
)
def test_what_does_not_belong_together_changes_nothing_and_is_said(
    admin, clerk, page_of, said, why
):
    assert why in change(page_of(admin), clerk, **said).content.decode()
    clerk.refresh_from_db()
    assert clerk.role == Role.CLERK


def test_the_page_shows_what_the_account_is_now(admin, owner, department, page_of):
    page = page_of(admin)
    shown = page.get(f"/people/{owner.pk}/role/").content.decode()
    assert owner.enterprise.credit_code in shown
    assert '<option value="enterprise" selected>' in shown
    assert (
        '<option value="税务局" selected>'
        in page.get(f"/people/{department.pk}/role/").content.decode()
    )


def test_nobody_changes_the_own_role_nor_the_last_administrators(admin, clerk, page_of):
    assert "不能改自己的角色" in change(page_of(admin), admin, role="clerk").content.decode()
    with pytest.raises(Refused, match="最后一位在用的系统管理员"):
        change_role(admin, CLERK, by=clerk)
    add_person(
        Newcomer(username="gone", role=Role.ADMIN), PASSWORD
    )  # closed or ended, they do not count
    User.objects.filter(username="gone").update(is_active=False)
    with pytest.raises(Refused, match="最后一位在用的系统管理员"):
        change_role(admin, CLERK, by=clerk)
    assert User.objects.get(pk=admin.pk).role == Role.ADMIN


def test_an_account_of_a_program_is_changed_once_its_token_is_revoked(admin, clerk, page_of):
    day = timezone.localdate() + timedelta(days=9)
    asked = NewClient(
        name="税务", account=clerk, scopes=tuple(Client.Scope), per_minute=9, expires_on=day
    )
    client, _ = open_client(asked, by=admin)
    leader = Position(role=Role.LEADER)
    with pytest.raises(Refused, match="请先在“接口令牌”页撤销"):
        change_role(clerk, leader, by=admin)
    revoke_client(client, by=admin)
    change_role(clerk, leader, by=admin)
    assert User.objects.get(pk=clerk.pk).role == Role.LEADER


def two_who_take_each_other_away(deed) -> int:
    """How many administrators are left."""
    one, other = (
        add_person(Newcomer(username=f"admin{n}", role=Role.ADMIN), PASSWORD) for n in (1, 2)
    )

    def pressed(user: User, by: User) -> str:
        try:
            deed(user, by)
        except Refused as refused:
            return refused.code
        return "done"

    said = at_once(lambda: pressed(one, other), lambda: pressed(other, one))
    left = User.objects.filter(role=Role.ADMIN, is_active=True).count()
    assert sorted(said) == ["done", "register.last_admin"] if left else said == ["done"] * 2
    return left


DEEDS = (
    lambda user, by: change_role(user, CLERK, by=by),
    lambda user, by: close_account(user, by=by),
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", DEEDS)
def test_two_administrators_who_take_each_other_away_at_once_leave_one(deed):
    assert two_who_take_each_other_away(deed) == 1


@pytest.mark.one_database  # PostgreSQL would find the two waiting for each other
@pytest.mark.django_db(transaction=True)
def test_without_looking_who_is_left_nobody_would_be(monkeypatch):
    monkeypatch.setattr(roles, "leave_an_admin", lambda user: None)
    assert two_who_take_each_other_away(DEEDS[0]) == 0
