"""What the tests of requests share: one department's request, how it stands, a file that comes on a day."""

import secrets
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from permu.evaluations.actions import add_files, start_import
from permu.evaluations.models import DataRequest, Round, RoundFile
from permu.evaluations.requests.standing import Standing, standings
from permu.register.jobs import work
from permu.register.models import Job, Record, User

TAX, POWER = "税务局", "供电公司"


def of(round_: Round, department: str) -> DataRequest:
    request: DataRequest = round_.requests.get(department=department)
    return request


def stands(round_: Round, department: str, day: date) -> Standing:
    return next(one for one in standings(round_, day) if one.request.department == department)


def receive(
    round_: Round, clerk: User, on: date, name: str = "03_税务局_入库税款.xlsx"
) -> RoundFile:
    add_files(round_, [SimpleUploadedFile(name, secrets.token_bytes(8))], by=clerk)
    file = round_.files.get(stored__name=name, withdrawn_at=None)
    at = timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=15)
    type(file.stored).objects.filter(pk=file.stored_id).update(uploaded_at=at)
    return file


def send(round_: Round, clerk: User, *paths: Path) -> RoundFile:
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    assert add_files(round_, files, by=clerk) == []
    return round_.files.get(stored__name=paths[-1].name, withdrawn_at=None)


def read_files(round_: Round, clerk: User) -> Job:
    job = start_import(round_, by=clerk, key=f"read-{Record.objects.count()}")
    work(job.pk)
    return Job.objects.get(pk=job.pk)
