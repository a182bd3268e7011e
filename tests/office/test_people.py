"""Accounts: opened, closed and renewed by who does nothing else; and the log, read by who does nothing at all."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.test import Client

import permu
from permu.register.actions import close_account, new_password, record
from permu.register.models import Record, Role, User
from permu.register.verbs import VERBS
from permu.terms.refusal import Refused
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def newcomer(**said: str) -> dict[str, str]:
    return {"username": "wang", "name": "王某", "role": "clerk", "credit_code": ""} | said


def signed_in(username: str, password: str) -> int:
    return Client().post("/sign-in/", {"username": username, "password": password}).status_code


def told_password(page: str) -> str:
    found = re.search(r"<code>([\w-]{22})</code>", page)
    assert found
    return found.group(1)


def test_an_account_is_opened_with_a_password_that_is_told_once_and_changed_at_once(admin, page_of):
    page = page_of(admin)
    password = told_password(page.post("/people/add/", newcomer()).content.decode())

    assert password not in page.get("/people/").content.decode()
    assert password not in str(list(Record.objects.values_list("details", flat=True)))
    visitor = Client()
    visitor.post("/sign-in/", {"username": "wang", "password": password})
    assert visitor.get("/rounds/").url == "/password/"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"username": "admin"}, "已被使用"),
        ({"username": "a b"}, "用户名"),
        ({"role": "enterprise"}, "名册中没有这个代码的企业"),
        ({"role": "enterprise", "credit_code": "x"}, "名册中没有这个代码的企业"),
        ({"credit_code": "91990101MA0000001A"}, "只有企业账号才填代码"),
        ({"role": "king"}, "king"),
        ({"name": ""}, ""),
    ],
)
def test_what_was_said_wrong_of_a_newcomer_opens_nothing_and_is_said(
    admin, enterprise, page_of, said: dict[str, str], why: str
):
    answer = page_of(admin).post("/people/add/", newcomer(**said)).content.decode()

    assert "message error" in answer
    assert why in answer
    assert not User.objects.filter(username="wang").exists()


def test_an_enterprises_person_is_of_the_enterprise_on_the_register(admin, enterprise, page_of):
    said = newcomer(role="enterprise", credit_code=enterprise.credit_code)
    page_of(admin).post("/people/add/", said)

    assert User.objects.get(username="wang").enterprise == enterprise


def test_a_closed_account_is_out_with_its_next_page_and_its_deeds_stay(admin, clerk, page_of):
    inside = page_of(clerk)
    record("settle_finding", "x", by=clerk)
    page_of(admin).post(f"/people/{clerk.pk}/close/")

    assert inside.get("/rounds/").status_code == 302
    assert signed_in("clerk", PASSWORD) == 200  # the form again
    assert Record.objects.filter(verb="settle_finding", actor=clerk).exists()
    page_of(admin).post(f"/people/{clerk.pk}/open/")
    assert User.objects.get(pk=clerk.pk).is_active


def test_a_renewed_password_ends_open_sessions_and_the_old_one(admin, clerk, page_of):
    inside = page_of(clerk)
    password = told_password(page_of(admin).post(f"/people/{clerk.pk}/password/").content.decode())

    assert inside.get("/rounds/").status_code == 302
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert clerk.must_change_password


def test_nobody_closes_the_account_by_which_accounts_are_opened(admin, page_of):
    with pytest.raises(Refused, match="自己的账号"):
        close_account(admin, by=admin)
    assert (
        "自己的账号"
        in page_of(admin).post(f"/people/{admin.pk}/close/", follow=True).content.decode()
    )
    assert User.objects.get(pk=admin.pk).is_active


def test_each_deed_on_an_account_leaves_a_line_and_a_second_press_none(admin, clerk, page_of):
    page = page_of(admin)
    before = Record.objects.count()
    for deed in ("close", "close", "open", "open", "password"):
        page.post(f"/people/{clerk.pk}/{deed}/")

    lines = [line.verb for line in Record.objects.order_by("pk")[before:]]
    assert lines == ["close_account", "open_account", "new_password"]


def test_people_are_found_by_name_and_code(admin, owner, clerk, page_of):
    page = page_of(admin)
    found = page.get("/people/", {"q": owner.enterprise.credit_code}).content.decode()
    assert "<b>owner</b>" in found
    assert "<b>clerk</b>" not in found
    assert "没有符合的账号" in page.get("/people/", {"q": "\0无此人"}).content.decode()


def test_the_auditor_reads_the_log_by_verb_person_and_day(auditor, clerk, page_of):
    record("open_round", "2025 年度", by=clerk, method="sample")
    record("sign_in", clerk, by=clerk)
    page = page_of(auditor)

    def lines(**asked: str) -> int:
        return page.get("/log/", asked).content.decode().count('<li class="card pad">')

    assert lines(verb="open_round") == 1
    assert lines(who="clerk") == 2
    assert lines(day="1999-01-01") == 0
    assert lines(day="x", page="99", verb="\0") >= 0
    assert "新建年度评价" in page.get("/log/", {"verb": "open_round"}).content.decode()


def test_the_log_goes_out_as_a_table_that_runs_no_formula(auditor, clerk, page_of):
    record("add_file", "=cmd|' /C calc'!A0", by=clerk)
    answer = page_of(auditor).get("/log.csv", {"verb": "add_file"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert rows[1][4:6] == ["上传表格", "'=cmd|' /C calc'!A0"]


def test_every_deed_in_the_code_has_a_name_in_the_log():
    source = "".join(path.read_text() for path in Path(permu.__file__).parent.rglob("*.py"))
    verbs = set(re.findall(r'\brecord\(\s*"([a-z_]+)"', source))
    assert verbs
    assert verbs <= set(VERBS)


def test_who_opens_accounts_sees_nothing_of_the_offices_work(admin, auditor, run, page_of):
    for user in (admin, auditor):
        page = page_of(user)
        for address in (
            "/rounds/",
            f"/rounds/{run.round_id}/",
            "/results/",
            "/overview/",
            "/methods/",
        ):
            assert page.get(address).status_code == 404, (user, address)
    assert User.objects.filter(role=Role.ADMIN).count() == 1
    assert new_password(auditor, by=admin)
