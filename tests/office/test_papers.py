"""Papers out of a real year: the notice and its list, letters, the report; who gets them, and that they agree with the chain."""

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from shutil import copytree
from zipfile import ZipFile

import polars as pl
import pytest
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from permu.engine import evaluate, load_result, save_result
from permu.evaluations.actions import Asked, move_named, share_results, take_step
from permu.evaluations.models import Publication, Result, Round, Run
from permu.evaluations.publishing.receipts import receipt_of
from permu.evaluations.results import new_run, result_rows
from permu.register.actions import Newcomer, add_person
from permu.register.models import Record, Role, User
from permu.terms.items import item
from permu.terms.proofs import digest_of
from tests.office.test_publications import sql

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def take(clerk: User, leader: User) -> Callable[..., None]:
    """Take steps of a run's year, each as its role."""

    def does(run: Run, *moves: str) -> None:
        for move in moves:
            by = {"clerk": clerk, "leader": leader}[move_named(move).role]
            key = f"{run.pk}-{move}-{run.round.steps.count()}"
            take_step(run.round, Asked(move=move_named(move), run=run), by=by, key=key)

    return does


@pytest.fixture
def on_notice(evaluated: Run, take) -> Publication:
    """A real run's list on notice."""
    take(evaluated, "submit", "approve", "notice")
    return Publication.objects.get(kind="notice")


def text_of(answer) -> str:
    """Every text of a Word document."""
    content = b"".join(answer.streaming_content)
    return "".join(
        part.text or "" for part in Document(io.BytesIO(content)).element.body.iter(qn("w:t"))
    )


def test_the_notice_holds_the_list_the_digest_the_head_and_its_last_day(on_notice, page_of, leader):
    said = text_of(page_of(leader).get(f"/publications/{on_notice.pk}/notice.docx"))

    graded = on_notice.run.results.exclude(grade="")
    assert all(one.subject in said and one.name in said for one in graded)
    assert str(on_notice.head) in said
    assert on_notice.root in said
    last = timezone.localtime(on_notice.round.steps.get(move="notice").closes_at) - timedelta(
        minutes=1
    )
    assert f"至{last.year}年{last.month}月{last.day}日24时止" in said
    for one in graded.exclude(score=None)[:20]:  # the sample's method publishes grades alone
        assert f"{one.score:.2f}" not in said


def test_the_same_publication_gives_the_same_bytes(on_notice, page_of, clerk):
    page = page_of(clerk)
    for name in ("notice.docx", "notice.pdf", "list.xlsx"):
        first, again = (
            b"".join(page.get(f"/publications/{on_notice.pk}/{name}").streaming_content)
            for _ in "ab"
        )
        assert first == again, name


def test_the_list_as_a_workbook_has_a_line_for_each_graded(on_notice, page_of, clerk):
    content = b"".join(
        page_of(clerk).get(f"/publications/{on_notice.pk}/list.xlsx").streaming_content
    )
    rows = list(load_workbook(io.BytesIO(content))["名单"].values)
    graded = on_notice.run.results.exclude(grade="")
    assert str(on_notice.head) in rows[1][0]
    assert {row[3]: row[4] for row in rows[3:]} == dict(graded.values_list("subject", "grade"))


def a_corrected_run(run: Run, subject: str, **figures: int) -> Run:
    """The round's next run: of the same facts, with some figures of one enterprise corrected."""
    stored = load_result(run.folder)
    table = stored.facts.table.with_columns(
        pl.when(pl.col("subject") == subject).then(value).otherwise(pl.col(name)).alias(name)
        for name, value in figures.items()
    )
    is_it = (pl.col("subject") == subject) & pl.col("item").is_in(list(figures))
    cells = stored.facts.cells.with_columns(
        pl.when(is_it).then(pl.lit("corrected")).otherwise(pl.col("status")).alias("status")
    )
    facts = replace(stored.facts, table=table, cells=cells)
    evaluation = evaluate(stored.method, facts)
    later = new_run(run.round, stored.method, evaluation, by=run.created_by)
    save_result(later.folder, evaluation, run.folder / "method", facts)
    later.save()
    Result.objects.bulk_create(result_rows(later, stored.method, facts, evaluation))
    Round.objects.filter(pk=run.round_id).update(facts_digest=facts.digest)
    return Run.objects.get(pk=later.pk)


