"""A clerk who presses twice, comes back late, types nonsense or sends what is no evidence: nothing is lost or taken wrongly."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.actions import is_read, settle_owner
from permu.evaluations.models import FigureCorrection, Round, RowOwner
from permu.evaluations.settling import gathering
from permu.evaluations.settling.figures import figure_of, held_figures
from permu.register.models import Record, StoredFile
from tests.office.test_settling import posted, read_again, some_held

pytestmark = pytest.mark.django_db


def correct(page, round_: Round, figure, **answer: object):
    return page.post(
        f"/rounds/{round_.pk}/figures/correct/", posted(figure, **answer), follow=True
    ).content.decode()


def test_a_double_click_settles_once_and_undoing_twice_takes_back_once(really_read, clerk, page_of):
    page, figure = page_of(clerk), some_held(really_read)
    for _ in range(2):
        correct(page, really_read, figure, typed="12")
    correction = FigureCorrection.objects.get()
    for _ in range(2):
        page.post(f"/corrections/{correction.pk}/undo/")

    row = really_read.unowned_rows.first()
    answer = {"key": row.key, "subject": "nobody", "reason": "外县"}
    for _ in range(2):
        page.post(f"/rounds/{really_read.pk}/owners/settle/", answer)
    for _ in range(2):
        page.post(f"/owners/{RowOwner.objects.get().pk}/undo/")

    verbs = list(Record.objects.order_by("pk").values_list("verb", flat=True))
    for verb in ("correct_figure", "undo_correction", "settle_owner", "undo_owner"):
        assert verbs.count(verb) == 1
    assert is_read(really_read)


def test_an_earlier_answer_does_not_return_with_the_back_button(really_read, clerk, page_of):
    page, figure = page_of(clerk), some_held(really_read)
    correct(page, really_read, figure, typed="12")

    said = correct(page, really_read, figure, typed="13")

    assert "已作过不同的认定" in said
    assert FigureCorrection.objects.get().value == {"value": 12 * figure_scale(figure)}


def figure_scale(figure) -> int:
    return 10**figure.item.scale


def test_a_correction_of_cells_that_changed_is_asked_for_again_and_made_anew(
    really_read, clerk, page_of
):
    page, figure = page_of(clerk), some_held(really_read)
    correct(page, really_read, figure, typed="12")
    FigureCorrection.objects.update(over="0" * 64)  # the sheet said something else then
    again = read_again(really_read, clerk)

    listed = page.get(f"/rounds/{again.pk}/figures/").content.decode()
    address = f"/rounds/{again.pk}/figures/one/?subject={figure.subject}&item={figure.item.id}"
    shown = page.get(address).content.decode()
    now = figure_of(again, figure.subject, figure.item.id)
    assert "请按新表重新核定" in listed
    assert "已更正，重新读取表格后生效" not in listed
    assert 'name="typed"' in shown
    assert "原表后来变了，这一核定不再作数" in shown

    correct(page, again, now, typed="15")

    old, new = FigureCorrection.objects.order_by("pk")
    assert old.withdrawn_by == clerk
    assert new.withdrawn_at is None
    assert read_again(again, clerk).held_figures == really_read.held_figures - 1


@pytest.mark.parametrize(
    ("item", "typed", "said"),
    [
        ("land_owned", "-5", "不能是负数"),
        ("land_owned", "9" * 40, "大得不可能属实"),
        ("land_owned", "1e400", "大得不可能属实"),
        ("land_owned", "0.1234567", "小数"),
        ("land_owned", "2025-01-01", "不是数"),
        ("land_owned", "=1+1", "不是数"),
        ("land_owned", "<script>alert(1)</script>", "&lt;script&gt;"),
        ("land_owned", "12\0", "没有填写核定的数或理由"),
        ("land_owned", "1" * 101, "没有填写核定的数或理由"),
    ],
)
def test_what_no_such_figure_can_be_is_said_with_why(
    really_read, clerk, page_of, item, typed, said
):
    figure = next(one for one in held_figures(really_read) if one.item.id == item)

    assert said in correct(page_of(clerk), really_read, figure, typed=typed)
    assert not FigureCorrection.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("复函.exe", b"MZ", "不能作为佐证"),
        ("page.html", b"<script>alert(1)</script>", "不能作为佐证"),
        ("复函.pdf.js", b"alert(1)", "不能作为佐证"),
        ("空.pdf", b"", "没有填写核定的数或理由"),
    ],
)
def test_what_is_no_evidence_is_refused_and_nothing_is_kept(
    really_read, clerk, page_of, name, data, said
):
    figure = some_held(really_read)

    shown = correct(
        page_of(clerk), really_read, figure, typed="12", evidence=SimpleUploadedFile(name, data)
    )

    assert said in shown
    assert 'value="12"' in shown  # what was typed is not lost
    assert not FigureCorrection.objects.exists()


def test_evidence_too_large_is_refused(really_read, clerk, page_of, monkeypatch):
    monkeypatch.setattr("permu.register.actions.files.LARGEST_FILE", 10)
    figure, letter = some_held(really_read), SimpleUploadedFile("复函.pdf", b"%PDF-1.4 long letter")

    said = correct(page_of(clerk), really_read, figure, typed="12", evidence=letter)

    assert "MB" in said
    assert not FigureCorrection.objects.exists()


def test_evidence_is_given_back_to_clerks_alone_and_as_a_file(
    really_read, clerk, leader, stranger, page_of
):
    figure, data = some_held(really_read), b"%PDF-1.4 <script>alert(1)</script>"
    letter = SimpleUploadedFile("复函.pdf", data)
    correct(page_of(clerk), really_read, figure, typed="12", evidence=letter)
    address = f"/corrections/{FigureCorrection.objects.get().pk}/evidence/"
    assert address in page_of(clerk).get(f"/rounds/{really_read.pk}/figures/").content.decode()

    given = page_of(clerk).get(address)

    assert b"".join(given.streaming_content) == data
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Type"] == "application/octet-stream"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert StoredFile.objects.filter(name="复函.pdf").exists()
    assert {page_of(one).get(address).status_code for one in (leader, stranger)} == {404}


def test_what_is_settled_while_the_workbooks_are_read_is_kept_and_asked_to_be_read(
    really_read, clerk, monkeypatch
):
    row = really_read.unowned_rows.first()
    real = gathering.settled_for

    def settled_meanwhile(round_: Round):
        found = real(round_)
        settle_owner(row, subject="", how="is", reason="外县企业", by=clerk)
        return found

    monkeypatch.setattr(gathering, "settled_for", settled_meanwhile)
    again = read_again(really_read, clerk)
    monkeypatch.undo()

    assert RowOwner.objects.filter(withdrawn_at=None).count() == 1
    assert not is_read(again)
    assert row.key in set(again.unowned_rows.values_list("key", flat=True))
    last = read_again(again, clerk)
    assert is_read(last)
    assert row.key not in set(last.unowned_rows.values_list("key", flat=True))
