"""Who may open which page. The matrix is held against the URL table: a page that is not in it fails."""

import itertools

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from permu.evaluations.actions import keep_scenario
from permu.evaluations.models import (
    DailyDigest,
    DataRequest,
    FigureCorrection,
    KeptScenario,
    Result,
    Round,
    RoundFile,
    RowOwner,
    Run,
)
from permu.method import keep_method
from permu.method.scenarios import read_scenario
from permu.register.jobs import queue_job
from permu.register.models import Record, StoredFile, User
from permu.sample import SAMPLE_METHOD

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "clerk", "leader", "owner", "stranger")
OPEN = dict.fromkeys(ROLES, 200)
SIGNED_IN = OPEN | {"nobody": 302}
CLERKS = dict.fromkeys(ROLES, 404) | {"nobody": 302, "clerk": 200}
CLERKS_POST = CLERKS | {"clerk": 302}
SHARED = CLERKS | {"leader": 200}
SHARED_POST = dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)
OWN = SHARED | {"owner": 200}
OWN_PDF = OWN
LIBRARY = CLERKS | {"leader": 200}

# name of the route → method, what each role gets once the results are shared
MATRIX: dict[str, tuple[str, dict[str, int]]] = {
    "home": ("get", dict.fromkeys(ROLES, 302)),
    "sign_in": ("get", dict.fromkeys(ROLES, 302) | {"nobody": 200}),
    "sign_out": ("post", dict.fromkeys(ROLES, 302)),
    "password": ("get", SIGNED_IN),
    "set_language": ("post", dict.fromkeys(ROLES, 302)),
    "healthz": ("get", OPEN),
    "register:job": ("get", CLERKS),
    "evaluations:rounds": ("get", CLERKS),
    "evaluations:new_round": ("get", CLERKS),
    "evaluations:round": ("get", CLERKS),
    "evaluations:upload": ("post", CLERKS_POST),
    "evaluations:import": ("post", CLERKS_POST),
    "evaluations:run": ("post", CLERKS_POST),
    "evaluations:findings": ("get", CLERKS),
    "evaluations:export_findings": ("get", CLERKS),
    "evaluations:land": ("get", CLERKS),
    "evaluations:cell": ("get", CLERKS | {"clerk": 404}),  # of a file that the round has not
    "evaluations:requests": ("get", CLERKS),
    "evaluations:open_requests": ("post", CLERKS_POST),
    "evaluations:remind": ("post", CLERKS_POST),
    "evaluations:request_form": ("get", CLERKS),
    "evaluations:send_request": ("post", CLERKS_POST),
    "evaluations:change_due": ("post", CLERKS_POST),
    "evaluations:waive_request": ("post", CLERKS_POST),
    "evaluations:resume_request": ("post", CLERKS_POST),
    "evaluations:digest": ("get", CLERKS),
    "evaluations:withdraw": ("post", CLERKS_POST),
    "evaluations:columns": ("get", CLERKS),
    "evaluations:settle_columns": ("post", CLERKS_POST),
    "evaluations:owners": ("get", CLERKS),
    "evaluations:enterprises": ("get", CLERKS),
    "evaluations:settle_row": ("post", CLERKS | {"clerk": 404}),  # of a row that the round has not
    "evaluations:undo_owner": ("post", CLERKS_POST),
    "evaluations:figures": ("get", CLERKS),
    "evaluations:figure": ("get", CLERKS | {"clerk": 404}),  # of a figure that nobody has
    "evaluations:correct_figure": ("post", CLERKS | {"clerk": 404}),
    "evaluations:undo_correction": ("post", CLERKS_POST),
    "evaluations:settle": ("post", CLERKS_POST),
    "evaluations:share": ("post", CLERKS_POST),
    "evaluations:results": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:run_results": ("get", SHARED),
    "evaluations:export_results": ("get", SHARED),
    "evaluations:compare": ("get", SHARED),
    "evaluations:export_comparison": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:whatif": ("get", SHARED),
    "evaluations:whatif_answer": ("get", SHARED),
    "evaluations:whatif_movers": ("get", SHARED),
    "evaluations:export_whatif": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:scenarios": ("get", SHARED),
    "evaluations:keep_scenario": ("post", SHARED_POST),
    "evaluations:upload_scenario": ("post", SHARED_POST),
    "evaluations:change_scenario": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:scenario_file": ("get", SHARED),
    "evaluations:frontier": ("get", SHARED),
    "evaluations:robustness": ("get", SHARED),
    "evaluations:start_robustness": ("post", CLERKS_POST),
    "evaluations:export_robustness": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:export_frontier": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:run_method": ("get", OWN | {"stranger": 200}),
    "evaluations:methods": ("get", LIBRARY),
    "evaluations:method": ("get", LIBRARY),
    "evaluations:overview": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:run_overview": ("get", SHARED),
    "evaluations:sheet": ("get", OWN),
    "evaluations:sheet_pdf": ("get", OWN_PDF),
    "evaluations:sheet_ripple": ("get", CLERKS),
    "evaluations:mine": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302, "owner": 200, "stranger": 200}),
}  # fmt: skip
PLAIN = tuple(
    f"evaluations:{name}"
    for name in ("rounds", "new_round", "results", "overview", "mine", "methods")
)
REQUESTS = tuple(
    f"evaluations:{name}"
    for name in ("request_form", "send_request", "change_due", "waive_request", "resume_request")
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
        "evaluations:withdraw": RoundFile.objects.create(round=round_, stored=stored).pk,
        "evaluations:settle": finding.pk,
        "evaluations:columns": RoundFile.objects.get(round=round_).pk,
        "evaluations:settle_columns": RoundFile.objects.get(round=round_).pk,
        "evaluations:scenario_file": kept_scenario(run).pk,
        "evaluations:digest": DailyDigest.objects.create(
            key="d", day=round_.as_of, department="税务局", text="催"
        ).pk,
        **dict.fromkeys(REQUESTS, a_request(round_, clerk).pk),
        "evaluations:undo_owner": an_owner(round_, clerk).pk,
        "evaluations:undo_correction": a_correction(round_, clerk).pk,
    }
    own = Result.objects.get(run=run, enterprise=enterprise).pk

    def at(name: str, pk: int) -> str:
        arguments = {
            "evaluations:export_findings": [pk, "csv"],
            "evaluations:method": ["331003-huangyan/2022"],
            "evaluations:change_scenario": [pk, ids["evaluations:scenario_file"]],
        }.get(name, [pk])
        return reverse(name, args=[] if name in PLAIN or ":" not in name else arguments)

    found = {name: at(name, ids.get(name, round_.pk)) for name in MATRIX}
    whose = {"runs": run.pk, "sheets": own}
    return {
        name: at(name, whose[room]) if (room := address.split("/")[1]) in whose else address
        for name, address in found.items()
    }


