"""Hostile workbooks from the upload to the last page: what is text stays text, what is no workbook is named."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from permu.evaluations.actions import (
    add_files,
    held_findings,
    share_results,
    start_import,
    start_run,
)
from permu.evaluations.models import Result, Round, Run
from permu.register.actions import Newcomer, add_person
from permu.register.jobs import work
from permu.register.models import Enterprise, Job, Place, Role
from tests.office.conftest import uploads

pytestmark = pytest.mark.django_db

NAMES = (
    "<script>alert(1)</script>公司",
    "\"'><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "{{ 7 }}{% now %}%(n)s{figure}",
    "很长" * 150,
    "超长" * 12_000,
)


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (201 << 20))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bomb.xlsx", bomb, "解压后超过"),
        ("tool.xlsx", lambda: b"MZ" + b"\0" * 100, "二进制文件"),
        ("scan.xlsx", lambda: b"%PDF-1.4 x", "PDF"),
        ("photo.xls", lambda: b"\x89PNG\r\n", "图片"),
        ("page.xls", lambda: b"<html><table></table></html>", "网页"),
        ("cut.xlsx", lambda: b"PK\3\4garbage", "不完整"),
    ],
)
def test_what_is_no_workbook_is_named_with_the_way_out_and_leaves_nothing(
    round_: Round, clerk, workbooks, page_of, name, data, said
):
    add_files(round_, [*uploads(workbooks[:1]), SimpleUploadedFile(name, data())], by=clerk)
    job = start_import(round_, by=clerk, key="k")
    work(job.pk)

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert name in job.error["zh"]
    assert said in job.error["zh"]
    assert not Enterprise.objects.exists()
    assert not list(round_.folder.iterdir())
    page = page_of(clerk).get(f"/rounds/{round_.pk}/").content.decode()
    assert said in page
    assert "撤回" in page


@pytest.fixture
def hostile(round_: Round, clerk, workbooks: list[Path]) -> Run:
    """A shared run of a county whose register was filled in by an attacker."""
    register = openpyxl.load_workbook(workbooks[0])
    sheet = register.active
    head = next(row for row in sheet.iter_rows() if row[2].value == "企业名称")[0].row
    for number, name in enumerate(NAMES, head + 5):
        cell = sheet.cell(number, 3, name)
        cell.data_type = "s"
    sheet.cell(head + 20, 7, "<i>镇</i>" * 40)
    changed = io.BytesIO()
    register.save(changed)
    first = SimpleUploadedFile(workbooks[0].name, changed.getvalue())
    assert add_files(round_, [first, *uploads(workbooks[1:])], by=clerk) == []
    work(start_import(round_, by=clerk, key="i").pk)
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="r").pk)
    run: Run = round_.runs.get()
    share_results(run, by=clerk)
    return run


@pytest.mark.one_database
def test_hostile_names_are_text_on_every_page_and_in_every_file(hostile: Run, clerk, page_of):
    page = page_of(clerk)
    round_, run = f"/rounds/{hostile.round_id}", f"/runs/{hostile.pk}"
    seen = [page.get(address).content.decode() for address in (
        f"{round_}/", f"{round_}/findings/", f"{run}/?q=公司", f"{run}/?q=img", f"{run}/overview/",
    )]  # fmt: skip
    for result in of_attackers(hostile):
        seen.append(page.get(f"/sheets/{result.pk}/").content.decode())
        seen.append(signed_in(result).get("/mine/").content.decode())
        pdf = page.get(f"/sheets/{result.pk}/sheet.pdf")
        assert pdf.getvalue().startswith(b"%PDF-")
        assert len(pdf["Content-Disposition"]) < 1000

    for text in seen:
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<i>镇" not in text
    assert any("&lt;script&gt;alert(1)" in text for text in seen)
    book = openpyxl.load_workbook(io.BytesIO(page.get(f"{run}/results.xlsx").getvalue()))
    assert not [
        c for s in book for row in s.rows for c in row if c.data_type == "f" and "cmd" in c.value
    ]


def test_names_longer_than_a_register_holds_are_cut_where_one_sees_it(hostile: Run):
    for model, field in ((Enterprise, "name"), (Result, "name"), (Result, "town"), (Place, "name")):
        longest = model._meta.get_field(field).max_length
        texts = model.objects.values_list(field, flat=True)
        assert max(map(len, texts)) == longest, (model, field)
        assert all(text.endswith("…") for text in texts if len(text) == longest)


def of_attackers(run: Run) -> list[Result]:
    starts = tuple(name[:10] for name in NAMES)
    found = [result for result in run.results.all() if result.name.startswith(starts)]
    assert len(found) >= len(NAMES) - 2  # an attacker's line may have an error of its own
    return found


def signed_in(result: Result) -> Client:
    person = add_person(
        Newcomer(username=f"e{result.pk}", role=Role.ENTERPRISE, enterprise=result.enterprise), "x"
    )
    page = Client()
    page.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return page
