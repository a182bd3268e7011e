"""ASVS V4: messages are what they say, begin where they say, and come the way they must."""

import pytest
from django.test import Client
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser

from permu.register.models import Record
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/sign-in/", "/healthz", "/no-such-page/", "/rights/", "/rights.csv", "/static/permu/permu.js", "/static/permu/permu.css", "/static/permu/icon.svg"])  # fmt: skip
def test_every_text_says_its_encoding(address: str, admin, page_of):
    kind = page_of(admin).get(address).headers["Content-Type"]
    assert kind.partition("/")[2]
    if kind.startswith("text/"):
        assert "charset=utf-8" in kind.lower().replace('"', "")


def test_the_logs_table_says_its_encoding(auditor, page_of):
    assert page_of(auditor).get("/log.csv").headers["Content-Type"] == "text/csv; charset=utf-8"


def test_a_person_is_led_to_https_and_a_program_is_refused(over_https):
    plain = Client()
    assert plain.get("/sign-in/").url == "https://testserver/sign-in/"
    answer = plain.get("/api/v1/rounds", headers={"authorization": "Bearer permu_x"})
    assert answer.status_code == 403
    assert "请改用 https://" in answer.json()["detail"]
    assert over_https.get("/api/v1/rounds").status_code == 401


def test_an_address_that_the_browser_claims_is_not_believed(admin, client):
    said = {"username": "admin", "password": PASSWORD}
    claimed = {"x-forwarded-for": "10.6.6.6", "x-real-ip": "10.6.6.6", "forwarded": "for=10.6.6.6"}
    client.post("/sign-in/", said, headers=claimed)
    assert Record.objects.get(verb="sign_in").details["address"] == "127.0.0.1"


def test_the_proxy_alone_says_who_asks_and_how(admin, over_https):
    said = {"username": "admin", "password": PASSWORD}
    claimed = {"x-forwarded-for": "10.6.6.6, 10.1.2.3"}
    over_https.post("/sign-in/", said, headers=claimed)
    assert Record.objects.get(verb="sign_in").details["address"] == "10.1.2.3"

    answer = over_https.get("/sign-in/", REMOTE_ADDR="10.9.9.9")
    assert answer.status_code == 301, "no proxy, so its word that this is HTTPS counts for nothing"


@pytest.mark.parametrize("claimed", ["", "nobody", "10.1.2.3, <script>", "10.1.2.3,"])
def test_what_is_no_address_is_left_out(claimed: str, admin, over_https):
    wrong = {"username": "admin", "password": "wrong"}
    over_https.post("/sign-in/", wrong, headers={"x-forwarded-for": claimed})
    assert Record.objects.get(verb="sign_in_failed").details["address"] == "127.0.0.1"


def test_a_lock_counts_by_the_address_that_the_proxy_saw(admin, over_https):
    def tried(password: str, address: str) -> int:
        said = {"username": "admin", "password": password}
        return over_https.post("/sign-in/", said, headers={"x-forwarded-for": address}).status_code

    for _ in range(5):
        last = tried("wrong", "10.6.6.6")
    assert last == 429
    assert tried(PASSWORD, "10.1.1.1") == 302


HEAD = b"POST /sign-in/ HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: 4\r\nContent-Length: 9\r\n\r\nbody",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: +4\r\n\r\nbody",
        b"Content-Length : 4\r\n\r\nbody",
    ],
)
def test_a_request_whose_end_is_doubtful_is_refused_by_the_server(headers: bytes):
    with pytest.raises(Exception, match=r"(?i)header|transfer|chunked|encoding"):
        next(RequestParser(Config(), iter([HEAD + headers]), ("127.0.0.1", 1)))


def test_trace_gives_nothing_back(admin, page_of):
    for address in ("/sign-in/", "/people/", "/healthz", "/api/v1/rounds", "/language/"):
        answer = page_of(admin).trace(address, headers={"x-secret": "told back"})
        assert answer.status_code in (302, 401, 404, 405), address
        assert b"told back" not in answer.content
