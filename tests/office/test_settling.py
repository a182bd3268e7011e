"""What a reading leaves open is settled in the browser: owners of rows, held figures, and each can be taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.actions import NewFigure, correct_figure, is_read, settle_owner, start_import
from permu.evaluations.models import FigureCorrection, Round, RowOwner
from permu.evaluations.settling.figures import Figure, figure_of, held_figures, items_used
from permu.register.jobs import work
from permu.register.models import Enterprise, Record
from permu.terms.refusal import Refused

pytestmark = pytest.mark.django_db


def read_again(round_: Round, clerk) -> Round:
    key = f"again-{Record.objects.count()}"
    work(start_import(round_, by=clerk, key=key).pk)
    return Round.objects.get(pk=round_.pk)


def some_held(round_: Round) -> Figure:
    """A held figure that a number settles."""
    units, used = ("yuan", "10k_yuan"), items_used(round_)
    held = (one for one in held_figures(round_) if one.item.id in used)
    return next(one for one in held if one.item.unit in units)


def posted(figure: Figure, **answer: object) -> dict[str, object]:
    about = {"subject": figure.subject, "item": figure.item.id, "over": figure.over}
    return about | {"choice": "typed", "reason": "税务局复函"} | answer


def test_a_row_of_nobody_is_settled_once_and_is_out_of_the_queue(really_read, clerk, page_of):
    page = page_of(clerk)
    row = next(each for each in really_read.unowned_rows.all() if each.proposals)
    chosen = row.proposals[0]["subject"]

    shown = page.get(f"/rounds/{really_read.pk}/owners/").content.decode()
    assert chosen in shown
    page.post(
        f"/rounds/{really_read.pk}/owners/settle/",
        {"key": row.key, "subject": chosen, "how": "is", "reason": "已电话核实"},
    )

    assert not is_read(really_read)
    again = read_again(really_read, clerk)
    assert row.key not in set(again.unowned_rows.values_list("key", flat=True))
    assert is_read(again)
    assert again.findings.filter(code="intake.owner_settled", subject=chosen).exists()


def test_an_owner_taken_back_waits_again(really_read, clerk, page_of):
    row = really_read.unowned_rows.first()
    owner = settle_owner(row, subject="", how="is", reason="外县企业", by=clerk)
    settled = read_again(really_read, clerk)
    assert row.key not in set(settled.unowned_rows.values_list("key", flat=True))

    page_of(clerk).post(f"/owners/{owner.pk}/undo/")

    owner.refresh_from_db()
    assert owner.withdrawn_by == clerk
    again = read_again(settled, clerk)
    assert row.key in set(again.unowned_rows.values_list("key", flat=True))


def test_two_clerks_do_not_settle_one_row_two_ways(really_read, clerk):
    row = really_read.unowned_rows.first()
    settle_owner(row, subject="", how="is", reason="外县企业", by=clerk)
    other = Enterprise.objects.first()

    with pytest.raises(Refused, match="已作过不同的认定"):
        settle_owner(row, subject=other.credit_code, how="is", reason="是它", by=clerk)
    assert RowOwner.objects.count() == 1


def test_a_round_of_an_earlier_year_keeps_what_was_settled_then(really_read, clerk):
    later = Round.objects.create(
        key="b", year=2026, title="2026", method="sample", as_of=really_read.as_of, created_by=clerk
    )
    really_read.unowned_rows.update(round=later)

    settle_owner(later.unowned_rows.first(), subject="", how="is", reason="外县企业", by=clerk)

    assert is_read(really_read)
    assert not is_read(later)


def test_a_held_figure_is_settled_with_a_reason_and_evidence(really_read, clerk, page_of):
    page, figure = page_of(clerk), some_held(really_read)
    address = f"/rounds/{really_read.pk}/figures/"
    assert figure.subject in page.get(address).content.decode()
    evidence = SimpleUploadedFile("复函.pdf", b"%PDF-1.4 letter")

    page.post(f"{address}correct/", posted(figure, typed="1234.5", evidence=evidence))

    correction = FigureCorrection.objects.get()
    assert correction.evidence.name == "复函.pdf"
    again = read_again(really_read, clerk)
    assert again.held_figures == really_read.held_figures - 1
    now = figure_of(again, figure.subject, figure.item.id)
    assert {cell["status"] for cell in now.cells} == {"corrected", "superseded"}
    assert (
        "税务局复函"
        in page.get(
            f"{address}one/", {"subject": figure.subject, "item": figure.item.id}
        ).content.decode()
    )


def test_figures_that_the_method_does_not_read_are_shown_only_when_asked_for(
    really_read, clerk, page_of
):
    address = f"/rounds/{really_read.pk}/figures/"
    used, page = items_used(really_read), page_of(clerk)
    read = [one for one in held_figures(really_read) if one.item.id in used]

    assert len(read) == really_read.held_figures
    assert page.get(address).content.decode().count("核定</a>") <= len(read)
    assert page.get(address, {"all": 1}).status_code == 200


def test_a_correction_taken_back_is_held_again(really_read, clerk, page_of):
    figure = some_held(really_read)
    page = page_of(clerk)
    page.post(f"/rounds/{really_read.pk}/figures/correct/", posted(figure, choice="none"))
    settled = read_again(really_read, clerk)

    page.post(f"/corrections/{FigureCorrection.objects.get().pk}/undo/")

    assert read_again(settled, clerk).held_figures == really_read.held_figures


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"typed": ""}, "没有填写核定的数或理由"),
        ({"typed": "12", "reason": " "}, "没有写理由"),
        ({"typed": "十二左右"}, "十二左右"),
        ({"typed": "12", "over": "0" * 64}, "没有保存"),
    ],
)
def test_what_cannot_stand_is_said_and_nothing_is_kept(really_read, clerk, page_of, answer, said):
    figure = some_held(really_read)

    page = page_of(clerk).post(
        f"/rounds/{really_read.pk}/figures/correct/", posted(figure, **answer)
    )

    assert said in page.content.decode()
    assert not FigureCorrection.objects.exists()


def test_no_figure_for_statistics_is_entered(really_read, clerk):
    figure = NewFigure(
        subject=Enterprise.objects.first().credit_code, item="statistical_output", value=1, over=""
    )

    with pytest.raises(Refused, match="不能录入更正"):
        correct_figure(really_read, figure, reason="统计局报表", by=clerk)


def test_the_register_is_searched_by_a_part_of_a_name(really_read, clerk, page_of):
    one = Enterprise.objects.first()

    found = page_of(clerk).get(f"/rounds/{really_read.pk}/enterprises/", {"q": one.name[2:6]})

    assert one.credit_code in found.content.decode()
