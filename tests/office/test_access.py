"""Who may open which page. The matrix is held against the URL table: a page that is not in it fails."""

import itertools

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from permu.evaluations.models import (
    DailyDigest,
    Dispute,
    Milestone,
    Result,
    Round,
    RoundFile,
    Run,
)
from permu.method import keep_method
from permu.register.jobs import queue_job
from permu.register.models import Enterprise, Place, Record, StoredFile
from permu.sample import SAMPLE_METHOD
from tests.office.matrix import CLERKS, MATRIX, ROLES
from tests.office.phones import half_way, inside
from tests.office.samples import (
    a_client,
    a_correction,
    a_dispute,
    a_figure,
    a_milestone,
    a_notice,
    a_request,
    a_town_review,
    an_appeal,
    an_owner,
    kept_scenario,
)

pytestmark = pytest.mark.django_db

ACCOUNTS = tuple(
    f"register:{name}"
    for name in (
        "new_password",
        "close_account",
        "open_account",
        "set_expiry",
        "unlock_account",
        "role",
        "change_role",
        "factor",
        "reset_factor",
        "identity",
    )
)
NOBODYS = (
    "register:notices",
    "register:sessions",
    "register:end_sessions",
    "register:second_factor",
    "register:set_up_factor",
    "register:renew_codes",
    "register:turn_off_factor",
    "register:clients",
    "register:add_client",
    "api:rounds",
    "api:publications",
    "api:requests",
    "api:openapi-json",
    "api:api-root",
    "register:people",
    "register:add_person",
    "register:log",
    "register:export_log",
)
PAPERS = tuple(
    f"evaluations:{name}" for name in ("notice", "letters_zip", "letter", "report", "decision")
)
PUBLISHED = tuple(
    f"evaluations:{name}" for name in ("notice", "published_list", "letters", "letters_zip")
)
PLAIN = NOBODYS + tuple(
    f"evaluations:{name}"
    for name in (
        "rounds",
        "new_round",
        "results",
        "overview",
        "mine",
        "methods",
        "publications",
        "check_receipt",
        "newest_year",
        "cell_styles",
        "town",
        "department",
        "confirm_mine",
        "confirm_town",
        "department_appeals",
        "my_appeals",
        "town_appeals",
        "noticed_land",
        "town_review",
    )
)
IMPROVEMENTS = tuple(
    f"evaluations:{name}" for name in ("improvement", "change_case", "add_milestone", "close_case")
)
MILESTONES = ("evaluations:close_milestone", "evaluations:milestone_evidence")
APPEALS = tuple(
    f"evaluations:{name}"
    for name in (
        "appeal",
        "decision",
        "withdraw_appeal",
        "appeal_evidence",
        "answer_appeal",
        "answer_evidence",
        "decide_appeal",
    )
)
CONFIRMED = tuple(
    f"evaluations:{name}"
    for name in ("confirm", "confirm_paper", "confirmation_form", "end_confirmation")
)
DISPUTED = ("evaluations:decide_dispute", "evaluations:dispute_evidence")
REQUESTS = tuple(
    f"evaluations:{name}"
    for name in (
        "request_form",
        "send_request",
        "change_due",
        "waive_request",
        "resume_request",
        "own_form",
        "send_own",
    )
)
# What only shared results open to others; before that these are clerks' alone.
UNTIL_SHARED = (
    "run_results",
    "export_results",
    "run_overview",
    "run_method",
    "compare",
    "frontier",
    "robustness",
    "whatif",
    "whatif_answer",
    "whatif_movers",
    "scenarios",
    "sheet",
    "sheet_pdf",
)


def routes(patterns=None, room: str = "") -> list[str]:
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            found.append(f"{room}{pattern.name}")
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else room
            found += routes(pattern.url_patterns, inner)
    return found


def test_every_route_stands_in_the_matrix():
    assert sorted(routes()) == sorted(MATRIX)


