"""The sample county in the office: the same actions that a clerk's buttons call."""

import secrets
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.actions import (
    add_files,
    held_findings,
    open_round,
    share_results,
    start_import,
    start_run,
)
from permu.evaluations.methods import SAMPLE
from permu.evaluations.models import Round, Run
from permu.register.actions import Newcomer, add_person, keep_password
from permu.register.jobs import work
from permu.register.models import Enterprise, Job, Role, User
from permu.terms.refusal import Refused

YEAR, AS_OF = 2025, date(2026, 2, 28)
KEY = "demo"
TAX = "税务局"
NAMES = {
    Role.CLERK: "样例县亩均办", Role.LEADER: "样例县领导", Role.ADMIN: "样例县系统管理员",
    Role.AUDITOR: "样例县审计", Role.DEPARTMENT: "样例县税务局",
}  # fmt: skip
LOCAL_PASSWORD = "permu-demo-2025"  # noqa: S105 — of a synthetic county, on this machine only


def load_demo(folder: Path, *, is_local: bool) -> list[str]:
    """Load the workbooks under `folder`, once, and return the sign-ins as lines to print.

    Beyond this machine the passwords are new and random at every start.

    Raises:
        Refused: a workbook was not taken, or the reading or the run did not end well.
    """
    passwords = {
        role: LOCAL_PASSWORD if is_local else secrets.token_urlsafe(16) for role in Role.values
    }
    clerk = _person("clerk", Role.CLERK, passwords)
    for role in (Role.LEADER, Role.ADMIN, Role.AUDITOR):
        _person(role.value, role, passwords)
    _person("department", Role.DEPARTMENT, passwords, department=TAX)
    run = Run.objects.filter(round__key=KEY).first() or _run(folder, clerk)
    someone = _someone(run)
    _person("town", Role.TOWN, passwords, town=someone.town)
    _person("enterprise", Role.ENTERPRISE, passwords, enterprise=someone)
    return [
        "演示数据，样例县（虚构） demo sign-ins, a synthetic county:",
        *(f"  {role:<11} {password}" for role, password in passwords.items()),
        "",
    ]


def _someone(run: Run) -> Enterprise:
    """An enterprise whose page has everything on it: graded, in the middle."""
    graded = Enterprise.objects.filter(results__run=run, results__state="graded")
    return graded.filter(results__grade="B", town__isnull=False).order_by("credit_code")[0]


def _run(folder: Path, clerk: User) -> Run:
    workbooks = _workbooks(folder)
    if not workbooks:
        raise Refused("register.demo_missing")
    round_ = open_round(year=YEAR, method=SAMPLE, as_of=AS_OF, by=clerk, key=KEY)
    refused = add_files(round_, workbooks, by=clerk)
    if refused:
        raise refused[0]
    _do(start_import(round_, by=clerk, key=secrets.token_hex()))
    round_ = Round.objects.get(pk=round_.pk)
    _do(start_run(round_, accepted=held_findings(round_), by=clerk, key=secrets.token_hex()))
    run: Run = round_.runs.get()
    share_results(run, by=clerk)
    return run


def _workbooks(folder: Path) -> list[SimpleUploadedFile]:
    found = sorted(path for path in folder.rglob("workbooks/*") if path.is_file())
    return [SimpleUploadedFile(path.name, path.read_bytes()) for path in found]


def _do(job: Job) -> None:
    work(job.pk)
    job.refresh_from_db()
    if job.state != Job.State.DONE:
        raise Refused("register.demo_failed", why=job.error.get("zh", ""))


def _person(username: str, role: Role, passwords: dict[str, str], **belongs: Any) -> User:
    """The account with today's password."""
    user = User.objects.filter(username=username).first()
    if user is None:
        name = NAMES.get(role) or str(*belongs.values())
        newcomer = Newcomer(username=username, role=role, name=name, **belongs)
        return add_person(newcomer, passwords[role])
    keep_password(user, passwords[role])
    return user
