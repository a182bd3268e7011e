"""The clerk's way: files in, read, findings, run, results out; and what bad files get."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

import permu.intake
from permu.engine import verify_result
from permu.evaluations.actions import (
    add_files,
    files_in_use,
    held_findings,
    is_read,
    open_round,
    settle_finding,
    share_results,
    start_import,
    start_run,
)
from permu.evaluations.models import Result, Round, RoundFinding, Run
from permu.intake import Intake, read_workbooks
from permu.register.jobs import work
from permu.register.models import Enterprise, Job, Record, User
from permu.sample import write_county
from permu.terms.refusal import Refused
from tests.office.test_jobs import at_once

pytestmark = pytest.mark.django_db

ENTERPRISES = 120


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder, enterprises=ENTERPRISES)
    return sorted((folder / "workbooks").iterdir())


def uploads(paths: list[Path]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]


@pytest.fixture
def received(round_: Round, clerk: User, workbooks) -> Round:
    assert add_files(round_, uploads(workbooks), by=clerk) == []
    return round_


@pytest.fixture(scope="session")
def county(workbooks) -> Intake:
    """What the workbooks really read as; once, since reading takes seconds."""
    return read_workbooks(workbooks, year=2025, as_of=date(2026, 2, 28))


@pytest.fixture
def quickly_read(county: Intake, monkeypatch) -> None:
    """Reading the county's workbooks gives at once what it gave before."""
    monkeypatch.setattr(permu.intake, "read_workbooks", lambda paths, **_: county, raising=False)


@pytest.fixture
def read(received: Round, clerk: User, quickly_read) -> Round:
    work(start_import(received, by=clerk, key="reading").pk)
    received.refresh_from_db()
    return received


@pytest.fixture
def evaluated(read: Round, clerk: User) -> Run:
    work(start_run(read, accepted=held_findings(read), by=clerk, key="running").pk)
    assert Job.objects.get(key="running").error == {}
    run: Run = read.runs.get()
    return run


# ---- opening and receiving ---------------------------------------------------------------------


def test_opening_a_round_twice_with_one_key_opens_one(clerk: User):
    wanted = {"year": 2025, "method": "sample", "as_of": date(2026, 2, 28), "by": clerk, "key": "k"}

    assert open_round(**wanted) == open_round(**wanted)
    assert Record.objects.filter(verb="open_round").count() == 1


def test_a_round_needs_a_method_that_exists(clerk: User):
    with pytest.raises(Refused, match="找不到评价办法“no-such”"):
        open_round(year=2025, method="no-such", as_of=date(2026, 2, 28), by=clerk, key="k")
    assert not Round.objects.exists()


def test_a_clerk_opens_a_round_and_sends_all_workbooks_at_once(clerk, page_of, workbooks):
    form = {"year": 2025, "method": "sample", "as_of": "2026-02-28", "key": "k"}

    page_of(clerk).post("/rounds/new/", form | {"files": uploads(workbooks)})

    round_ = Round.objects.get()
    assert files_in_use(round_).count() == 8
    assert Record.objects.filter(verb="add_file").count() == 8


def test_the_round_says_whose_workbook_is_missing(round_, clerk, page_of, workbooks):
    add_files(round_, uploads(workbooks[1:]), by=clerk)

    page = page_of(clerk).get(f"/rounds/{round_.pk}/").content.decode()

    assert page.count("未收到") == 1
    assert "市场监管局" in page


def test_an_empty_file_is_refused_and_the_good_ones_beside_it_are_kept(round_, clerk, workbooks):
    refused = add_files(
        round_, [SimpleUploadedFile("空.xlsx", b""), *uploads(workbooks[:2])], by=clerk
    )

    assert [str(one) for one in refused] == [
        "文件“空.xlsx”是空的（0 字节），未接收。请在本机打开核对后重新上传。"
    ]
    assert files_in_use(round_).count() == 2


def test_a_file_that_is_too_large_is_refused(round_, clerk, monkeypatch):
    monkeypatch.setattr("permu.register.actions.LARGEST_FILE", 10)

    (refused,) = add_files(round_, [SimpleUploadedFile("大.xlsx", b"x" * 11)], by=clerk)

    assert "大.xlsx" in str(refused)
    assert not files_in_use(round_).exists()


