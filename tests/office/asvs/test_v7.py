"""ASVS V7: sessions are hard to guess, end of themselves, and can be left from every page."""

import math
import string
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

pytestmark = pytest.mark.django_db
HOMES = {
    "clerk": "/rounds/", "leader": "/overview/", "town": "/town/", "department": "/department/",
    "owner": "/mine/", "admin": "/people/", "auditor": "/log/",
}  # fmt: skip


def test_a_session_is_of_more_than_128_random_bits():
    def key() -> str:
        made = SessionStore()
        made.create()
        return made.session_key or ""

    keys = {key() for _ in range(50)}
    signs = string.ascii_lowercase + string.digits
    assert len(keys) == 50
    assert all(set(one) <= set(signs) for one in keys)
    assert min(map(len, keys)) * math.log2(len(signs)) >= 128


def test_a_session_left_alone_ends_after_the_idle_minutes(clerk, page_of, settings):
    page = page_of(clerk)
    page.get("/rounds/")
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(0) < left <= timedelta(minutes=settings.PERMU_IDLE_MINUTES)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert page.get("/rounds/").status_code == 302


@pytest.mark.parametrize("who", HOMES)
def test_every_page_leads_out(who: str, request, page_of):
    page = page_of(request.getfixturevalue(who))
    for address in (HOMES[who], "/notices/", "/password/"):
        shown = page.get(address).content.decode()
        assert '<form method="post" action="/sign-out/">' in shown, address


def test_signing_out_has_the_browser_forget_the_pages(clerk, page_of):
    answer = page_of(clerk).post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_looking_at_the_sign_in_signs_nobody_in(clerk, client):
    client.get("/sign-in/?username=clerk&password=three%20mu%20of%20quiet%20land")
    assert client.get("/rounds/").status_code == 302
    assert not Session.objects.exists()
