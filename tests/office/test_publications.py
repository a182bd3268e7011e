"""What was put out stays as it was: every way to bend it, done to the database and the files themselves, is found."""

import json
from collections.abc import Callable
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from permu.evaluations.actions import share_results
from permu.evaluations.models import Publication, Round, Run
from permu.evaluations.publishing.checking import bent
from permu.evaluations.publishing.keeping import noted_heads
from permu.evaluations.publishing.receipts import receipt_of
from permu.register.actions import record
from permu.register.models import Record
from permu.terms.canonical import canonical, content_digest
from permu.terms.chain import Head, link
from permu.terms.proofs import proof_of
from permu.terms.receipts import Receipt
from permu.terms.refusal import Refused
from tests.office.conftest import add_result
from tests.office.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def sql(text: str, *values: object) -> None:
    """As somebody who holds the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)


@pytest.fixture
def three(run: Run, enterprise, clerk) -> list[Publication]:
    """Three runs of a round, each put out."""
    share_results(run, by=clerk)
    for number in (2, 3):
        later = Run.objects.create(
            round=run.round, number=number, method_id="m", method_title="办法", method_digest="",
            facts_digest="", evaluation_digest=str(number) * 64, engine="0", open_findings=0,
            counts={}, created_by=clerk,
        )  # fmt: skip
        add_result(later, enterprise, score="80.5", rank=1, grade="B")
        share_results(later, by=clerk)
    return list(Publication.objects.order_by("number"))


def test_what_nobody_touched_is_whole(three: list[Publication]):
    assert [one.number for one in three] == [1, 2, 3]
    assert [one.version for one in three] == [1, 2, 3]
    assert bent([one.head for one in three]) == []


def test_every_head_is_written_down_outside_the_database(settings, tmp_path, run: Run, clerk):
    settings.PERMU_HEADS = str(tmp_path / "elsewhere.txt")
    share_results(run, by=clerk)

    head = Publication.objects.get().head
    assert set(noted_heads()) == {head}
    assert Head.read((tmp_path / "elsewhere.txt").read_text()) == head


def a_grade_in_the_database(three: list[Publication]) -> None:
    sql("UPDATE evaluations_result SET grade = 'C' WHERE run_id = %s", three[1].run_id)


def a_grade_in_the_list(three: list[Publication]) -> None:
    path = three[1].folder / "entries.json"
    path.write_bytes(path.read_bytes().replace(b'"grade":"B"', b'"grade":"A"'))


def the_content(three: list[Publication]) -> None:
    path = three[1].folder / "content.json"
    path.write_bytes(path.read_bytes().replace(b'"year":2025', b'"year":2024'))


def the_content_and_its_link(three: list[Publication]) -> None:
    the_content(three)
    digest = content_digest((three[1].folder / "content.json").read_bytes())
    made = link(three[0].link, digest, key=b"guessed")
    sql(
        "UPDATE evaluations_publication SET content = %s, digest = %s, seal = %s WHERE number = 2",
        made.content, made.digest, made.seal,
    )  # fmt: skip


def one_in_the_middle_deleted(three: list[Publication]) -> None:
    sql("DELETE FROM evaluations_publication WHERE number = 2")


def the_last_deleted(three: list[Publication]) -> None:
    sql("DELETE FROM evaluations_publication WHERE number = 3")


def one_inserted(three: list[Publication]) -> None:
    last = three[2]
    sql(
        "INSERT INTO evaluations_publication (number, round_id, run_id, kind, version, content, previous,"
        " digest, seal, algorithm, root, published_by_id, published_at) SELECT 4, round_id, run_id, kind, 4,"
        " content, previous, digest, seal, algorithm, root, published_by_id, published_at"
        " FROM evaluations_publication WHERE number = %s",
        last.number,
    )


def two_swapped(three: list[Publication]) -> None:
    for number, other in ((2, 99), (3, 2), (99, 3)):
        sql("UPDATE evaluations_publication SET number = %s WHERE number = %s", other, number)


def all_rolled_back(three: list[Publication]) -> None:
    sql("DELETE FROM evaluations_publication WHERE number > 1")


def all_computed_anew(three: list[Publication]) -> None:
    """By somebody who holds database and files, but neither the key nor a head kept elsewhere."""
    a_grade_in_the_list(three)
    last = three[0]
    for one in three[1:]:
        content = (one.folder / "content.json").read_bytes()
        made = link(last.link, content_digest(content), key=b"guessed")
        one.digest, one.previous, one.seal, one.content = (
            made.digest,
            made.previous,
            made.seal,
            made.content,
        )
        sql(
            "UPDATE evaluations_publication SET content=%s, previous=%s, digest=%s, seal=%s WHERE number=%s",
            made.content, made.previous, made.digest, made.seal, made.number,
        )  # fmt: skip
        last = one


def the_log(three: list[Publication]) -> None:
    sql("UPDATE register_record SET about = 'somebody else' WHERE verb = 'share_results' AND id <= %s",
        Record.objects.filter(verb="share_results").order_by("pk")[0].pk)  # fmt: skip


def a_line_of_the_log_deleted(three: list[Publication]) -> None:
    sql("DELETE FROM register_record WHERE id = %s",
        Record.objects.filter(verb="publish").order_by("pk")[0].pk)  # fmt: skip


@pytest.mark.parametrize(
    ("tampering", "number", "kind"),
    [
        (a_grade_in_the_database, 2, "results_bent"),
        (a_grade_in_the_list, 2, "list_bent"),
        (the_content, 2, "edited"),
        (the_content_and_its_link, 2, "unsealed"),
        (one_in_the_middle_deleted, 2, "missing"),
        (the_last_deleted, 3, "head_lost"),
        (one_inserted, 4, "strange_order"),
        (two_swapped, 2, "edited"),
        (all_rolled_back, 2, "head_lost"),
        (all_computed_anew, 2, "unsealed"),
        (the_log, 2, "log_bent"),
        (a_line_of_the_log_deleted, 1, "log_bent"),
    ],
)
def test_it_is_found_what_was_bent_and_where(
    three: list[Publication], tampering: Callable[[list[Publication]], None], number: int, kind: str
):
    tampering(three)

    found = [(getattr(one, "code", None) or one.kind, one.number) for one in bent()]

    assert (kind, number) in found
    assert all("。" in one.text() for one in bent())


def test_an_older_copy_of_everything_is_found_by_a_head_on_a_notice_alone(three: list[Publication]):
    """The heads written beside the data went back with it."""
    notice = three[2].head
    sql("DELETE FROM evaluations_publication WHERE number = 3")
    book = three[0].folder.parents[1] / "heads.txt"
    book.write_text("".join(book.read_text().splitlines(keepends=True)[:2]))

    assert bent() == []
    assert [(one.kind, one.number) for one in bent([notice])] == [("head_lost", 3)]


def test_a_line_of_the_log_that_came_late_is_no_tampering(three: list[Publication], clerk):
    """Of two transactions the one that began first may end last: its line has a smaller number."""
    record("one", "x", by=clerk)
    late = Record.objects.latest("pk").pk
    record("two", "x", by=clerk)
    held = list(Record.objects.filter(pk=late).values_list("at", flat=True))
    sql("DELETE FROM register_record WHERE id = %s", late)  # not yet there
    share_results(a_run(three[0].round, 4, clerk), by=clerk)
    sql(
        "INSERT INTO register_record (id, at, actor_id, verb, about, details)"
        " VALUES (%s, %s, %s, 'one', 'x', '{}')",
        late, held[0], clerk.pk,
    )  # fmt: skip
    share_results(a_run(three[0].round, 5, clerk), by=clerk)

    assert bent() == []
    sql("UPDATE register_record SET about = 'y' WHERE id = %s", late)
    assert [(one.code, one.number) for one in bent()] == [("log_bent", 5)]


def a_run(round_, number: int, clerk) -> Run:
    return Run.objects.create(
        round=round_, number=number, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="", engine="0", open_findings=0, counts={}, created_by=clerk,
    )  # fmt: skip


def test_what_could_not_be_kept_is_not_put_out(monkeypatch, run: Run, clerk):
    def full(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("permu.evaluations.actions.publications.keep", full)
    with pytest.raises(OSError, match="no space"):
        share_results(run, by=clerk)

    run.round.refresh_from_db()
    assert run.round.shared_run is None
    assert not Publication.objects.exists()
    assert noted_heads() == []


def test_a_publication_is_never_changed_through_the_program(three: list[Publication]):
    for change in (
        three[0].save,
        three[0].delete,
        lambda: Publication.objects.update(version=9),
        lambda: Publication.objects.all().delete(),
    ):
        with pytest.raises(Refused):
            change()


def test_the_national_digest_makes_a_chain_too(settings, run: Run, clerk):
    settings.PERMU_DIGEST = "sm3"
    share_results(run, by=clerk)

    publication = Publication.objects.get()
    written = (publication.folder / "content.json").read_bytes()
    assert publication.content == content_digest(written, "sm3")
    assert bent() == []


def test_the_content_names_all_the_list_stands_on(run: Run, clerk):
    share_results(run, by=clerk)

    written = (Publication.objects.get().folder / "content.json").read_bytes()
    content = json.loads(written)
    assert canonical(content) == written
    assert content["evaluation_digest"] == run.evaluation_digest
    assert content["method_digest"] == run.method_digest
    assert content["facts_digest"] == run.facts_digest
    assert (content["kind"], content["version"], content["year"]) == ("trial", 1, 2025)


def test_an_enterprise_proves_its_own_line_on_a_page_open_to_anybody(
    run: Run, enterprise, clerk, owner, page_of
):
    share_results(run, by=clerk)
    result = run.results.get(enterprise=enterprise)
    receipt = page_of(owner).get(f"/sheets/{result.pk}/receipt.json").content
    head = str(Publication.objects.get().head)

    page = checked(receipt, head)

    assert "核验通过" in page
    assert enterprise.name in page
    assert head in page
    assert "样例乙" not in receipt.decode() + page


def checked(receipt: bytes, head: str = "") -> str:
    """What the page says to somebody who is not signed in."""
    sent = {"receipt": SimpleUploadedFile("r.json", receipt), "head": head}
    return Client().post("/receipts/", sent).content.decode()


def test_a_log_of_many_undone_deeds_makes_no_receipt_that_nobody_reads(run: Run, enterprise, clerk):
    """PostgreSQL skips a number of the log for each deed that was undone, and some when it crashes."""
    for number in range(50_000, 56_000, 2):
        sql(
            "INSERT INTO register_record (id, at, actor_id, verb, about, details)"
            " VALUES (%s, %s, %s, 'one', 'x', '{}')",
            number, timezone.now(), clerk.pk,
        )  # fmt: skip
    share_results(run, by=clerk)

    assert bent() == []
    assert "核验通过" in checked(receipt_of(run.results.get(enterprise=enterprise)).text().encode())


def test_a_receipt_that_somebody_bettered_does_not_hold(run: Run, enterprise, clerk):
    share_results(run, by=clerk)
    bettered = replace_grade(receipt_of(run.results.get(enterprise=enterprise)).text())

    assert "不能证明" in checked(bettered)


def replace_grade(text: str) -> bytes:
    return text.replace('"grade": "A"', '"grade": "B"').encode()


def test_a_receipt_of_another_office_agrees_with_itself_and_is_told_apart(
    run: Run, enterprise, clerk
):
    share_results(run, by=clerk)
    text = receipt_of(run.results.get(enterprise=enterprise)).text().encode()
    sql("DELETE FROM evaluations_publication")

    assert "没有这次发布" in checked(text)


@pytest.mark.parametrize(
    ("sent", "head", "said"),
    [
        (b"\xff\xfe", "", "这不是回执文件"),
        (b"{}", "", "这不是回执文件"),
        (b"x" * 200_000, "", "这不是回执文件"),
        (b'{"kind": "permu-receipt-1", "proof": 3}', "", "这不是回执文件"),
        (b"{}", "abc", "编号-64 位摘要"),
    ],
)
@pytest.mark.usefixtures("run")
def test_what_is_no_receipt_is_said_to_be_none(sent: bytes, head: str, said: str):
    assert said in checked(sent, head)


def test_a_hostile_receipt_that_agrees_with_itself_shows_no_markup(run: Run, clerk):
    """Anybody can make such a file: what it says is text, and this office does not know it."""
    entry = {"name": "<script>alert(1)</script>", "subject": "x", "state": "graded", "score": "x"}
    proof = proof_of([entry], 0)
    content = {"root": proof.root, "round": ["x"]}
    made = link(None, content_digest(canonical(content)), key=b"")
    text = Receipt(proof=proof, content=content, link=made).text()

    page = checked(text.encode())

    assert "没有这次发布" in page
    assert "<script>alert" not in page


def test_a_result_that_was_never_put_out_has_no_receipt(run: Run, clerk, page_of):
    page = page_of(clerk).get(f"/sheets/{run.results.first().pk}/receipt.json", follow=False)
    assert page.status_code == 302


def test_the_page_of_the_chain_checks_all_of_it(three: list[Publication], page_of, leader):
    page = page_of(leader)
    assert "都没有改动" in page.get("/publications/?check=1").content.decode()
    a_grade_in_the_list(three)

    said = page.get("/publications/?check=1").content.decode()

    assert "第 2 次发布的名单" in said
    assert all(str(one.head) in said for one in three)


def test_of_two_who_put_out_a_list_at_the_same_moment_each_gets_a_number_or_is_told(
    run: Run, clerk
):
    other = Round.objects.create(
        key="b", year=2024, title="2024", method="sample", as_of="2025-02-28", created_by=clerk
    )
    runs = [run, a_run(other, 1, clerk)]

    def put_out(one: Run) -> object:
        try:
            share_results(Run.objects.get(pk=one.pk), by=clerk)
        except Refused as refused:
            return refused.code
        return "out"

    answers = at_once(*(partial(put_out, one) for one in runs))

    assert set(answers) <= {"out", "evaluations.published_at_once"}
    numbers = [one.number for one in Publication.objects.order_by("number")]
    assert numbers == list(range(1, answers.count("out") + 1))
    assert bent() == []