@pytest.fixture
def addresses(clerk, finding, run: Run, enterprise) -> dict[str, str]:
    """Every route with the ids of one round, whose first result is the owner's."""
    round_: Round = run.round
    stored = StoredFile.objects.create(sha256="0" * 64, name="a.xlsx", size=1, uploaded_by=clerk)
    ids = {
        "register:job": queue_job("test", 1, owner=clerk, key="k", lock=None)[0].pk,
        **dict.fromkeys(ACCOUNTS, clerk.pk),
        **dict.fromkeys(CONFIRMED, a_dispute(round_, enterprise, clerk).confirmation.confirming_id),
        **dict.fromkeys(DISPUTED, Dispute.objects.get().pk),
        "register:revoke_client": a_client(clerk).pk,
        "evaluations:withdraw": RoundFile.objects.create(round=round_, stored=stored).pk,
        "evaluations:settle": finding.pk,
        "evaluations:columns": RoundFile.objects.get(round=round_).pk,
        "evaluations:settle_columns": RoundFile.objects.get(round=round_).pk,
        "evaluations:unsettle_columns": RoundFile.objects.get(round=round_).pk,
        "evaluations:scenario_file": kept_scenario(run).pk,
        "evaluations:digest": DailyDigest.objects.create(
            key="d", day=round_.as_of, department="税务局", text="催"
        ).pk,
        **dict.fromkeys(REQUESTS, a_request(round_, clerk).pk),
        **dict.fromkeys(APPEALS, an_appeal(run, enterprise).pk),
        **dict.fromkeys(IMPROVEMENTS, a_milestone(run, clerk).improvement_id),
        "evaluations:answer_review": a_town_review(run, clerk).pk,
        **dict.fromkeys(MILESTONES, Milestone.objects.get().pk),
        "evaluations:undo_owner": an_owner(round_, clerk).pk,
        **dict.fromkeys(PUBLISHED, a_notice(clerk).pk),
        "evaluations:undo_correction": a_correction(round_, clerk).pk,
    }
    Enterprise.objects.update(town=Place.objects.get_or_create(kind="town", name="青山镇")[0])
    own = Result.objects.get(run=run, enterprise=enterprise).pk

    def at(name: str, pk: int) -> str:
        arguments = {
            "evaluations:export_findings": [pk, "csv"],
            **{paper: [pk, "docx"] for paper in PAPERS},
            "evaluations:method": ["331003-huangyan/2022"],
            "evaluations:confirm_paper": [pk, enterprise.pk],
            "evaluations:land_paper": [pk, 1, "pdf"],
            "evaluations:consequence": [pk, "power"],
            "evaluations:export_measure": [pk, "power"],
            "evaluations:review_measure": [pk, "power"],
            "evaluations:confirmation_form": [pk, enterprise.pk],
            "evaluations:change_scenario": [pk, ids["evaluations:scenario_file"]],
        }.get(name, [pk])
        return reverse(name, args=[] if name in PLAIN or ":" not in name else arguments)

    found = {name: at(name, ids.get(name, round_.pk)) for name in MATRIX}
    whose = {"runs": run.pk, "sheets": own}
    return {
        name: at(name, whose[room]) if (room := address.split("/")[1]) in whose else address
        for name, address in found.items()
    }


@pytest.fixture
def stored_results(monkeypatch):
    """The pages of one result need a stored one; here its way to the page is not the question."""
    for place in ("views.confirming", "views.confirmation_form", "actions.confirming"):
        monkeypatch.setattr(f"permu.evaluations.{place}.shown_of", lambda *_: [a_figure()])
    from permu.evaluations.own import page
    from permu.evaluations.views import results, sheets
    from tests.documents.fixtures import a_sheet

    monkeypatch.setattr(page, "peers_of", lambda result: {})
    monkeypatch.setattr(sheets, "working_sheet", lambda result: a_sheet())
    monkeypatch.setattr(sheets, "working_sheet_pdf", lambda sheet, **_: b"%PDF-")
    monkeypatch.setattr(results, "stored_result", lambda run: None)
    monkeypatch.setattr(
        results.documents, "write_results_workbook",
        lambda path, result, **_: path.write_bytes(b"PK"), raising=False,
    )  # fmt: skip


def answers(request, page_of, method: str, address: str) -> dict[str, int]:
    found = {}
    for role in ROLES:
        page = Client() if role == "nobody" else page_of(request.getfixturevalue(role))
        found[role] = getattr(page, method)(address).status_code
    return found


@pytest.mark.usefixtures("stored_results")
@pytest.mark.parametrize("name", MATRIX)
def test_each_role_gets_what_the_matrix_says_once_results_are_shared(
    request, page_of, addresses, run: Run, name
):
    Round.objects.filter(pk=run.round_id).update(shared_run=run)
    keep_method(SAMPLE_METHOD, run.folder / "method")
    method, expected = MATRIX[name]

    assert answers(request, page_of, method, addresses[name]) == expected


@pytest.mark.usefixtures("phone")
def test_who_gave_the_password_and_no_code_yet_gets_what_nobody_gets(addresses):
    answers = {}
    for name, (method, by_role) in MATRIX.items():
        page = half_way("clerk")
        answer = getattr(page, method)(addresses[name])
        answers[name] = answer.status_code == by_role["nobody"] or name == "sign_in_code"
        assert not inside(page), name
    assert [name for name, is_nobodys in answers.items() if not is_nobodys] == []


