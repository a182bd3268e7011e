"""ASVS V16: what happened stands in the log, in lines that nobody can forge, and pages tell nothing of it."""

import logging
from datetime import datetime

import pytest
from django.conf import settings as configured
from django.test import Client

from permu.register.actions import record
from permu.register.models import Record
from permu.terms.refusal import Refused
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def formatted(one: logging.LogRecord) -> str:
    said = configured.LOGGING["formatters"]["line"]
    return logging.Formatter(said["format"], said["datefmt"], said["style"]).format(one)


def test_a_line_says_when_where_who_and_what(clerk, client):
    client.post("/sign-in/", {"username": "clerk", "password": PASSWORD}, REMOTE_ADDR="10.1.2.3")
    line = Record.objects.get(verb="sign_in")
    assert (line.actor, line.about, line.details["address"]) == (clerk, str(clerk), "10.1.2.3")
    assert line.at.utcoffset() is not None


def test_times_of_both_logs_say_their_offset(clerk, auditor, page_of, caplog):
    record("sign_in", clerk, by=clerk)
    table = b"".join(page_of(auditor).get("/log.csv").streaming_content).decode("utf-8-sig")
    at = table.splitlines()[1].split(",")[1]
    logging.getLogger("permu").warning("x")
    written = formatted(caplog.records[-1]).split()[0]
    for said in (at, written):
        assert datetime.fromisoformat(said).utcoffset() is not None


def test_every_line_of_the_program_goes_to_the_one_place_that_is_written_down():
    said = configured.LOGGING
    assert said["root"] == {"handlers": ["console"], "level": "WARNING"}
    assert {one["class"] for one in said["handlers"].values()} == {"logging.StreamHandler"}
    assert "loggers" not in said


def test_an_error_of_ours_is_logged_with_its_cause_and_told_without(
    clerk, page_of, monkeypatch, caplog
):
    monkeypatch.setattr("permu.evaluations.views.rounds.rounds_for", lambda user: 1 / 0)
    page = page_of(clerk)
    page.raise_request_exception = False
    answer = page.get("/rounds/").content.decode()
    [line] = [one for one in caplog.records if one.name == "django.request" and one.exc_info]
    assert "ZeroDivisionError" in formatted(line)
    for told in ("ZeroDivisionError", "Traceback", "/src/", "permu.evaluations"):
        assert told not in answer


def test_what_went_around_a_lock_is_logged(clerk, caplog):
    page = Client(enforce_csrf_checks=True)
    page.post("/sign-in/", {"username": "clerk"})
    page.get("/sign-in/", headers={"host": "evil.example"})
    page.get("/api/v1/rounds", headers={"authorization": "Bearer permu_guess"})
    names = {one.name for one in caplog.records if one.levelno >= logging.WARNING}
    assert {"django.security.csrf", "django.security.DisallowedHost", "permu.tokens"} <= names
    assert "permu_guess" not in caplog.text


@pytest.mark.parametrize(
    "said", ["x\r\n2026-11-23 sign_in admin", "x\n\tforged", "x\u2028y", "\x1b[2J"]
)
def test_nobody_writes_a_second_line_into_a_log(said: str, client, caplog):
    from urllib.parse import quote

    client.get(f"/{quote(said)}")
    client.post("/sign-in/", {"username": said, "password": "wrong"})
    for line in caplog.records:
        if line.name.startswith(("django", "axes", "permu")):
            shown = formatted(line).split("Traceback")[0]
            assert len(shown.splitlines()) == 1, shown
            assert "\x1b" not in shown


def test_no_line_is_changed_or_taken_out_through_the_program(clerk):
    record("sign_in", clerk, by=clerk)
    line = Record.objects.get(verb="sign_in")
    for deed in (line.save, line.delete, Record.objects.all().delete, lambda: Record.objects.update(verb="x")):  # fmt: skip
        with pytest.raises(Refused, match="只能追加"):
            deed()


def test_a_password_and_a_token_are_in_no_line(clerk, client, caplog):
    client.post("/sign-in/", {"username": "clerk", "password": "wrong Secret 1"})
    client.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    written = caplog.text + str(list(Record.objects.values_list("about", "details")))
    for secret in ("wrong Secret 1", PASSWORD, client.cookies["session"].value):
        assert secret not in written
