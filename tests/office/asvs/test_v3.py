"""ASVS V3: what the browser is told to allow, and what its cookies are."""

import re

import pytest
from django.test import Client

from tests.office.asvs.source import scripts
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ADDRESSES = ("/sign-in/", "/healthz", "/no-such-page/", "/people/", "/static/permu/icon.svg", "/api/v1/openapi.json")  # fmt: skip


def sign_in(page: Client, **where: str):
    return page.post("/sign-in/", {"username": "admin", "password": PASSWORD} | where)


def test_over_https_every_cookie_is_of_this_host_alone_and_of_no_script(admin, over_https):
    over_https.get("/sign-in/")
    sign_in(over_https)
    over_https.post("/language/", {"language": "en"})
    over_https.post(f"/people/{admin.pk}/close/")  # leaves a message

    assert sorted(over_https.cookies) == ["__Host-csrf", "__Host-language", "__Host-session"]
    for cookie in over_https.cookies.values():
        assert cookie["secure"], cookie
        assert cookie["httponly"], cookie
        assert cookie["samesite"] == "Lax", cookie
        assert (cookie["path"], cookie["domain"]) == ("/", ""), cookie


@pytest.mark.parametrize("address", ADDRESSES)
def test_over_https_every_answer_keeps_the_browser_on_it(address: str, admin, over_https):
    over_https.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    said = over_https.get(address).headers["Strict-Transport-Security"]
    assert re.findall(r"\d+", said) == ["31536000"]
    assert "includeSubDomains" in said


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_says_what_may_run_and_who_may_frame_it(address: str, admin, page_of):
    policy = page_of(admin).get(address).headers["Content-Security-Policy"]
    for directive in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):  # fmt: skip
        assert directive in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_other_site_may_read_an_answer(address: str, admin, page_of):
    answer = page_of(admin).get(address, headers={"origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(next_: str, admin, client):
    assert sign_in(client, next=next_).url == "/"
    led = client.post("/language/", {"language": "en", "next": next_})
    assert "evil" not in led.url
    assert "javascript" not in led.url


def test_a_form_of_another_site_changes_nothing(admin, over_https):
    over_https.get("/sign-in/")
    over_https.handler.enforce_csrf_checks = True
    said = {"username": "admin", "password": PASSWORD, "csrfmiddlewaretoken": over_https.cookies["__Host-csrf"].value}  # fmt: skip
    for origin, status in (("https://evil.example", 403), ("https://testserver", 302)):
        assert over_https.post("/sign-in/", said, headers={"origin": origin}).status_code == status


def test_scripts_hear_no_other_window_and_keep_nothing():
    for name, text in scripts().items():
        for forbidden in ("postMessage", "localStorage", "sessionStorage", "indexedDB", "document.cookie", "eval(", "document.write", "outerHTML", "insertAdjacentHTML", "__proto__"):  # fmt: skip
            assert forbidden not in text, (name, forbidden)
        assert "innerHTML" not in re.sub(r"\.innerHTML = (found\.html|text);", "", text), name