def a_request(round_: Round, clerk: User) -> DataRequest:
    return DataRequest.objects.create(
        round=round_, profile="03-tax", department="税务局", items=["vat_paid"], due_on=round_.as_of,
        opened_by=clerk,
    )  # fmt: skip


def an_owner(round_: Round, clerk: User) -> RowOwner:
    return RowOwner.objects.create(
        round=round_,
        key="k",
        profile="03-tax",
        department="税务局",
        raw_name="甲",
        reason="核",
        made_by=clerk,
    )


def a_correction(round_: Round, clerk: User) -> FigureCorrection:
    return FigureCorrection.objects.create(
        round=round_,
        subject="x",
        item="vat_paid",
        value={"value": 1},
        over="",
        reason="核",
        made_by=clerk,
    )


def kept_scenario(run: Run) -> KeptScenario:
    text = '[scenario]\nid = "a"\nlabel = "甲"\n[[change]]\nwhat = "weight"\nof = "tax_per_mu"\nto = 40\n'
    return keep_scenario(read_scenario(text, name="a"), run, by=run.created_by, key="a")


@pytest.fixture
def stored_results(monkeypatch):
    """The pages of one result need a stored one; here its way to the page is not the question."""
    from permu.evaluations.views import results, sheets
    from tests.documents.fixtures import a_sheet

    monkeypatch.setattr(sheets, "working_sheet", lambda result: a_sheet())
    monkeypatch.setattr(sheets, "working_sheet_pdf", lambda sheet, language: b"%PDF-")
    monkeypatch.setattr(results, "stored_result", lambda run: None)
    monkeypatch.setattr(
        results.documents, "write_results_workbook",
        lambda path, result, language, more: path.write_bytes(b"PK"), raising=False,
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


@pytest.mark.parametrize("name", [name for name, (method, _) in MATRIX.items() if method == "post"])
def test_what_writes_answers_to_no_get(addresses, clerk, page_of, name):
    before = Record.objects.count()

    assert page_of(clerk).get(addresses[name]).status_code == 405 or name == "set_language"
    assert Record.objects.count() == before
