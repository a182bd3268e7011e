"""People of a town and of a department: what is theirs, and nothing of anybody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from permu.evaluations.actions import start_import
from permu.evaluations.models import DataRequest, Round, RoundFile, Run
from permu.register.actions import Newcomer, add_person
from permu.register.forms import PersonForm
from permu.register.jobs import work
from permu.register.models import Job, Place, Role, User
from tests.office.conftest import PASSWORD, uploads

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(round_: Round, clerk: User) -> DataRequest:
    return DataRequest.objects.create(
        round=round_, profile="03-tax", department="税务局", items=["vat_paid"],
        due_on=round_.as_of, opened_by=clerk, sent_by=clerk, sent_at=timezone.now(),
    )  # fmt: skip


def shared(run: Run) -> None:
    Round.objects.filter(pk=run.round_id).update(shared_run=run)


def test_a_town_sees_its_enterprises_grades_and_none_of_their_figures(page_of, town, run: Run):
    shared(run)
    page = page_of(town).get("/town/").content.decode()

    assert "样例甲有限公司" in page
    assert "88.12" not in page
    assert "亩均税收" not in page


def test_a_town_sees_no_other_towns_enterprises(page_of, run: Run):
    shared(run)
    elsewhere = Place.objects.create(kind=Place.Kind.TOWN, name="白水镇")
    other = add_person(Newcomer(username="other", role=Role.TOWN, town=elsewhere), PASSWORD)

    assert "样例甲" not in page_of(other).get("/town/").content.decode()


def test_before_results_are_shared_a_town_sees_none(page_of, town, run: Run):
    assert "样例甲" not in page_of(town).get("/town/").content.decode()


def test_a_department_sends_what_it_was_asked_for(page_of, department, asked, workbooks):
    [tax] = uploads([path for path in workbooks if "税务" in path.name])
    page = page_of(department)
    answer = page.post(f"/department/{asked.pk}/send/", {"files": [tax]}, follow=True)

    assert tax.name in answer.content.decode()
    assert asked.round.files.get().stored.uploaded_by == department


@pytest.mark.parametrize(
    "change", [{"sent_at": None}, {"department": "供电公司"}, {"waived_at": timezone.now()}]
)
def test_a_department_sees_only_what_went_out_to_it(page_of, department, asked, change):
    DataRequest.objects.filter(pk=asked.pk).update(**change)

    assert page_of(department).get(f"/department/{asked.pk}/form.xlsx").status_code == 404


def test_a_department_cannot_replace_anothers_file(page_of, clerk, department, asked, workbooks):
    [power] = uploads([path for path in workbooks if "供电" in path.name])
    page_of(clerk).post(f"/rounds/{asked.round_id}/files/", {"files": [power]})
    [same] = uploads([path for path in workbooks if "税务" in path.name])
    same.name = power.name
    answer = page_of(department).post(
        f"/department/{asked.pk}/send/", {"files": [same]}, follow=True
    )

    assert "同名文件" in answer.content.decode()
    assert [file.stored.uploaded_by for file in RoundFile.objects.filter(withdrawn_at=None)] == [
        clerk
    ]


def test_a_form_of_another_department_gives_no_figure(page_of, clerk, department, asked, workbooks):
    """The tax bureau's account sends the power company's form: the reading says whose it is."""
    files = uploads([path for path in workbooks if "供电" in path.name or "市场" in path.name])
    power = next(one for one in files if "供电" in one.name)
    files.remove(power)
    page_of(department).post(f"/department/{asked.pk}/send/", {"files": [power]})
    page_of(clerk).post(f"/rounds/{asked.round_id}/files/", {"files": files})
    job = start_import(asked.round, by=clerk, key="k")
    work(job.pk)

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "供电公司" in job.error["zh"]


@pytest.mark.parametrize(
    ("role", "said", "wrong"),
    [
        ("town", {}, "town"),
        ("department", {}, "department"),
        ("clerk", {"department": "税务局"}, "department"),
        ("department", {"department": "不知道局"}, "department"),
    ],
)
def test_an_account_belongs_where_its_role_says(db, role, said, wrong):
    form = PersonForm({"username": "a", "name": "甲", "role": role} | said)

    assert not form.is_valid()
    assert wrong in form.errors


def test_what_is_no_workbook_is_refused_at_once(page_of, department, asked):
    letter = SimpleUploadedFile("情况说明.docx", b"PK")
    answer = page_of(department).post(
        f"/department/{asked.pk}/send/", {"files": [letter]}, follow=True
    )

    assert "不是 .xlsx、.xls 或 .csv 表格" in answer.content.decode()
    assert not asked.round.files.exists()


def test_a_department_sees_what_it_sent_whatever_the_file_is_called(
    page_of, department, asked, workbooks
):
    [tax] = uploads([path for path in workbooks if "税务" in path.name])
    tax.name = "最终版2.xlsx"
    answer = page_of(department).post(
        f"/department/{asked.pk}/send/", {"files": [tax]}, follow=True
    )

    assert answer.content.decode().count("最终版2.xlsx") == 1
