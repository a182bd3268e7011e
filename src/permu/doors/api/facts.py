"""Facts in: what a department is asked for, its workbooks, and the reading and running of them."""

import hashlib

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Header, Router, Status
from ninja.files import UploadedFile

from permu.doors.api.shapes import FileOut, JobOut, Keyed, RequestOut
from permu.doors.api.tokens import asking
from permu.evaluations.access import request_to, requests_to, round_for
from permu.evaluations.actions import (
    add_files,
    files_in_use,
    start_import,
    start_run,
)
from permu.evaluations.models import DataRequest, Round
from permu.register.access import jobs_for
from permu.register.models import Client, Job, User

router = Router(tags=["数据"])
FILES = Client.Scope.FILES


@router.get("/requests", response=list[RequestOut], url_name="requests")
def requests(request: HttpRequest) -> list[RequestOut]:
    """What the account's department was asked for."""
    return [_asked(one) for one in requests_to(asking(request, FILES))]


@router.post("/requests/{int:pk}/files", response=FileOut, url_name="send_file")
def send_file(request: HttpRequest, pk: int, file: File[UploadedFile]) -> FileOut:
    """Send a workbook that was asked for. The same bytes again change nothing; another file of that name replaces it."""
    user = asking(request, FILES)
    return _taken(request_to(user, pk).round, file, user)


@router.post("/rounds/{int:pk}/files", response=FileOut, url_name="add_file")
def add_file(request: HttpRequest, pk: int, file: File[UploadedFile]) -> FileOut:
    """Add any department's workbook, on behalf of the office."""
    user = asking(request, FILES)
    return _taken(round_for(user, pk), file, user)


@router.post("/rounds/{int:pk}/reading", response={202: JobOut}, url_name="read")
def read(request: HttpRequest, pk: int, headers: Header[Keyed]) -> Status[Job]:
    """Read the round's workbooks: a job."""
    user = asking(request, FILES)
    return Status(202, start_import(round_for(user, pk), by=user, key=_key(request, headers)))


@router.post("/rounds/{int:pk}/runs", response={202: JobOut}, url_name="run")
def run(request: HttpRequest, pk: int, headers: Header[Keyed], *, accepted: int = 0) -> Status[Job]:
    """Run the method on what was read: a job. `accepted` is the number of held findings that somebody looked at."""
    user = asking(request, FILES)
    round_ = round_for(user, pk)
    job = start_run(round_, accepted=accepted, by=user, key=_key(request, headers))
    return Status(202, job)


@router.get("/jobs/{int:pk}", response=JobOut, url_name="job")
def job(request: HttpRequest, pk: int) -> Job:
    """How far a job is."""
    return get_object_or_404(jobs_for(asking(request)), pk=pk)


def _taken(round_: Round, file: UploadedFile, user: User) -> FileOut:
    for refused in add_files(round_, [file], by=user):
        raise refused
    sha256 = hashlib.sha256(b"".join(file.chunks())).hexdigest()
    stored = files_in_use(round_).filter(stored__sha256=sha256)[0].stored
    return FileOut(name=stored.name, sha256=sha256)


def _asked(one: DataRequest) -> RequestOut:
    return RequestOut(
        id=one.pk, round=one.round_id, year=one.round.year, form=one.profile, items=one.items,
        due_on=one.due_on,
    )  # fmt: skip


def _key(request: HttpRequest, headers: Keyed) -> str:
    """One client's key for one deed: another client, or another round, may use the same words."""
    client: Client = request.auth  # type: ignore[attr-defined]  # as ninja hands it over
    said = f"{client.pk} {request.path} {headers.idempotency_key}"
    return f"api-{hashlib.sha256(said.encode()).hexdigest()[:56]}"