@pytest.mark.usefixtures("stored_results")
@pytest.mark.parametrize("name", UNTIL_SHARED)
def test_before_results_are_shared_they_are_the_clerks_alone(
    request, page_of, addresses, run: Run, name
):
    keep_method(SAMPLE_METHOD, run.folder / "method")

    assert answers(request, page_of, "get", addresses[f"evaluations:{name}"]) == CLERKS


def test_a_comparison_of_unshared_results_goes_out_to_nobody_but_clerks(
    addresses, run: Run, leader, owner, page_of
):
    address = addresses["evaluations:export_comparison"]

    assert [page_of(user).get(address).status_code for user in (leader, owner)] == [404, 404]


def test_an_enterprise_reads_no_method_but_those_its_own_results_were_worked_out_under(
    run: Run, owner, page_of
):
    Round.objects.filter(pk=run.round_id).update(shared_run=run)
    keep_method(SAMPLE_METHOD, run.folder / "method")
    others = Round.objects.create(
        key="b", year=2024, title="2024 年度", method="sample", as_of=run.round.as_of,
        created_by=run.created_by,
    )  # fmt: skip
    anothers = Run.objects.create(
        round=others, number=1, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="", engine="", open_findings=0, counts={},
        created_by=run.created_by,
    )  # fmt: skip
    Round.objects.filter(pk=others.pk).update(shared_run=anothers)
    page = page_of(owner)

    assert "样例县" in page.get(f"/runs/{run.pk}/method/").content.decode()
    assert page.get(f"/runs/{anothers.pk}/method/").status_code == 404


def test_an_enterprise_has_an_empty_page_until_its_result_is_shared(run, owner, page_of):
    assert "还没有结果" in page_of(owner).get("/mine/").content.decode()


@pytest.mark.usefixtures("stored_results")
def test_an_earlier_run_is_no_longer_shown_once_a_later_one_is_shared(
    run: Run, owner, enterprise, page_of
):
    later = Run.objects.create(
        round=run.round, number=2, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="", engine="", open_findings=0, counts={},
        created_by=run.created_by,
    )  # fmt: skip
    Round.objects.filter(pk=run.round_id).update(shared_run=later)
    earlier = Result.objects.get(run=run, enterprise=enterprise)

    assert page_of(owner).get(f"/sheets/{earlier.pk}/").status_code == 404


def test_an_absent_result_and_another_enterprises_look_the_same(run: Run, stranger, page_of):
    Round.objects.filter(pk=run.round_id).update(shared_run=run)
    anothers = run.results.exclude(enterprise=stranger.enterprise).get()
    page = page_of(stranger)
    pages = [page.get(f"/sheets/{pk}/").content.decode() for pk in (anothers.pk, 10**9)]

    texts = [
        "\n".join(line for line in text.splitlines() if "csrf" not in line).replace(
            f"/sheets/{pk}/", ""
        )
        for text, pk in zip(pages, (anothers.pk, 10**9), strict=True)
    ]
    assert texts[0] == texts[1]


@pytest.mark.usefixtures("stored_results")
def test_looking_changes_nothing(addresses, run: Run, clerk, page_of):
    keep_method(SAMPLE_METHOD, run.folder / "method")
    page = page_of(clerk)
    for name in ("sheet", "confirm_paper"):  # whose figures were opened stands in the log, once
        page.get(addresses[f"evaluations:{name}"])
    before = counts()

    for name, (method, by_role) in MATRIX.items():
        if method == "get" and by_role["clerk"] != 404:  # a refusal leaves its line in the log
            page.get(addresses[name])

    assert counts() == before


def counts() -> list[int]:
    models = itertools.chain.from_iterable(
        __import__("django.apps", fromlist=["apps"]).apps.get_app_config(room).get_models()
        for room in ("register", "evaluations")
    )
    return [model.objects.count() for model in models]


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, (method, _) in MATRIX.items()
        if method == "post" and not name.startswith("api:")
    ],
)
def test_what_writes_answers_to_no_get(request, addresses, page_of, name):
    _, by_role = MATRIX[name]
    who = next((role for role in ROLES[1:] if by_role[role] != 404), "clerk")
    page = page_of(request.getfixturevalue(who))
    before = Record.objects.count()

    assert page.get(addresses[name]).status_code == 405 or name == "set_language"
    assert Record.objects.count() == before
