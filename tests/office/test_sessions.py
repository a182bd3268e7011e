"""Sessions and accounts: how many, how long, why they end; locks that lock nobody else out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from permu.register.actions import Newcomer, add_person
from permu.register.models import Record, Role, User
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, password: str = PASSWORD, *, address: str = "127.0.0.1"):
    said = {"username": "clerk", "password": password}
    return client.post("/sign-in/", said, REMOTE_ADDR=address)


def inside(page: Client) -> bool:
    return page.get("/rounds/").status_code == 200


def test_of_too_many_sessions_the_oldest_ends_and_is_told_why(clerk, page_of, settings):
    settings.PERMU_SESSIONS = 3
    pages = [page_of(clerk) for _ in range(4)]

    assert [inside(page) for page in pages[1:]] == [True] * 3
    told = pages[0].get("/rounds/", follow=True).content.decode()
    assert "这里最早的一次已退出" in told
    assert pages[0].get("/rounds/").url == "/sign-in/?next=/rounds/"


def test_a_session_that_was_left_takes_nobodys_place(clerk, page_of, settings):
    settings.PERMU_SESSIONS = 2
    first, second = page_of(clerk), page_of(clerk)
    second.post("/sign-out/")
    third = page_of(clerk)

    assert inside(first)
    assert inside(third)


def test_sessions_of_others_are_not_counted(clerk, leader, page_of, settings):
    settings.PERMU_SESSIONS = 1
    page = page_of(clerk)
    page_of(leader)
    assert inside(page)


def test_a_changed_role_ends_the_session_with_the_next_page(clerk, page_of):
    page = page_of(clerk)
    User.objects.filter(pk=clerk.pk).update(role=Role.LEADER)
    assert "角色有变动" in page.get("/rounds/", follow=True).content.decode()


def test_an_account_opened_again_brings_no_session_back(admin, clerk, page_of):
    page, admins = page_of(clerk), page_of(admin)
    admins.post(f"/people/{clerk.pk}/close/")
    admins.post(f"/people/{clerk.pk}/open/")
    assert not inside(page)


def test_an_account_ends_after_its_last_day_inside_and_at_the_door(admin, clerk, page_of, client):
    page, admins, today = page_of(clerk), page_of(admin), timezone.localdate()
    address = f"/people/{clerk.pk}/expiry/"
    admins.post(address, {"day": today})
    assert inside(page)

    admins.post(address, {"day": today - timedelta(days=1)})
    assert "有效期已过" in page.get("/rounds/", follow=True).content.decode()
    assert "有效期已过" in sign_in(client).content.decode()
    assert "用户名或口令不对" in sign_in(client, "wrong").content.decode()
    assert "已到期" in admins.get("/people/").content.decode()

    admins.post(address, {"day": ""})
    assert sign_in(client).status_code == 302
    days = [one.details["day"] for one in Record.objects.filter(verb="set_expiry").order_by("pk")]
    assert days == [str(today), str(today - timedelta(days=1)), ""]


@pytest.mark.parametrize("day", ["", "2001-01-01"])
def test_a_second_press_leaves_no_line_and_no_admin_ends_the_own_account(admin, page_of, day):
    page = page_of(admin)
    told = page.post(f"/people/{admin.pk}/expiry/", {"day": day}, follow=True).content.decode()
    assert "不能给自己的账号设有效期" in told
    assert not Record.objects.filter(verb="set_expiry").exists()


def test_what_is_no_date_changes_nothing_and_is_said(admin, clerk, page_of):
    told = page_of(admin).post(f"/people/{clerk.pk}/expiry/", {"day": "2026-13-45"}, follow=True)
    assert "日期不对" in told.content.decode()
    clerk.refresh_from_db()
    assert clerk.expires_on is None


def test_who_signs_in_is_told_when_and_from_where_the_last_time_was(clerk):
    first = Client()
    sign_in(first, address="10.1.2.3")
    assert "上次登录" not in first.get("/rounds/").content.decode()
    second = Client()
    sign_in(second, address="10.9.9.9")
    assert "地址 10.1.2.3" in second.get("/rounds/").content.decode()


def test_a_lock_is_of_one_address_and_the_administrator_lifts_it(admin, clerk, page_of):
    attacker = Client()
    for _ in range(5):
        answer = sign_in(attacker, "wrong", address="10.6.6.6")
    assert answer.status_code == 429
    assert sign_in(Client(), address="10.1.1.1").status_code == 302, "locked out by a stranger"

    for _ in range(5):
        sign_in(Client(), "wrong", address="10.1.1.1")
    assert sign_in(Client(), address="10.1.1.1").status_code == 429
    admins = page_of(admin)
    assert "解除锁定" in admins.get("/people/").content.decode()
    for _ in range(2):
        admins.post(f"/people/{clerk.pk}/unlock/")
    assert sign_in(Client(), address="10.1.1.1").status_code == 302
    assert Record.objects.filter(verb="unlock_account", about="clerk").count() == 1
    assert "解除锁定</button>" not in admins.get("/people/").content.decode()


def test_fifty_names_tried_from_one_address_lock_those_names_there_and_no_one_else(db):
    add_person(Newcomer(username="clerk", role=Role.CLERK), PASSWORD)
    for n in range(50):
        page = Client()
        for _ in range(5):
            said = {"username": f"n{n}", "password": "wrong"}
            last = page.post("/sign-in/", said, REMOTE_ADDR="10.6.6.6")
        assert last.status_code == 429
    assert sign_in(Client(), address="10.6.6.6").status_code == 302
