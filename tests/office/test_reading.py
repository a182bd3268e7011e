"""Workbooks are read into findings, and a broken one loses nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.actions import (
    add_files,
    files_in_use,
    settle_finding,
    start_import,
)
from permu.evaluations.models import Round, RoundFinding
from permu.register.jobs import work
from permu.register.models import Enterprise, Job
from permu.terms.refusal import Refused
from tests.office.conftest import ENTERPRISES

pytestmark = pytest.mark.django_db


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


def test_a_stored_file_that_changed_on_the_disk_is_not_used(received: Round, clerk):
    file = files_in_use(received).get(stored__name__contains="07_")
    file.stored.path.write_bytes(file.stored.path.read_bytes() + b"\r\n")

    job = start_import(received, by=clerk, key="k")
    work(job.pk)

    job.refresh_from_db()
    assert f"“{file.stored.name}”存放后内容变了" in job.error["zh"]
    received.refresh_from_db()
    assert received.reading == 0


def test_what_a_killed_worker_left_is_gone_after_the_next_reading(
    received: Round, clerk, quickly_read
):
    left = received.folder / "at-work-before"
    left.mkdir(parents=True)
    (left / "facts.parquet").write_bytes(b"half")

    work(start_import(received, by=clerk, key="k").pk)

    assert [path.name for path in received.folder.iterdir()] == ["reading-1"]
