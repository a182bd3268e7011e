"""Whatever is sent twice is done once: every form carries a key, and the key is written with the deed."""

import re
import threading
from pathlib import Path

import pytest
from django.contrib.messages import get_messages

import permu
from permu.register.actions import forms, log
from permu.register.models import Record, SentForm, User
from tests.office.together import at_once

FORM = re.compile(r'<form[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)
KEYLESS = ("set_language", "sign_out", "sign_in.html", "code.html", "check_receipt.html")
"""They do nothing that could be done twice, or nobody is signed in."""


def test_every_form_carries_a_key():
    pages = Path(permu.__file__).parent.rglob("templates/**/*.html")
    keyless = [
        (page.name, form[:120])
        for page in pages
        for form in FORM.findall(page.read_text())
        if "{% once %}" not in form
        and "form.key" not in form
        and not any(name in form or name == page.name for name in KEYLESS)
    ]
    assert keyless == []


@pytest.mark.django_db
def test_a_form_sent_again_is_answered_and_done_once(page_of, admin, clerk):
    window, address = page_of(admin), f"/people/{clerk.pk}/password/"
    assert window.post(address, {"key": "a"}).status_code == 200
    again = window.post(address, {"key": "a"}, headers={"Referer": "http://testserver/people/"})

    assert Record.objects.filter(verb="new_password").count() == 1
    assert again.url == "http://testserver/people/"
    assert "没有重复办理" in str(list(get_messages(again.wsgi_request))[-1])
    window.post(address, {"key": "b"})
    assert Record.objects.filter(verb="new_password").count() == 2


@pytest.mark.django_db
def test_the_same_key_of_another_person_or_page_is_another_form(page_of, admin, clerk, leader):
    for about in (clerk, leader):
        page_of(admin).post(f"/people/{about.pk}/password/", {"key": "a"})

    assert Record.objects.filter(verb="new_password").count() == 2
    assert SentForm.objects.count() == 2


@pytest.mark.django_db
def test_what_was_refused_may_be_sent_again(page_of, admin, clerk):
    """A day that is none is refused: the key is not spent."""
    window, address = page_of(admin), f"/people/{clerk.pk}/expiry/"
    window.post(address, {"key": "a", "day": "明天"})
    assert not SentForm.objects.exists()
    window.post(address, {"key": "a", "day": "2099-01-01"})

    assert str(User.objects.get(pk=clerk.pk).expires_on) == "2099-01-01"


@pytest.mark.django_db
def test_nobody_is_led_to_a_strange_address(page_of, admin, clerk):
    window, address = page_of(admin), f"/people/{clerk.pk}/password/"
    strange = {"Referer": "https://example.org/"}
    window.post(address, {"key": "a"})

    assert window.post(address, {"key": "a"}, headers=strange).url == "/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("is_held", "deeds"), [(True, 1), (False, 2)])
def test_two_sendings_at_once_are_one_deed_and_only_the_key_makes_it_so(
    page_of, admin, clerk, monkeypatch, is_held, deeds
):
    """Both have looked before either has written."""
    looked = threading.Barrier(2)

    def looks(sending) -> bool:
        looked.wait(10)
        return False

    monkeypatch.setattr(forms.Sending, "is_done", property(looks))
    if not is_held:
        monkeypatch.setattr(log, "hold_form", lambda: None)
    windows = [page_of(admin), page_of(admin)]
    address = f"/people/{clerk.pk}/password/"

    answers = at_once(*[lambda one=one: one.post(address, {"key": "a"}) for one in windows])

    assert {one.status_code for one in answers} <= {200, 302}
    assert Record.objects.filter(verb="new_password").count() == deeds
