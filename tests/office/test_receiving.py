"""A round is opened, and takes the workbooks that come: good, bad and hostile."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.actions import (
    add_files,
    files_in_use,
    open_round,
)
from permu.evaluations.models import Round
from permu.register.models import Record, User
from permu.terms.refusal import Refused
from tests.office.conftest import uploads

pytestmark = pytest.mark.django_db


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
    monkeypatch.setattr("permu.register.actions.files.LARGEST_FILE", 10)

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


def test_a_round_whose_method_is_gone_still_shows_its_files_and_says_so(
    round_, clerk, page_of, workbooks
):
    add_files(round_, uploads(workbooks[:1]), by=clerk)
    Round.objects.filter(pk=round_.pk).update(method="gone/2020")

    page = page_of(clerk).get(f"/rounds/{round_.pk}/")

    assert page.status_code == 200
    assert "找不到评价办法“gone/2020”" in page.content.decode()
    assert workbooks[0].name in page.content.decode()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/03_税务局.xls", "03_税务局.xls"),
        ("C:\\表\\03_税务局.xls", "03_税务局.xls"),
        ("税\u202exslx.务.xlsx", "税xslx.务.xlsx"),
        ("a\0b\n.csv", "ab.csv"),
        ("e\u0301.csv", "\u00e9.csv"),
        ("𠮷" * 100 + ".xlsx", "𠮷" * 58 + ".xlsx"),
        ("<b onmouseover=alert(1)>.csv", "<b onmouseover=alert(1)>.csv"),
    ],
)
def test_a_file_keeps_what_of_its_name_a_file_system_takes_and_a_reader_sees(
    round_, clerk, said, kept
):
    upload = SimpleUploadedFile("x", b"1")
    upload._name = said

    assert add_files(round_, [upload], by=clerk) == []
    assert files_in_use(round_).get().stored.name == kept