@pytest.fixture
def published(on_notice: Publication, take, monkeypatch) -> Publication:
    """After the notice one enterprise's tax was corrected; the list that followed is published."""
    monkeypatch.setattr("permu.evaluations.actions.rounds.is_read", lambda round_: True)
    poorest = on_notice.run.results.filter(grade="C").order_by("group", "-rank")[0]
    sql("UPDATE evaluations_steptaken SET closes_at = %s WHERE move = 'notice'", timezone.now())
    round_ = Round.objects.get(pk=on_notice.round_id)
    take(on_notice.run, "close")
    later = a_corrected_run(on_notice.run, poorest.subject, vat_paid=10**10)
    assert round_.runs.count() == 2
    take(later, "submit", "approve", "publish")
    return Publication.objects.get(kind="final")


def test_the_list_that_follows_says_whose_grade_is_otherwise_and_why(published, page_of, leader):
    said = text_of(page_of(leader).get(f"/publications/{published.pk}/notice.docx"))

    before, after = (
        dict(run.results.values_list("subject", "grade"))
        for run in published.round.runs.order_by("number")
    )
    moved = [subject for subject in after if before[subject] != after[subject]]
    assert len(moved) > 1, "others moved too"
    changes = said.partition("变化情况")[2]
    for subject in moved:
        assert f"{subject}由{before[subject]}类变为{after[subject]}类" in changes
    assert changes.count("更正了本企业的数据") == 1
    assert changes.count("其他企业的数据更正后") == len(moved) - 1
    assert "增值税" not in changes
    assert "更正数据1项，涉及企业1户" in said


def test_a_letter_tells_the_enterprise_its_own_and_nothing_of_anybody_else(
    published, page_of, clerk
):
    first, other = published.run.results.filter(grade="B").order_by("subject")[:2]
    said = text_of(page_of(clerk).get(f"/sheets/{first.pk}/letter.docx"))

    assert first.name in said
    assert f"评价等级：{first.grade}类" in said
    assert f"{first.score:.2f}分" in said
    assert other.name not in said
    assert other.subject not in said
    receipt = receipt_of(first)
    assert digest_of(receipt.proof.entry) in said
    assert str(receipt.head) in said


def test_a_letter_says_what_is_otherwise_since_the_notice_and_names_the_figure_to_its_owner(
    published, page_of, clerk
):
    corrected = load_result(published.run.folder).facts.cells.filter(
        pl.col("status") == "corrected"
    )
    own = published.run.results.get(subject=corrected["subject"][0])
    said = text_of(page_of(clerk).get(f"/sheets/{own.pk}/letter.docx"))
    assert "与2025年度公示第1版（存证第1号）相比，你单位的等级由C类变为" in said
    assert f"更正了本企业的{item('vat_paid').label}" in said


def test_an_enterprise_takes_its_own_letter_and_no_list(published, page_of, clerk):
    own, other = published.run.results.exclude(grade="")[:2]
    owner = add_person(
        Newcomer(username="own", role=Role.ENTERPRISE, enterprise=own.enterprise),
        "three mu of quiet land",
    )
    page = page_of(owner)
    assert "告知书" in page.get("/mine/").content.decode()
    assert page.get(f"/sheets/{own.pk}/letter.pdf").status_code == 200
    assert page.get(f"/sheets/{own.pk}/letter.exe").status_code == 404
    for address in (
        f"/sheets/{other.pk}/letter.pdf", f"/publications/{published.pk}/notice.docx",
        f"/publications/{published.pk}/letters/", f"/publications/{published.pk}/letters-pdf.zip",
        f"/runs/{published.run_id}/report.docx",
    ):  # fmt: skip
        assert page.get(address).status_code == 404, address


def test_a_town_s_letters_come_in_one_file_and_the_log_says_who_took_them(
    on_notice, page_of, clerk, leader
):
    page, address = page_of(clerk), f"/publications/{on_notice.pk}/letters"
    towns = page.get(f"{address}/").context["towns"]
    assert dict(towns) == Counter(on_notice.run.results.values_list("town", flat=True))
    town, count = min(towns, key=lambda one: one[1])

    packed = [b"".join(page.get(f"{address}-docx.zip?town={town}").streaming_content) for _ in "ab"]

    assert packed[0] == packed[1]
    names = ZipFile(io.BytesIO(packed[0])).namelist()
    assert len(names) == len(set(names)) == count
    for subject in on_notice.run.results.filter(town=town).values_list("subject", flat=True):
        assert any(subject in name for name in names)
    assert Record.objects.filter(verb="make_letters", actor=clerk, details__town=town).count() == 2
    assert page.get(f"{address}-docx.zip?town=无此镇").status_code == 404
    assert page_of(leader).get(f"{address}/").status_code == 404


