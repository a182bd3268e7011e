"""Where one is signed in oneself: each sees the own sessions alone, and ends them with the password."""

import pytest
from django.test import Client

from permu.register.models import Record
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(clerk):
    def sign_in(address: str) -> Client:
        page = Client(REMOTE_ADDR=address)
        page.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
        return page

    return sign_in


def inside(page: Client) -> bool:
    return page.get("/rounds/").status_code == 200


def names(page: Client) -> list[str]:
    return [one.name for one in page.get("/sessions/").context["sessions"] if not one.is_this]


def end(page: Client, which: list[str], password: str = PASSWORD):
    return page.post("/sessions/end/", {"which": which, "password": password}, follow=True)


def test_each_sees_where_the_own_account_is_open_and_no_other(signed_in, leader, page_of):
    page_of(leader)
    here = signed_in("10.1.1.1")
    signed_in("10.2.2.2")
    shown = here.get("/sessions/").content.decode()
    assert "地址 10.1.1.1" in shown
    assert "地址 10.2.2.2" in shown
    assert shown.count('<li class="card pad">') == 2
    assert here.cookies["session"].value not in shown


def test_the_chosen_one_ends_and_the_others_go_on(signed_in):
    here, second, third = (signed_in(f"10.0.0.{n}") for n in (1, 2, 3))
    [first_of_them, _] = names(here)
    assert "已退出 1 处登录" in end(here, [first_of_them]).content.decode()
    assert [inside(page) for page in (here, second, third)] == [True, False, True]
    assert Record.objects.get(verb="end_sessions").details == {"sessions": 1}


def test_without_the_password_none_ends_and_guessing_locks(signed_in):
    here, other = signed_in("10.0.0.1"), signed_in("10.0.0.2")
    for _ in range(5):
        end(here, names(here) if inside(here) else [], "wrong")
    assert inside(other)
    assert Record.objects.filter(verb="sign_in_failed", actor__username="clerk").count() == 5
    assert Client(REMOTE_ADDR="10.0.0.1").post(
        "/sign-in/", {"username": "clerk", "password": PASSWORD}
    ).status_code == 429  # fmt: skip


def test_nobody_ends_anothers_session_nor_the_own_page(signed_in, leader, page_of):
    leaders, here = page_of(leader), signed_in("10.0.0.1")
    signed_in("10.0.0.2")
    theirs = leaders.get("/sessions/").context["sessions"][0].name
    own = here.get("/sessions/").context["sessions"]
    end(here, [theirs, "x", next(one.name for one in own if one.is_this)])
    assert leaders.get("/overview/").status_code == 200
    assert inside(here)
    assert not Record.objects.filter(verb="end_sessions").exists()