def test_a_hostile_name_stays_a_name(round_, clerk, own_data_folder):
    add_files(round_, [SimpleUploadedFile("x", b"1")], by=clerk)
    upload = SimpleUploadedFile("y", b"2")
    upload._name = "..\\..\\<b>evil.xlsx"
    add_files(round_, [upload], by=clerk)

    file = files_in_use(round_).get(stored__name__contains="evil")
    assert file.stored.path.is_relative_to(own_data_folder / "files")
    assert "/" not in file.stored.name


def test_the_same_file_sent_again_changes_nothing_and_a_new_one_of_its_name_supersedes_it(
    received, clerk, workbooks
):
    add_files(received, uploads(workbooks), by=clerk)
    assert received.files.count() == 8

    changed = SimpleUploadedFile(workbooks[0].name, workbooks[0].read_bytes() + b" ")
    add_files(received, [changed], by=clerk)
    assert files_in_use(received).count() == 8
    assert received.files.count() == 9


# ---- reading -----------------------------------------------------------------------------------


def test_reading_needs_files(round_, clerk):
    with pytest.raises(Refused, match="还没有收到表格"):
        start_import(round_, by=clerk, key="k")
    assert not Job.objects.exists()


def test_reading_gives_findings_with_their_places_and_registers_the_enterprises(
    received: Round, clerk
):
    work(start_import(received, by=clerk, key="k").pk)

    read = Round.objects.get()
    assert Enterprise.objects.count() == ENTERPRISES
    assert set(read.files.values_list("read_in", flat=True)) == {1}
    held = read.findings.filter(severity="error")
    assert held.exclude(cell="").exclude(file="").exists()
    assert all(finding.text_zh and finding.text_en for finding in held)
    assert read.stage == Round.Stage.CHECKING


def test_a_broken_workbook_stops_the_reading_with_a_sentence_and_loses_nothing(
    read: Round, clerk, workbooks, page_of, monkeypatch
):
    before = list(read.findings.values_list("number", "text_zh"))
    monkeypatch.undo()  # from here on, workbooks are really read
    cut = SimpleUploadedFile(workbooks[0].name, workbooks[0].read_bytes()[:2000])
    add_files(read, [cut], by=clerk)

    job = start_import(read, by=clerk, key="again")
    work(job.pk)

    job.refresh_from_db()
    read.refresh_from_db()
    assert job.state == "failed"
    assert workbooks[0].name in job.error["zh"]
    assert list(read.findings.values_list("number", "text_zh")) == before
    assert read.reading == 1
    page = page_of(clerk).get(f"/rounds/{read.pk}/").content.decode()
    assert "上次读取没有完成" in page
    assert workbooks[0].name in page


def test_what_was_settled_stays_settled_when_the_same_file_is_read_again(read: Round, clerk):
    finding = read.findings.filter(severity="error").exclude(cell="").first()
    settle_finding(finding, settlement="已与税务局核对", by=clerk)
    work(start_import(read, by=clerk, key="again").pk)

    settled = read.findings.get(settled_at__isnull=False)
    assert (settled.code, settled.cell, settled.settlement) == (
        finding.code, finding.cell, "已与税务局核对",
    )  # fmt: skip


def test_settling_needs_words(finding: RoundFinding, clerk):
    with pytest.raises(Refused, match="请写明处理意见"):
        settle_finding(finding, settlement="  ", by=clerk)
    finding.refresh_from_db()
    assert finding.settled_at is None


# ---- running -----------------------------------------------------------------------------------


def test_a_run_keeps_every_subject_and_its_counts_add_up(evaluated: Run):
    assert evaluated.results.count() == evaluated.registered == ENTERPRISES
    by_state = {state: evaluated.results.filter(state=state).count() for state in evaluated.counts}
    assert by_state == evaluated.counts
    assert evaluated.round.stage in (Round.Stage.CHECKING, Round.Stage.TRIAL)


def test_a_run_is_what_the_engine_recomputes(evaluated: Run):
    assert verify_result(evaluated.folder) == []


def test_the_kept_rows_say_what_the_stored_result_says(evaluated: Run):
    from permu.engine import load_result

    table = load_result(evaluated.folder).evaluation.table
    kept = {result.subject: result for result in evaluated.results.all()}
    for row in table.iter_rows(named=True):
        result = kept[row["subject"]]
        assert (result.grade or None, result.rank) == (row["grade"] or None, row["rank"])
        if row["score"] is not None:
            assert int(result.score * 10**6) == row["score"]


def test_another_run_gets_the_next_number_and_leaves_the_first_as_it_was(evaluated: Run, clerk):
    before = sorted(path.name for path in evaluated.folder.rglob("*"))
    round_ = Round.objects.get()
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="second").pk)

    first, second = round_.runs.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.evaluation_digest == second.evaluation_digest
    assert sorted(path.name for path in evaluated.folder.rglob("*")) == before


