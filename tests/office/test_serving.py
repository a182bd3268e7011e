"""Starting the office: on a sound database library, with nobody's password known beforehand."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from permu.doors.site import serve
from permu.doors.site.demo import KEY, LOCAL_PASSWORD, load_demo
from permu.doors.site.sqlite_library import is_sound
from permu.evaluations.models import Round, Run
from permu.register.models import Enterprise, Place, Role, User
from permu.terms.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("version", "sound"),
    [("3.40.1", False), ("3.51.2", False), ("3.51.3", True), ("3.53.4", True), ("4.0.0", True)],
)
def test_a_library_with_the_wal_reset_fault_is_known_by_its_version(version, sound):
    assert is_sound(version) == sound


@pytest.mark.django_db(transaction=True)
def test_an_office_does_not_start_on_a_library_that_could_damage_its_data(settings, monkeypatch):
    monkeypatch.setattr("django.db.connection.vendor", "sqlite", raising=False)
    settings.SQLITE_VERSION = "3.40.1"

    with pytest.raises(Refused, match=r"3\.40\.1"):
        serve._prepare()


def test_an_office_with_nobody_gets_two_accounts_whose_passwords_are_said_once():
    """Who opens accounts does not see the office's work, and who works opens no accounts."""
    lines = serve._people("127.0.0.1", None)

    for role in (Role.ADMIN, Role.CLERK):
        (line,) = (line for line in lines if line.split()[:1] == [role])
        user = User.objects.get(role=role)
        assert user.must_change_password
        assert user.check_password(line.split()[1])
    assert User.objects.count() == 2
    assert serve._people("127.0.0.1", None) == []


def test_a_deployment_over_https_has_nothing_to_warn_of(tmp_path, monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # of the browser's worker
    environment = os.environ | {"PERMU_HTTPS": "1", "PERMU_DATA": str(tmp_path)}
    checked = subprocess.run(
        [sys.executable, "-m", "permu.doors.site", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert checked.returncode == 0, checked.stderr


@pytest.fixture
def demo(run: Run, enterprise) -> Run:
    """The demo as an earlier start left it."""
    Round.objects.update(key=KEY)
    run.results.create(
        enterprise=enterprise, subject="b", name="乙", state="graded", grade="B", run=run
    )
    return run


def signs_in(username: str, password: str) -> bool:
    request = RequestFactory().post("/sign-in/")
    return authenticate(request, username=username, password=password) is not None


@pytest.mark.parametrize("is_local", [True, False])
def test_the_demos_password_is_known_on_this_machine_only(demo: Run, tmp_path, is_local):
    Enterprise.objects.update(town=Place.objects.create(kind=Place.Kind.TOWN, name="青山镇"))
    lines = load_demo(tmp_path, is_local=is_local)

    said = dict(line.split() for line in lines if line.startswith("  "))
    assert all(signs_in(username, password) for username, password in said.items())
    assert (set(said.values()) == {LOCAL_PASSWORD}) == is_local
    assert signs_in("leader", LOCAL_PASSWORD) == is_local


def test_a_demo_folder_without_workbooks_is_refused_and_opens_no_round(tmp_path):
    with pytest.raises(Refused, match="没有样例县的工作簿"):
        load_demo(tmp_path, is_local=True)
    assert not Round.objects.exists()


def test_a_demo_is_an_office_of_its_own_whatever_the_machine_serves(tmp_path, monkeypatch):
    monkeypatch.setenv("PERMU_DATA", "/the/real/office")
    monkeypatch.setenv("DATABASE_URL", "postgres://the.real.office/permu")
    monkeypatch.setattr(serve, "_prepare", lambda: sys.exit("far enough"))

    with pytest.raises(SystemExit, match="far enough"):
        serve.serve("127.0.0.1", 8000, tmp_path)

    assert os.environ["PERMU_DATA"] == str(tmp_path / "office")
    assert "DATABASE_URL" not in os.environ
