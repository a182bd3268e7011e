"""What ASVS wants written down is written down, and the program does it: docs/developers/security.md."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib.auth import get_backends

import permu
from permu.doors.api.site import api
from permu.doors.site.entering import PATIENCE
from permu.doors.site.rights.duties import BY_PAGE
from permu.evaluations.access import may_see
from permu.evaluations.actions.rounds import WORKBOOKS
from permu.evaluations.evidence import EVIDENCE
from permu.intake.reading import limits
from permu.intake.reading.package import MAX_UNPACKED
from permu.intake.turns import AT_ONCE
from permu.register.actions import LARGEST_FILE, MOST_WRONG
from permu.register.channels import wecom, zzd
from permu.register.channels.choosing import NEEDED
from permu.register.factors import recovery, seeds
from permu.register.forms import LONGEST_TOKEN, ClientForm
from permu.register.jobs import MOST_ATTEMPTS
from permu.register.models import Role, User
from permu.register.passwords.hashing import Argon2id
from permu.register.passwords.profiles import profile_of
from permu.register.passwords.validators import OFFICE_WORDS
from permu.terms.items import item
from tests.docs.pages import ROOT, rows

PAGE = (ROOT / "docs/developers/security.md").read_text("utf-8")
MB = 1024 * 1024


def section(title: str) -> str:
    [found] = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def table(title: str) -> list[list[str]]:
    return rows(section(title))[1:]


def environment(name: str) -> int:
    text = (Path(permu.__file__).parent / "doors/site/settings.py").read_text("utf-8")
    [found] = re.findall(rf'"{name}", (\d+)', text)
    return int(found)


def test_every_limit_of_the_page_is_the_programs():
    dengbao, asvs = profile_of({}), profile_of({"PERMU_PASSWORDS": "asvs"})
    assert [float(figure) for _, figure in table("Limits")] == [
        LARGEST_FILE / MB, MAX_UNPACKED / MB, configured.DATA_UPLOAD_MAX_NUMBER_FILES,
        configured.DATA_UPLOAD_MAX_NUMBER_FIELDS, configured.DATA_UPLOAD_MAX_MEMORY_SIZE / MB,
        AT_ONCE, limits.CPU_SECONDS, limits.MEMORY / MB, MOST_ATTEMPTS,
        ClientForm.base_fields["per_minute"].initial, LONGEST_TOKEN.days,
        configured.AXES_FAILURE_LIMIT, configured.PERMU_LOCKED_MINUTES,
        MOST_WRONG, PATIENCE / 60, seeds.STEP, recovery.MANY,
        environment("PERMU_IDLE_MINUTES"), configured.SESSION_LONGEST / 3600,
        environment("PERMU_SESSIONS"), dengbao.length, asvs.length, dengbao.days,
    ]  # fmt: skip


def test_the_kinds_of_uploads_are_those_of_the_page():
    kinds = {what: set(said.split()) for what, said, _ in table("What is taken in, and how it is checked")}  # fmt: skip
    assert kinds["evidence"] == set(EVIDENCE)
    assert kinds["a department's workbook"] == {f".{one}" for one in WORKBOOKS}


def test_the_words_of_the_page_make_no_password():
    [said] = re.findall(r"may not make up a password: (.*?);", PAGE)
    assert set(said.split(", ")) == set(OFFICE_WORDS.pattern.split("|"))


@pytest.mark.django_db
def test_the_ways_in_are_those_of_the_page():
    assert "one way in for people, name and password, and one for\nprograms, a token" in PAGE
    assert [type(one).__name__ for one in get_backends()] == [
        "AxesStandaloneBackend",
        "ModelBackend",
    ]
    assert [type(one).__name__ for one in api.auth] == ["Token"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_fields_of_the_page_are_those_that_each_role_sees_and_writes(role: Role):
    said = {one: cells for one, *cells in rows(section("Who may do what"))[1:]}
    assert sorted(said) == sorted(Role)
    taxes, others = item("vat_paid"), item("electricity")
    assert taxes.provider != others.provider
    tax_bureau = User(role=role, department=taxes.provider)
    power = User(role=role, department=others.provider)
    both = [{may_see(tax_bureau, one), may_see(power, one)} for one in (taxes, others)]
    words = {
        frozenset({True}): "yes",
        frozenset({False}): "no",
        frozenset({True, False}): "its own",
    }
    assert [words[frozenset(one)] for one in both] == said[role][:2]
    for page, cell in (("correct_figure", said[role][2]), ("evidence", said[role][3])):
        assert (role in BY_PAGE[f"evaluations:{page}"].roles) == (cell == "yes")


def test_the_keys_of_the_page_are_those_of_the_program():
    said = {what.strip("`"): kept for what, kept, *_ in table("Keys and digests")}
    argon = f"Argon2id, {Argon2id.memory_cost // 1024} MiB, {Argon2id.time_cost} passes"
    assert said["passwords"].startswith(argon)
    code = "".join(path.read_text("utf-8") for path in Path(permu.__file__).parent.rglob("*.py"))
    kept = set(re.findall(r'/ "([\w-]+-key)"', code))
    assert kept == {name for name in said if name.endswith("-key")}
    for name in kept:
        assert "mode 600" in said[name]


def test_the_hosts_of_the_page_are_those_of_the_channels():
    said = section("What it speaks to")
    assert set(re.findall(r"PERMU_CHANNEL=(\w+)", said)) == set(NEEDED)
    for host in (wecom.HOST, zzd.HOST):
        assert host.removeprefix("https://") in said
        assert host.startswith("https://")


def test_every_table_has_one_level():
    levels = table("Levels of data")
    named = [name for _, tables, _ in levels for name in tables.split()]
    assert sorted(named) == sorted(one._meta.label for one in apps.get_models())
    assert [level for level, *_ in levels] == ["secret", "confidential", "internal", "public"]
    assert all(kept for *_, kept in levels)


def test_the_page_says_how_soon_libraries_are_renewed():
    days = [int(one) for one in re.findall(r"(\d+) days", section("Libraries"))]
    assert days == sorted(days) == [7, 30, 90]


def test_the_logs_of_the_page_are_those_of_the_program():
    said = {name: cells for name, *cells in table("Logs")}
    assert list(said) == ["audit log", "program", "sign-in locks"]
    assert "register.Record" in said["audit log"][1]
    assert "standard error" in said["program"][1]
    assert [one["class"] for one in configured.LOGGING["handlers"].values()] == ["logging.StreamHandler"]  # fmt: skip
    assert f"{configured.PERMU_LOCKED_MINUTES} minutes" in said["sign-in locks"][2]
