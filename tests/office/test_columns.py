"""A file whose columns nobody knows is settled on its page, once, and reads from then on."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.actions import add_files, is_read, start_import
from permu.evaluations.models import ColumnMeaning, Round, RoundFile
from permu.register.jobs import work
from permu.register.models import Job, Record
from tests.intake.forms import FAN, TAX, register, tax, tax_row

pytestmark = pytest.mark.django_db

RENAMED = ["增值税额" if name == "增值税" else name for name in TAX]


def send(round_: Round, clerk, *paths: Path) -> RoundFile:
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    assert add_files(round_, files, by=clerk) == []
    return round_.files.get(stored__name=paths[-1].name, withdrawn_at=None)


def read(round_: Round, clerk) -> Job:
    job = start_import(round_, by=clerk, key=f"read-{Record.objects.count()}")
    work(job.pk)
    return Job.objects.get(pk=job.pk)


@pytest.fixture
def file(round_: Round, clerk, tmp_path: Path) -> RoundFile:
    return send(round_, clerk, register(tmp_path), tax(tmp_path, tax_row(FAN, 100), head=RENAMED))


def test_a_renamed_column_is_named_once_and_the_file_reads(round_, clerk, file, page_of):
    assert read(round_, clerk).state == "failed"
    page, address = page_of(clerk), f"/files/{file.pk}/columns/"
    shown = page.get(address).content.decode()
    assert "增值税额（100）" in shown
    assert "缺少" in shown or "没有" in shown

    page.post(
        f"{address}settle/",
        {"form": "03-tax", "0:vat_paid": "增值税额", "reason": "税务局说明改名"},
    )

    (meaning,) = ColumnMeaning.objects.all()
    assert (meaning.heading, meaning.column, meaning.sheet) == (
        "增值税额",
        "vat_paid",
        "年度入库税款",
    )
    assert "各列都认得出" in page.get(address).content.decode()
    assert read(round_, clerk).state == "done"
    assert is_read(Round.objects.get(pk=round_.pk))


def test_what_was_said_this_year_holds_next_year_and_not_last(
    round_, clerk, file, page_of, tmp_path
):
    page_of(clerk).post(
        f"/files/{file.pk}/columns/settle/",
        {"form": "03-tax", "0:vat_paid": "增值税额", "reason": "改名"},
    )
    paths = register(tmp_path), tax(tmp_path, tax_row(FAN, 100), head=RENAMED)
    states = {}
    for year in (2024, 2026):
        other = Round.objects.create(
            key=str(year), year=year, title=str(year), method="sample",
            as_of=f"{year + 1}-02-28", created_by=clerk,
        )  # fmt: skip
        other.refresh_from_db()
        later = tmp_path / str(year)
        later.mkdir()
        sent = [later / path.name for path in paths]
        sent[0].write_bytes(paths[0].read_bytes())
        _tax_of(paths[1], sent[1], year)
        send(other, clerk, *sent)
        states[year] = read(other, clerk).state

    assert states == {2024: "failed", 2026: "done"}


def _tax_of(path: Path, to: Path, year: int) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.active.title = f"{year}年度"
    book.save(to)


def test_saying_nothing_new_keeps_nothing(file, clerk, page_of):
    page_of(clerk).post(f"/files/{file.pk}/columns/settle/", {"form": "03-tax", "reason": "看过"})

    assert not ColumnMeaning.objects.exists()


def test_two_columns_cannot_be_the_same_and_no_reason_is_no_answer(file, clerk, page_of):
    page = page_of(clerk)
    for answer in (
        {"0:vat_paid": "增值税额", "reason": " "},
        {"0:vat_paid": "没有的列", "reason": "改名"},
    ):
        page.post(f"/files/{file.pk}/columns/settle/", {"form": "03-tax", **answer})

    assert not ColumnMeaning.objects.exists()


def test_a_file_that_cannot_be_opened_says_so_on_its_page(round_, clerk, page_of):
    add_files(round_, [SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nothing")], by=clerk)
    broken = round_.files.get()

    shown = page_of(clerk).get(f"/files/{broken.pk}/columns/")

    assert shown.status_code == 200
    assert "重新上传" in shown.content.decode()


def test_a_form_that_changed_since_last_year_is_among_the_findings(round_, clerk, tmp_path):
    earlier = Round.objects.create(
        key="e", year=2024, title="2024", method="sample", as_of="2025-02-28", created_by=clerk
    )
    earlier.refresh_from_db()
    now = register(tmp_path), tax(tmp_path, tax_row(FAN, 100), head=[*TAX, "消费税"])
    before = tmp_path / "before"
    before.mkdir()
    old = register(before), tax(before, tax_row(FAN, 100))
    _tax_of(old[1], old[1], 2024)
    send(earlier, clerk, *old)
    assert read(earlier, clerk).state == "done"

    send(round_, clerk, *now)
    assert read(round_, clerk).state == "done"

    assert "消费税" in round_.findings.get(code="intake.form_columns_changed").text_zh