def test_a_run_is_final(evaluated: Run):
    with pytest.raises(Refused):
        evaluated.results.update(grade="A")
    with pytest.raises(Refused):
        evaluated.save()
    with pytest.raises(Refused):
        Result.objects.first().delete()
    with pytest.raises(Refused):
        Record.objects.all().delete()


def test_findings_that_came_since_the_clerk_looked_stop_the_run(read: Round, clerk):
    with pytest.raises(Refused, match="您确认的待核问题是 0 条"):
        start_run(read, accepted=0, by=clerk, key="k")
    assert not Job.objects.filter(kind="run").exists()


def test_files_changed_since_the_reading_stop_the_run(read: Round, clerk):
    add_files(read, [SimpleUploadedFile("新.csv", b"a,b\n")], by=clerk)

    assert not is_read(read)
    with pytest.raises(Refused, match="表格还没有读取"):
        start_run(read, accepted=held_findings(read), by=clerk, key="k")


def test_the_run_button_pressed_ten_times_runs_once(read: Round, clerk, page_of):
    page = page_of(clerk)
    form = {"accepted": held_findings(read), "key": "one press"}
    for _ in range(10):
        assert page.post(f"/rounds/{read.pk}/run/", form).status_code == 302
        work(Job.objects.get(kind="run").pk)

    assert read.runs.count() == 1
    assert Record.objects.filter(verb="start_run").count() == 1


# ---- looking -----------------------------------------------------------------------------------


def test_results_are_filtered_searched_sorted_and_paged_by_the_server(
    evaluated: Run, clerk, page_of
):
    page = page_of(clerk)

    def names(query: str) -> list[str]:
        return [row.name for row in page.get(f"/runs/{evaluated.pk}/?{query}").context["page"]]

    best = evaluated.results.exclude(score=None).order_by("-score", "pk").first()
    someone = evaluated.results.order_by("name").first()
    assert names("sort=-score")[0] == best.name
    assert len(names("")) == 50
    assert len(names("page=3")) == 20
    assert len(names("page=99")) == 20
    assert names(f"q={someone.subject}") == [someone.name]
    assert set(names("grade=A")) <= set(
        evaluated.results.filter(grade="A").values_list("name", flat=True)
    )
    assert names("town=nowhere") == []
    assert names("sort=password") == names("")


def test_missing_scores_stand_last_whichever_way_a_list_is_sorted(evaluated: Run, clerk, page_of):
    for sort in ("score", "-score"):
        shown = page_of(clerk).get(f"/runs/{evaluated.pk}/?sort={sort}&page=3").context["page"]
        assert shown[len(shown) - 1].score is None


@pytest.mark.parametrize(
    ("address", "most"),
    [("/rounds/", 8), ("/rounds/{round}/", 20), ("/rounds/{round}/findings/", 12),
     ("/runs/{run}/", 9), ("/runs/{run}/overview/", 10)],
)  # fmt: skip
def test_a_page_asks_the_database_a_bounded_number_of_times(
    evaluated: Run, clerk, page_of, address, most
):
    page = page_of(clerk)
    address = address.format(round=evaluated.round_id, run=evaluated.pk)
    page.get(address)  # the session is written on the first visit

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert page.get(address).status_code == 200

    assert len(queries) <= most, [query["sql"][:90] for query in queries]


