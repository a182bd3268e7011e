"""ASVS V13 and V15: what the office speaks to, what lies on its disk, what it serves and what it is made of."""

import os
import re
import stat
from pathlib import Path

import pytest
from django.test import Client

from permu.doors.site.settings import _kept_secret
from permu.evaluations.publishing.keeping import office_key
from permu.register.factors.seeds import secret_of
from permu.register.keys import kept_key
from permu.register.models import Role, User
from tests.docs.pages import ROOT
from tests.office.asvs.source import calls, importers
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SPEAKING = {"register/outside.py", "register/channels/mail.py"}
SOCKETS = {
    "register/scanning.py",
    "register/syslog/lines.py",
    "register/syslog/receivers.py",
    "engine/spark/session.py",
}
"""The scanner of this machine, who gets the log (and this machine's name); Spark's is a port of this machine that is found free."""


def test_only_the_channels_and_the_identity_provider_are_spoken_to():
    found = importers("urllib.request", "http.client", "smtplib", "requests", "httpx", "ftplib", "telnetlib", "xmlrpc")  # fmt: skip
    assert found == SPEAKING
    assert importers("socket") == SOCKETS


def test_keys_are_read_by_their_owner_alone(tmp_path: Path, settings):
    said = _kept_secret(tmp_path / "secret-key")
    assert len(said) >= 50
    assert _kept_secret(tmp_path / "secret-key") == said
    assert len(office_key()) == 32
    secret_of(1, "a")
    kept = [settings.PERMU_DATA / name for name in ("seal-key", "second-factor-key")]
    for path in (tmp_path / "secret-key", *kept):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(kept) == sorted(settings.PERMU_DATA.iterdir())


def test_of_two_who_make_a_key_at_once_both_get_the_same_whole_one(tmp_path: Path, monkeypatch):
    path, link = tmp_path / "seal-key", os.link
    monkeypatch.setattr(os, "link", lambda part, to: (path.write_bytes(b"k" * 32), link(part, to)))
    assert kept_key(path) == b"k" * 32
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["seal-key"]


@pytest.mark.parametrize("address", ["/.git/config", "/.git/HEAD", "/.env", "/static/", "/static/permu/", "/static/vendor/", "/var/", "/requirements/run.txt", "/admin/", "/api/v1/docs", "/__debug__/"])  # fmt: skip
def test_nothing_is_served_that_is_no_page_of_the_office(address: str, admin, page_of):
    assert page_of(admin).get(address).status_code == 404


def test_the_environment_alone_turns_debugging_on(monkeypatch, tmp_path):
    import runpy

    from permu.doors.site import settings as module

    monkeypatch.setenv("PERMU_DATA", str(tmp_path))
    for said, debugs in ((None, False), ("0", False), ("1", True)):
        monkeypatch.delenv("DEBUG", raising=False)
        if said:
            monkeypatch.setenv("DEBUG", said)
        assert runpy.run_path(module.__file__)["DEBUG"] is debugs


def libraries(list_: str) -> set[str]:
    text = (ROOT / "requirements" / list_).read_text("utf-8")
    return {name.lower() for name in re.findall(r"^([\w.-]+)(?:\[.*\])?==", text, re.MULTILINE)}


def test_what_runs_has_no_library_that_only_tests_or_measures():
    assert libraries("run.txt")
    for name in ("pytest", "hypothesis", "mypy", "ruff", "playwright", "django-debug-toolbar", "ipython", "werkzeug"):  # fmt: skip
        assert name not in libraries("run.txt")


def test_a_form_keeps_what_it_asks_for_and_nothing_else(admin, page_of):
    said = {"username": "wang", "name": "王某", "role": "clerk", "credit_code": "", "is_superuser": "1", "is_staff": "1", "must_change_password": "", "expires_on": "2099-01-01", "password": "x"}  # fmt: skip
    page_of(admin).post("/people/add/", said)
    made = User.objects.get(username="wang")
    assert made.role == Role.CLERK
    assert not made.is_superuser
    assert not made.is_staff
    assert made.must_change_password
    assert made.expires_on is None
    assert not made.check_password("x")


def test_no_form_is_made_of_a_whole_table():
    assert not [name for name, _ in calls("modelform_factory", "model_to_dict")]
    assert not importers("django.forms.ModelForm")
    assert not [name for name in importers("django.forms") if "ModelForm" in name]


def test_what_is_asked_for_in_the_address_is_not_taken_for_the_form(clerk):
    page = Client()
    page.post(f"/sign-in/?username=clerk&password={PASSWORD}", {})
    assert page.get("/rounds/").status_code == 302


def test_of_two_values_of_one_name_the_form_takes_one(admin, page_of):
    said = "username=wang&name=a&role=clerk&role=admin&credit_code="
    page_of(admin).post("/people/add/", said, content_type="application/x-www-form-urlencoded")
    assert [one.role for one in User.objects.filter(username="wang")] in ([], [Role.ADMIN])
