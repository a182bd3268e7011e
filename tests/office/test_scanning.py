"""Uploads are held against a virus scanner where the office has one: what is not found clean is not kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from permu.evaluations.actions import add_files
from permu.evaluations.models import Round, RoundFile
from permu.register.actions import keep_file
from permu.register.models import Record, StoredFile, User
from permu.register.scanning import LARGEST_ANSWER, Scanner, scanner_of
from permu.terms.refusal import Refused
from tests.office.clamd import SILENT, VIRUS, Clamd, scanning

pytestmark = pytest.mark.django_db
INFECTED = b"%PDF-1.7 " + VIRUS


@pytest.fixture(params=["socket", "port"])
def clamd(request, tmp_path: Path, settings) -> Iterator[Clamd]:
    with scanning(tmp_path if request.param == "socket" else None) as clamd:
        settings.PERMU_CLAMD = clamd.address
        yield clamd


@pytest.fixture
def here(tmp_path: Path, settings) -> Iterator[Clamd]:
    with scanning(tmp_path) as clamd:
        settings.PERMU_CLAMD = clamd.address
        yield clamd


def pdf(data: bytes, name: str = "证明.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def kept(settings) -> list[Path]:
    return [path for path in (settings.PERMU_DATA / "files").rglob("*") if path.is_file()]


def test_what_is_clean_is_kept_and_was_looked_at_whole(clamd: Clamd, clerk: User):
    data = b"%PDF" + bytes(range(256)) * 1000
    assert keep_file(pdf(data), by=clerk).path.read_bytes() == data
    assert clamd.seen == [data]


def test_what_is_found_is_refused_by_name_and_nothing_of_it_is_kept(clamd, clerk, settings):
    with pytest.raises(Refused, match=r"“证明\.pdf”里查出病毒（Eicar-Signature）"):
        keep_file(pdf(INFECTED), by=clerk)
    assert kept(settings) == []
    assert not StoredFile.objects.exists()


def test_without_a_scanner_nothing_is_asked(clerk: User, settings):
    settings.PERMU_CLAMD = ""
    assert keep_file(pdf(INFECTED), by=clerk).size == len(INFECTED)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (b"stream: OK", "answer cut off"),
        (b"stream: Eicar-Signature FOU", "answer cut off"),
        (b"x" * (LARGEST_ANSWER * 3), "answer too long"),
        (b"stream: OK\0stream: OK", "answer cut off"),
        (b"\0", "OSError"),
        (b"UNKNOWN COMMAND\0", "UNKNOWN COMMAND"),
        (b"stream: OK FOUND ERROR\0", "stream: OK FOUND ERROR"),
        (b"stream: Can't allocate memory ERROR\0", "allocate memory"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_refuses_and_says_so(here: Clamd, clerk, settings, answers, why):
    here.answers = answers
    with pytest.raises(Refused, match="查毒程序没有给出结果") as refused:
        keep_file(pdf(b"%PDF clean"), by=clerk)
    assert why in str(refused.value)
    assert kept(settings) == []


def test_a_scanner_that_takes_less_than_the_office_says_so(here: Clamd, clerk: User):
    here.takes = 100_000
    with pytest.raises(Refused, match=r"size limit exceeded|BrokenPipe|ConnectionReset|no answer"):
        keep_file(pdf(b"%PDF" + bytes(20_000_000)), by=clerk)
    assert not StoredFile.objects.exists()


def test_a_scanner_that_is_slow_is_not_waited_for(here: Clamd):
    here.answers = SILENT
    with pytest.raises(TimeoutError):
        Scanner(path=here.address.removeprefix("unix:")).finding([b"x"], seconds=0.2)


def test_the_time_is_of_the_whole_scan(here: Clamd):
    parts = iter([b"a", b"b"])
    with pytest.raises(TimeoutError):
        Scanner(path=here.address.removeprefix("unix:")).finding(parts, seconds=0)


@pytest.mark.parametrize("said", ["unix:/nowhere/clamd.ctl", "localhost:1"])
def test_a_scanner_that_is_not_there_refuses_every_upload(said: str, clerk, settings):
    settings.PERMU_CLAMD = said
    with pytest.raises(Refused, match="没有给出结果"):
        keep_file(pdf(b"%PDF clean"), by=clerk)


@pytest.mark.parametrize("said", ["yes", "unix:clamd.ctl", "unix:", "localhost", "localhost:", "localhost:70000", ":3310", "localhost:３３１０", "localhost:0"])  # fmt: skip
def test_a_setting_that_names_no_scanner_is_refused(said: str):
    with pytest.raises(Refused, match="PERMU_CLAMD 写的是"):
        scanner_of(said)


@pytest.mark.parametrize("said", ["10.0.0.5:3310", "clamav:3310", "localhost.example.cn:3310", "0.0.0.0:3310"])  # fmt: skip
def test_no_file_is_sent_in_the_clear_to_another_machine(said: str):
    with pytest.raises(Refused, match="不加密"):
        scanner_of(said)


def test_a_workbook_is_refused_beside_a_clean_one_and_the_log_says_so(here, round_: Round, clerk, page_of):  # fmt: skip
    files = [pdf(b"PK\x03\x04 clean", "01.xlsx"), pdf(b"PK\x03\x04" + VIRUS, "02.xlsx")]
    page = page_of(clerk).post(f"/rounds/{round_.pk}/files/", {"files": files}, follow=True)
    said = page.content.decode()
    assert "查出病毒（Eicar-Signature）" in said
    assert [one.stored.name for one in RoundFile.objects.all()] == ["01.xlsx"]
    [line] = Record.objects.filter(verb="refuse_file")
    assert (line.actor, line.about, line.details) == (clerk, "02.xlsx", {"finding": "Eicar-Signature"})  # fmt: skip
    assert len(here.seen) == 2  # each once


def test_what_a_program_sends_is_scanned_and_logged_too(here, round_: Round, clerk: User):
    [refused] = add_files(round_, [pdf(VIRUS, "02.xlsx")], by=clerk)
    assert refused.code == "register.file_infected"
    assert Record.objects.filter(verb="refuse_file").count() == 1


def test_a_scanner_is_not_asked_while_a_transaction_is_open(here, round_, clerk, page_of, monkeypatch):  # fmt: skip
    """A scan may take a minute: nobody's write may wait for it."""
    outside = len(connection.savepoint_ids)
    depths: list[int] = []
    before = Scanner.finding

    def finding(self: Scanner, *said: object, **more: object) -> str:
        depths.append(len(connection.savepoint_ids))
        return before(self, *said, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Scanner, "finding", finding)
    page_of(clerk).post(f"/rounds/{round_.pk}/files/", {"files": [pdf(b"PK\x03\x04", "01.xlsx")]})
    assert depths == [outside]


def test_who_may_not_use_a_page_has_nothing_scanned(here: Clamd, round_: Round, owner, page_of, client):  # fmt: skip
    for page in (page_of(owner), client):
        page.post(f"/rounds/{round_.pk}/files/", {"files": [pdf(VIRUS, "01.xlsx")]})
    assert here.seen == []
