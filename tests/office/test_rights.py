"""The table of who may do what: it is whole, it says what the pages do, and it closes what they leave open."""

import csv

import pytest
from django.http import HttpResponse

from permu.doors.site.rights.duties import BY_PAGE, DUTIES
from permu.doors.site.rights.gate import Gate
from permu.register.models import Role
from tests.office.matrix import MATRIX

pytestmark = pytest.mark.django_db

PLAYED = {
    "clerk": Role.CLERK, "leader": Role.LEADER, "town": Role.TOWN, "department": Role.DEPARTMENT,
    "owner": Role.ENTERPRISE, "stranger": Role.ENTERPRISE, "admin": Role.ADMIN, "auditor": Role.AUDITOR,
}  # fmt: skip
ABOUT_NOTHING = {"oidc_begin", "oidc_back", "register:identity"} | {
    f"evaluations:{name}"
    for name in (
        "cell",
        "figure",
        "correct_figure",
        "evidence",
        "appeal_evidence",
        "answer_evidence",
        "decision",
        "land_paper",
        "dispute_evidence",
        "letters_zip",
        "consequence",
        "export_measure",
        "milestone_evidence",
    )
}
"""Pages of which the matrix opens one that is not there."""
LEAD_ON = ("set_language", "sign_in_code")
"""Open pages that lead who has not signed in to another one."""


def test_every_page_has_one_duty():
    pages = [page for duty in DUTIES for page in duty.pages]

    assert sorted(pages) == sorted(MATRIX)


@pytest.mark.parametrize("page", sorted(MATRIX.keys() - ABOUT_NOTHING))
def test_the_table_says_what_the_matrix_of_pages_says(page):
    _, answers = MATRIX[page]
    opened = {role for played, role in PLAYED.items() if answers[played] != 404}

    assert opened == set(BY_PAGE[page].roles)
    assert (answers["nobody"] == 200 or page in LEAD_ON) == BY_PAGE[page].is_open


def test_a_page_that_forgot_to_ask_is_closed_all_the_same(page_of, auditor, monkeypatch):
    """The gate is a lock of its own: with it the auditor is kept out, without it the page would answer."""
    monkeypatch.setattr("permu.evaluations.views.rounds.must_be_clerk", lambda user: None)
    assert page_of(auditor).get("/rounds/").status_code == 404

    monkeypatch.setattr(Gate, "process_view", lambda *_: None)
    assert page_of(auditor).get("/rounds/").status_code == 200


def test_a_page_of_no_duty_is_open_to_nobody(page_of, clerk, monkeypatch):
    monkeypatch.delitem(BY_PAGE, "evaluations:rounds")

    assert page_of(clerk).get("/rounds/").status_code == 404


def test_the_exported_table_names_every_role_and_duty(page_of, admin):
    answer: HttpResponse = page_of(admin).get("/rights.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(text.splitlines())

    assert head[1:] == [str(role.label) for role in Role]
    assert len(rows) == len(DUTIES)
    assert rows[-2][:3] == ["本镇企业的等级（不含单户税收）", "", "本乡镇，下发后"]