def test_findings_go_out_as_a_workbook_and_as_text_with_no_formula(read: Round, clerk, page_of):
    RoundFinding.objects.create(
        round=read, number=999, severity="error", code="x.y", text_zh="=HYPERLINK(1)", text_en="="
    )
    page = page_of(clerk)

    book = b"".join(page.get(f"/rounds/{read.pk}/findings.xlsx").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    last = list(sheet.rows)[-1]
    assert (last[8].value, last[8].data_type) == ("=HYPERLINK(1)", "s")
    text = b"".join(page.get(f"/rounds/{read.pk}/findings.csv").streaming_content)
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows[-1][8] == "'=HYPERLINK(1)"
    assert len(rows) == 2 + read.findings.count()


def test_an_export_holds_what_the_list_is_filtered_to(read: Round, clerk, page_of):
    answer = page_of(clerk).get(f"/rounds/{read.pk}/findings.csv?severity=error")

    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 2 + read.findings.filter(severity="error").count()


def test_an_unknown_export_does_not_exist(round_, clerk, page_of):
    assert page_of(clerk).get(f"/rounds/{round_.pk}/findings.exe").status_code == 404


def test_a_finding_leads_to_its_cell_as_the_sheet_shows_it(read: Round, clerk, page_of):
    finding = read.findings.exclude(cell="").exclude(sheet="").first()
    asked = {"sha256": finding.sha256, "sheet": finding.sheet, "cell": finding.cell}

    answer = page_of(clerk).get(f"/rounds/{read.pk}/cell/", asked)

    assert finding.file in answer.content.decode()
    assert 'class="target"' in answer.content.decode()
    absent = page_of(clerk).get(f"/rounds/{read.pk}/cell/", asked | {"cell": "no cell"})
    assert absent.status_code == 200
    assert 'class="message error"' in absent.content.decode()


def test_the_working_sheet_shows_the_way_from_the_cell_to_the_grade(evaluated, clerk, page_of):
    result = evaluated.results.filter(state="graded").first()

    page = page_of(clerk).get(f"/sheets/{result.pk}/").content.decode()

    assert result.name in page
    assert "03_税务局_入库税款.xls" in page
    assert "第四条" in page or "第五条" in page
    assert evaluated.evaluation_digest in page


def test_an_enterprise_reads_its_own_result_in_plain_words(evaluated, clerk, page_of):
    from permu.register.actions import add_person
    from permu.register.models import Role

    share_results(evaluated, by=clerk)
    result = evaluated.results.filter(state="graded", grade="B").first()
    owner = add_person("own", "x", role=Role.ENTERPRISE, enterprise=result.enterprise)

    page = page_of(owner).get("/mine/").content.decode()

    assert "为什么是 B" in page
    assert f"排第 {result.rank}" in page
    assert page_of(owner).get(f"/sheets/{result.pk}/sheet.pdf").getvalue().startswith(b"%PDF-")


def test_sharing_twice_is_refused_with_the_number(evaluated: Run, clerk):
    share_results(evaluated, by=clerk)

    with pytest.raises(Refused, match="第 1 次试算的结果已经下发"):
        share_results(evaluated, by=clerk)
    assert Record.objects.filter(verb="share_results").count() == 1


def test_the_results_workbook_goes_out_and_its_counts_are_the_runs(evaluated, clerk, page_of):
    answer = page_of(clerk).get(f"/runs/{evaluated.pk}/results.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    texts = {str(cell.value) for sheet in book for row in sheet.rows for cell in row}
    assert set(evaluated.results.values_list("subject", flat=True)) <= texts


def test_per_mu_tax_of_a_park_is_the_sum_of_tax_over_the_sum_of_land(
    evaluated: Run, clerk, page_of
):
    from fractions import Fraction

    from permu.terms.rounding import rounded

    context = page_of(clerk).get(f"/runs/{evaluated.pk}/overview/").context
    parks = next(lines for kind, _, lines in context["yields"] if kind == "park")

    for line in parks:
        both = [
            result
            for result in evaluated.results.filter(park=line.place)
            if result.tax is not None and result.land
        ]
        tax, land = sum(one.tax for one in both), sum(one.land for one in both)
        assert (line.tax_per_mu, line.enterprises) == (rounded(Fraction(tax, land), 2), len(both))
        assert line.left_out == evaluated.results.filter(park=line.place).count() - len(both)
    assert [line.tax_per_mu for line in parks] == sorted(
        (line.tax_per_mu for line in parks), reverse=True
    )


def test_the_grade_mix_adds_up_to_the_graded(evaluated: Run, clerk, page_of):
    context = page_of(clerk).get(f"/runs/{evaluated.pk}/overview/").context

    assert sum(mix.total for mix in context["mix"]) == evaluated.counts["graded"]
    assert all(sum(part.count for part in mix.slices) == mix.total for mix in context["mix"])


# ---- two clerks at once ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("is_locked", "runs"), [(True, 1), (False, 2)])
def test_two_clerks_who_start_a_run_at_once_get_one_run_and_only_the_lock_makes_it_so(
    read: Round, clerk: User, monkeypatch, is_locked, runs
):
    if not is_locked:
        monkeypatch.setattr(Round, "lock", property(lambda self: None))
    held = held_findings(read)
    jobs = at_once(
        *(lambda key=key: start_run(read, accepted=held, by=clerk, key=key) for key in "ab")
    )
    for job in {job.pk for job in jobs}:
        work(job)

    assert read.runs.count() == runs
