"""ASVS V5: a file is what its name says, lies where nothing is served, and comes back as a file."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.evidence import EVIDENCE, refuse_no_evidence
from permu.evaluations.views.papers import download
from permu.register.actions import keep_file
from permu.terms.refusal import Refused

pytestmark = pytest.mark.django_db
PROGRAM, PAGE = b"MZ\x90\0\x03\0\0\0", b"<html><script>alert(1)</script>"


@pytest.mark.parametrize("kind", EVIDENCE)
def test_a_program_is_no_evidence_whatever_it_is_called(kind: str):
    with pytest.raises(Refused, match="对不上"):
        refuse_no_evidence(SimpleUploadedFile(f"证明{kind}", PROGRAM))


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.xlsx", "a.doc"])
def test_a_page_is_no_letter_scan_or_table(name: str):
    with pytest.raises(Refused, match="对不上"):
        refuse_no_evidence(SimpleUploadedFile(name, PAGE))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.PDF", b"%PDF-1.7\n"), ("a.jpeg", b"\xff\xd8\xff\xe1Exif"), ("a.et", b"PK\x03\x04x"),
        ("a.wps", b"\xd0\xcf\x11\xe0x"), ("a.txt", "说明".encode("gb18030")),
        ("a.csv", "甲\t1".encode("utf-16")), ("a.heic", b"\0\0\0\x18ftypheic"),
    ],
)  # fmt: skip
def test_what_is_what_it_says_is_taken_whole(name: str, data: bytes):
    file = SimpleUploadedFile(name, data)
    refuse_no_evidence(file)
    assert file.read() == data


@pytest.mark.parametrize(
    "name", ["../../settings.py", "..\\..\\x.py", "/etc/passwd", "a\0.py", "index.html"]
)
def test_no_name_says_where_a_file_is_kept_and_nothing_is_served_from_there(
    name: str, clerk, page_of, settings
):
    upload = SimpleUploadedFile("x", b"print(1)")
    upload._name = name  # as a client that is no browser sends it
    stored = keep_file(upload, by=clerk)
    folder = settings.PERMU_DATA / "files"
    assert stored.path == folder / stored.sha256[:2] / stored.sha256
    assert stored.path.read_bytes() == b"print(1)"
    for address in (f"/files/{stored.sha256}", f"/static/../files/{stored.sha256}", f"/media/{stored.name}"):  # fmt: skip
        assert page_of(clerk).get(address).status_code == 404


@pytest.mark.parametrize("name", ['a"; filename=b.exe', "a\r\nX-Evil: 1.pdf", "证明 1.pdf"])
def test_a_name_in_a_header_ends_where_it_should(name: str):
    said = download(b"", name).headers["Content-Disposition"]
    assert re.fullmatch(
        r"attachment; filename(=\"(?:[^\"\\\r\n]|\\.)*\"|\*=utf-8''[\w%.\-]+)", said
    )
