"""Machines by token: what their account sees, as often as they may, and nothing twice."""

import json
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from permu.evaluations.actions import share_results
from permu.evaluations.models import DataRequest, Round, Run
from permu.register.actions import NewClient, open_client, revoke_client
from permu.register.models import Client, Job, Record, User
from permu.terms.refusal import Refused
from tests.docs.openapi import OPENAPI, described
from tests.office.conftest import uploads

pytestmark = pytest.mark.django_db
ALL = tuple(Client.Scope)


@pytest.fixture
def asking(admin):
    """A machine that asks on behalf of an account."""

    def ask(account: User, *scopes: Client.Scope, per_minute: int = 1_000) -> Browser:
        name = f"系统 {Client.objects.count()}"
        day = timezone.localdate() + timedelta(days=30)
        asked = NewClient(
            name=name, account=account, scopes=scopes or ALL, per_minute=per_minute, expires_on=day
        )
        _, token = open_client(asked, by=admin)
        return Browser(headers={"authorization": f"Bearer {token}"})

    return ask


@pytest.fixture
def published(run: Run, clerk) -> Run:
    share_results(run, by=clerk)
    return run


def test_a_list_comes_out_page_by_page_as_it_was_put_out(asking, clerk, published):
    machine = asking(clerk)
    [told] = machine.get("/api/v1/publications").json()
    assert (told["id"], told["kind"]) == ("publication-1", "trial")

    first = machine.get("/api/v1/publications/1/results?limit=1").json()
    rest = machine.get(f"/api/v1/publications/1/results?after={first['next']}").json()
    found = first["results"] + rest["results"]
    assert [one["name"] for one in found] == ["样例甲有限公司", "样例乙有限公司"]
    assert (found[0]["score"], found[0]["grade"]) == ("88.12", "A")
    assert rest["next"] is None
    assert "salt" not in json.dumps(found)
    assert Record.objects.filter(verb="api_results").count() == 2


def test_what_is_new_is_asked_by_the_last_number_seen(asking, clerk, published):
    assert asking(clerk).get("/api/v1/publications?after=1").json() == []


@pytest.mark.parametrize("who", ["town", "department", "auditor"])
def test_no_token_shows_more_than_its_account_sees(request, asking, published, who):
    machine = asking(request.getfixturevalue(who))

    assert machine.get("/api/v1/publications/1/results").status_code == 404


@pytest.mark.parametrize("who", ["admin", "owner"])
def test_accounts_of_people_alone_get_no_token(request, asking, who):
    with pytest.raises(Refused, match="只由本人使用"):
        asking(request.getfixturevalue(who))


def test_a_department_sends_its_workbook_and_the_same_again_changes_nothing(
    asking, clerk, department, round_: Round, workbooks
):
    asked = DataRequest.objects.create(
        round=round_, profile="03-tax", department="税务局", items=["vat_paid"],
        due_on=round_.as_of, opened_by=clerk, sent_by=clerk, sent_at=timezone.now(),
    )  # fmt: skip
    machine = asking(department, Client.Scope.FILES)
    assert [one["id"] for one in machine.get("/api/v1/requests").json()] == [asked.pk]

    for _ in range(2):
        [tax] = uploads([path for path in workbooks if "税务" in path.name])
        answer = machine.post(f"/api/v1/requests/{asked.pk}/files", {"file": tax})
        assert answer.json()["name"] == tax.name
    assert round_.files.count() == 1


def test_the_same_key_reads_once(asking, clerk, round_, workbooks):
    machine = asking(clerk)
    [book, *_] = uploads(workbooks)
    assert machine.post(f"/api/v1/rounds/{round_.pk}/files", {"file": book}).status_code == 200

    address = f"/api/v1/rounds/{round_.pk}/reading"
    jobs = [
        machine.post(address, headers={"Idempotency-Key": "night-2026-11-23"}).json()["id"]
        for _ in range(2)
    ]
    assert jobs == [Job.objects.get().pk] * 2
    assert machine.get(f"/api/v1/jobs/{jobs[0]}").json()["state"] == "waiting"


def test_a_machine_asks_as_often_as_it_may_and_is_told_when_again(asking, clerk, monkeypatch):
    now = 1_800_000_000.0
    monkeypatch.setattr("permu.register.actions.clients.time.time", lambda: now)
    machine = asking(clerk, per_minute=3)
    answers = [machine.get("/api/v1/rounds").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert machine.get("/api/v1/rounds").headers["Retry-After"] == "60"

    now += 60
    assert machine.get("/api/v1/rounds").status_code == 200


def test_a_token_that_is_revoked_over_or_of_a_closed_account_opens_nothing(asking, clerk, admin):
    machine = asking(clerk)
    client = Client.objects.get()
    Client.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert machine.get("/api/v1/rounds").status_code == 401
    Client.objects.update(expires_on=timezone.localdate())
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert machine.get("/api/v1/rounds").status_code == 401
    User.objects.filter(pk=clerk.pk).update(is_active=True)
    assert machine.get("/api/v1/rounds").status_code == 200
    revoke_client(client, by=admin)
    answer = machine.get("/api/v1/rounds")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "令牌" in answer.json()["detail"]


def test_a_scope_that_was_not_given_is_named(asking, clerk):
    answer = asking(clerk, Client.Scope.FILES).get("/api/v1/rounds")

    assert answer.status_code == 403
    assert "读取结果" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/publications?after=x", 422),
        ("/api/v1/publications/9/results", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/jobs/0", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_in_words(asking, clerk, address, status):
    answer = asking(clerk).get(address)

    assert answer.status_code == status
    if address != "/api/v1/nothing":
        assert {"type", "title", "status", "detail", "detail_en"} == answer.json().keys()


def test_a_workbook_that_is_none_is_refused_in_words(asking, clerk, round_):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("a.exe", b"MZ")
    answer = asking(clerk).post(f"/api/v1/rounds/{round_.pk}/files", {"file": file})

    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:permu:evaluations.not_a_workbook"


def test_the_token_is_kept_nowhere(asking, clerk):
    machine = asking(clerk)
    token = machine.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")

    kept = json.dumps(list(Client.objects.values()), default=str)
    assert token not in kept + json.dumps(list(Record.objects.values("about", "details")))


def test_the_administrator_is_shown_a_token_once(page_of, admin, clerk):
    said = {
        "name": "数据共享平台", "account": "clerk", "scopes": ["results"], "per_minute": "60",
        "expires_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    page = page_of(admin)
    answer = page.post("/clients/add/", said).content.decode()
    client = Client.objects.get()

    assert answer.count(client.token_start) == 2
    assert page.get("/clients/").content.decode().count(client.token_start) == 1
    page.post(f"/clients/{client.pk}/revoke/")
    client.refresh_from_db()
    assert client.revoked_at


@pytest.mark.parametrize("days", [-1, 400])
def test_no_token_lives_for_ever_or_is_over_at_birth(page_of, admin, clerk, days):
    said = {
        "name": "平台", "account": "clerk", "scopes": ["results"], "per_minute": "60",
        "expires_on": (timezone.localdate() + timedelta(days=days)).isoformat(),
    }  # fmt: skip

    assert "一年之内" in page_of(admin).post("/clients/add/", said).content.decode()
    assert not Client.objects.exists()


def test_the_description_in_the_papers_is_the_programs():
    """Bring it up to date: python -m tests.docs.openapi."""
    assert OPENAPI.read_text("utf-8") == described()
