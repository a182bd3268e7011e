"""The log: each deed, each sign-in and each refusal leaves one line, and the deed and its line stand or fall together."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from permu.evaluations.actions import rounds as actions
from permu.evaluations.models import Round, RoundFile, RoundFinding, Run
from permu.register.models import Record, StoredFile, User
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Record.objects.values_list("verb", flat=True))


def sign_in(page: Client, password: str = PASSWORD) -> int:
    return page.post("/sign-in/", {"username": "clerk", "password": password}).status_code


def test_signing_in_and_out_and_failing_to_leave_one_line_each(clerk: User, client: Client):
    before = len(verbs())
    sign_in(client, "wrong")
    sign_in(client)
    client.post("/sign-out/")

    assert verbs()[before:] == ["sign_in_failed", "sign_in", "sign_out"]
    failed = Record.objects.get(verb="sign_in_failed")
    assert (failed.about, failed.details["locked"]) == ("clerk", False)
    assert "wrong" not in str(failed.details)


def test_the_try_that_locks_a_name_says_so_in_the_log(clerk: User, client: Client):
    for _ in range(5):
        sign_in(client, "wrong")

    assert [line.details["locked"] for line in Record.objects.filter(verb="sign_in_failed")] == [
        False, False, False, False, True,
    ]  # fmt: skip


def test_a_page_refused_leaves_a_line_and_a_mistyped_address_none(run: Run, stranger, page_of):
    page = page_of(stranger)
    own = f"/sheets/{run.results.first().pk}/"
    before = len(verbs())

    page.get(own)
    page.get("/no-such-page/")

    assert verbs()[before:] == ["refused_page"]
    line = Record.objects.get(verb="refused_page")
    assert (line.actor, line.about) == (stranger, own)


def test_a_password_and_its_line_are_kept_together_or_not_at_all(clerk, page_of, monkeypatch):
    page = page_of(clerk)
    page.raise_request_exception = False
    monkeypatch.setattr(User, "save", lambda *_, **__: 1 / 0)
    before = len(verbs())

    page.post("/password/", {
        "old_password": PASSWORD, "new_password1": "quiet land of five mu",
        "new_password2": "quiet land of five mu",
    })  # fmt: skip

    assert len(verbs()) == before


def deeds(round_: Round, finding: RoundFinding, run: Run, clerk: User) -> dict[str, object]:
    stored = StoredFile.objects.create(sha256="0" * 64, name="a.xlsx", size=1, uploaded_by=clerk)
    file = RoundFile.objects.create(round=round_, stored=stored)
    opening = {"year": 2025, "method": "sample", "as_of": round_.as_of, "by": clerk, "key": "new"}
    upload = SimpleUploadedFile("b.csv", b"a,b\n")
    return {
        "open_round": lambda: actions.open_round(**opening),
        "add_file": lambda: actions.add_files(round_, [upload], by=clerk),
        "withdraw_file": lambda: actions.withdraw_file(file, by=clerk),
        "start_import": lambda: actions.start_import(round_, by=clerk, key="i"),
        "settle_finding": lambda: actions.settle_finding(finding, settlement="已核", by=clerk),
        "share_results": lambda: actions.share_results(run, by=clerk),
    }


DEEDS = ("open_round", "add_file", "withdraw_file", "start_import", "settle_finding", "share_results")  # fmt: skip


@pytest.mark.parametrize("verb", DEEDS)
def test_every_deed_leaves_one_line_and_without_it_nothing_is_done(
    round_, finding, run, clerk, monkeypatch, verb
):
    todo = deeds(round_, finding, run, clerk)
    assert sorted(todo) == sorted(DEEDS)
    with monkeypatch.context() as patch:
        patch.setattr(actions, "record", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            todo[verb]()
    assert verb not in verbs()

    todo[verb]()

    assert verbs().count(verb) == 1