def test_before_the_notice_there_are_no_letters_and_no_notice(evaluated, page_of, clerk):
    share_results(evaluated, by=clerk)
    one = evaluated.results.first()
    page = page_of(clerk)
    assert page.get(f"/sheets/{one.pk}/letter.docx", follow=True).redirect_chain
    shared = Publication.objects.get()
    for name in ("notice.docx", "notice.pdf", "list.xlsx", "letters/"):
        assert page.get(f"/publications/{shared.pk}/{name}").status_code == 404


def test_a_list_that_is_lost_is_refused_in_words(on_notice, page_of, clerk):
    (on_notice.folder / "entries.json").unlink()
    answer = page_of(clerk).get(f"/publications/{on_notice.pk}/notice.pdf", follow=True)
    assert "名单文件找不到或已损坏" in answer.content.decode()


def test_the_report_counts_what_the_run_says(published, page_of, leader):
    run = published.run
    said = text_of(page_of(leader).get(f"/runs/{run.pk}/report.docx"))

    grades = Counter(run.results.exclude(grade="").values_list("grade", flat=True))
    assert f"评定等级{sum(grades.values())}户" in said
    for grade, count in grades.items():
        assert f"{grade}类{count}户，占" in said
    assert f"列入评价企业{run.results.count()}户" in said
    assert "没有上年度" in said
    assert "更正数据1项，涉及企业1户：" in said
    assert f"{run.open_findings}项数据疑问" in said
    charges = sum(amount for amount, gives in money_of(run) if not gives and amount is not None)
    assert f"{Decimal(charges) / 100:,.2f}" in said
    assert "与第1次试算相比，等级变化" in said
    assert str(published.head) in said


def money_of(run: Run) -> list[tuple[int | None, bool]]:
    stored = load_result(run.folder)
    gives = {one.id: one.gives for group in stored.method.groups for one in group.measures}
    return [(row["amount"], gives[row["measure"]]) for row in stored.evaluation.measures.to_dicts()]


def test_the_report_stands_beside_the_year_before(published, page_of, clerk):
    """The list published last year, and a run of this year's facts: who went up, who went down."""
    round_ = Round.objects.get(pk=published.round_id)
    sql("UPDATE evaluations_round SET year = %s WHERE id = %s", round_.year - 1, round_.pk)
    this = Round.objects.create(
        key="this", year=round_.year, title="本年度", method=round_.method, as_of=round_.as_of, created_by=clerk
    )  # fmt: skip
    first = round_.runs.get(number=1)
    copytree(first.folder, this.folder / "run-1")
    sql("UPDATE evaluations_run SET round_id = %s WHERE id = %s", this.pk, first.pk)
    said = text_of(page_of(clerk).get(f"/runs/{first.pk}/report.docx"))

    before, after = (
        dict(run.results.values_list("subject", "grade")) for run in (published.run, first)
    )
    both = [code for code in after if before[code] and after[code]]
    up = sum(after[code] < before[code] for code in both)
    down = sum(after[code] > before[code] for code in both)
    assert up + down > 1
    assert (
        f"两年均定等级的企业{len(both)}户：升档{up}户，降档{down}户，持平{len(both) - up - down}户"
        in said
    )
    assert said.count("类变为") == 0
    moved = said.rpartition("等级升降企业名单")[2]
    assert all((code in moved) == (before[code] != after[code]) for code in both)


def test_every_export_says_which_list_it_is_of_or_that_it_is_a_trial(
    evaluated, take, page_of, clerk
):
    page, one = page_of(clerk), evaluated.results.first()
    before = first_lines(page, evaluated), pdf_text(page, one)
    assert all("第1次试算，未发布" in "".join(text.split()) for text in before)

    take(evaluated, "submit", "approve", "notice")

    head = Publication.objects.get().head
    for text in (first_lines(page, evaluated), pdf_text(page, one)):
        bare = "".join(text.split())
        assert str(head) in bare
        assert Publication.objects.get().root in bare
        assert "2025年度公示第1版" in bare
        assert "未发布" not in bare


def first_lines(page, run: Run) -> str:
    """The second line of every sheet of the results workbook."""
    content = b"".join(page.get(f"/runs/{run.pk}/results.xlsx").streaming_content)
    sheets = load_workbook(io.BytesIO(content), read_only=True).worksheets
    lines = [next(sheet.iter_rows(2, 2, 1, 1, values_only=True))[0] for sheet in sheets]
    return min(lines, key=len)


def pdf_text(page, result: Result) -> str:
    content = b"".join(page.get(f"/sheets/{result.pk}/sheet.pdf").streaming_content)
    return "".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)
