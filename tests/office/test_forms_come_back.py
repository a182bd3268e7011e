"""The whole way: forms drawn up, downloaded, filled in by the departments, uploaded, read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from permu.evaluations.actions import add_files, open_requests, start_import
from permu.evaluations.models import Round
from permu.evaluations.requests.planning import given_items, issue_of
from permu.evaluations.requests.progress import progress_of
from permu.evaluations.requests.standing import standings
from permu.intake import load_intake
from permu.register.jobs import work
from permu.register.models import Enterprise, Job, Place
from tests.documents.test_forms import PLACES, fill
from tests.intake.forms import NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def registered(db) -> None:
    for kind, names in PLACES.items():
        for name in names:
            Place.objects.create(kind=kind, name=name)
    for code, name in NAMES.items():
        Enterprise.objects.create(credit_code=code, name=name)


def test_every_form_that_went_out_comes_back_whole_and_nobody_is_asked_again(
    round_: Round, clerk, page_of, registered, due, tmp_path
):
    open_requests(round_, due_on=due, note="", by=clerk)
    for request in round_.requests.all():
        answer = page_of(clerk).get(f"/requests/{request.pk}/form.xlsx")
        path = tmp_path / "form.xlsx"
        path.write_bytes(b"".join(answer.streaming_content))
        fill(path, issue_of(request))
        name = f"{request.department}.xlsx"
        add_files(round_, [SimpleUploadedFile(name, path.read_bytes())], by=clerk)

    work(start_import(round_, by=clerk, key="k").pk)

    round_.refresh_from_db()
    assert Job.objects.get(key="k").error == {}
    of_forms = round_.findings.exclude(
        code__startswith="intake.suspicion_"
    )  # figures are drawn at random
    assert list(of_forms.values_list("code", flat=True)) == []
    progress = progress_of(standings(round_, timezone.localdate()))
    assert (progress.arrived, progress.needed) == (8, 8)
    asked = {one for request in round_.requests.all() for one in request.items}
    assert set(given_items(round_)) >= asked
    facts = load_intake(round_.intake_folder(round_.reading)).facts
    assert facts.table.height == len(NAMES)
    assert all(facts.table[one].null_count() == 0 for one in asked)
