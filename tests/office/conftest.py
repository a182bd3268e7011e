"""The cast of every office test, and a round with results that needs no workbook."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

import permu.evaluations.robustness
import permu.intake
from permu.evaluations.actions import (
    add_files,
    held_findings,
    open_requests,
    proposed_due,
    start_import,
    start_run,
)
from permu.evaluations.models import Result, Round, RoundFinding, Run
from permu.intake import Intake, read_workbooks
from permu.register.actions import Newcomer, add_person
from permu.register.factors import seeds
from permu.register.jobs import work
from permu.register.models import Enterprise, Job, Place, Role, User
from permu.sample import write_county
from tests.office.phones import PASSWORD, Clock, Phone, set_up

ENTERPRISES = 120


@pytest.fixture(autouse=True)
def own_data_folder(settings, tmp_path: Path) -> Iterator[Path]:
    """Files of a test lie in its own folder; hashing a password costs nothing."""
    settings.PERMU_DATA = tmp_path / "data"
    settings.PERMU_DATA.mkdir()
    settings.PERMU_SESSIONS = 100  # a test opens as many as it likes
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return settings.PERMU_DATA


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """No test reads on in the language of the last page of the test before it."""
    yield
    translation.deactivate()


@pytest.fixture
def enterprise() -> Enterprise:
    return Enterprise.objects.create(credit_code="91990101MA0000001A", name="样例甲有限公司")


@pytest.fixture
def other_enterprise() -> Enterprise:
    return Enterprise.objects.create(credit_code="91990101MA0000002B", name="样例乙有限公司")


@pytest.fixture
def clerk(db) -> User:
    return add_person(Newcomer(username="clerk", role=Role.CLERK), PASSWORD)


@pytest.fixture
def leader(db) -> User:
    return add_person(Newcomer(username="leader", role=Role.LEADER), PASSWORD)


@pytest.fixture
def admin(db) -> User:
    return add_person(Newcomer(username="admin", role=Role.ADMIN), PASSWORD)


@pytest.fixture
def auditor(db) -> User:
    return add_person(Newcomer(username="auditor", role=Role.AUDITOR), PASSWORD)


@pytest.fixture
def town(db) -> User:
    place, _ = Place.objects.get_or_create(kind=Place.Kind.TOWN, name="青山镇")
    return add_person(Newcomer(username="town", role=Role.TOWN, town=place), PASSWORD)


@pytest.fixture
def department(db) -> User:
    return add_person(Newcomer(username="tax", role=Role.DEPARTMENT, department="税务局"), PASSWORD)


@pytest.fixture
def owner(db, enterprise: Enterprise) -> User:
    return add_person(
        Newcomer(username="owner", role=Role.ENTERPRISE, enterprise=enterprise), PASSWORD
    )


@pytest.fixture
def stranger(db, other_enterprise: Enterprise) -> User:
    return add_person(
        Newcomer(username="stranger", role=Role.ENTERPRISE, enterprise=other_enterprise), PASSWORD
    )


@pytest.fixture
def page_of() -> Callable[[User], Client]:
    """A browser in which that person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """The clock by which one-time codes count."""
    clock = Clock()
    monkeypatch.setattr(seeds, "step_now", clock)
    return clock


@pytest.fixture
def phone(clerk: User, page_of, clock: Clock) -> Phone:
    """The clerk's, set up some minutes ago."""
    found = set_up(page_of(clerk), clock)
    clock.step += 10
    return found


@pytest.fixture
def round_(clerk: User) -> Round:
    return Round.objects.create(
        key="a", year=2025, title="2025 年度亩均效益综合评价", method="sample",
        as_of=date(2026, 2, 28), created_by=clerk,
    )  # fmt: skip


@pytest.fixture
def finding(round_: Round) -> RoundFinding:
    return RoundFinding.objects.create(
        round=round_, number=1, severity="error", code="intake.zero_not_possible",
        department="自然资源和规划局", file="02.xlsx", sheet="宗地", row=7, cell="G7",
        text_zh="面积为 0。", text_en="the area is 0.",
    )  # fmt: skip


@pytest.fixture
def run(round_: Round, enterprise: Enterprise, other_enterprise: Enterprise) -> Run:
    """A run with two results; its folder holds nothing, for lists need none."""
    made = Run.objects.create(
        round=round_, number=1, method_id="m", method_title="办法", method_digest="1" * 64,
        facts_digest="2" * 64, evaluation_digest="3" * 64, engine="0", open_findings=0,
        counts={"graded": 1, "scored": 0, "ungraded": 0, "exempt": 1, "deferred": 0},
        created_by=round_.created_by,
    )  # fmt: skip
    add_result(made, enterprise, score="88.12", rank=1, grade="A", tax=30_000_000)
    add_result(made, other_enterprise, state="exempt", land=None)
    return made


def add_result(run: Run, enterprise: Enterprise, **about: object) -> Result:
    """A result of a run, graded unless said otherwise."""
    score = about.pop("score", None)
    usual = {
        "state": "graded", "group": "above", "group_label": "规模以上企业", "town": "青山镇",
        "park": "东园", "cluster": "建材", "land": 10_000_000, "name": enterprise.name,
        "subject": enterprise.credit_code, "score": None if score is None else Decimal(str(score)),
        "ranked": 1,
    }  # fmt: skip
    return Result.objects.create(run=run, enterprise=enterprise, **usual | about)


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder, enterprises=ENTERPRISES)
    return sorted((folder / "workbooks").iterdir())


def uploads(paths: list[Path]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]


@pytest.fixture
def received(round_: Round, clerk: User, workbooks) -> Round:
    assert add_files(round_, uploads(workbooks), by=clerk) == []
    return round_


@pytest.fixture(scope="session")
def county(workbooks) -> Intake:
    """What the workbooks really read as; once, since reading takes seconds."""
    return read_workbooks(workbooks, year=2025, as_of=date(2026, 2, 28))


@pytest.fixture
def quickly_read(county: Intake, monkeypatch) -> None:
    """Reading the county's workbooks gives at once what it gave before."""
    monkeypatch.setattr(permu.intake, "read_workbooks", lambda paths, **_: county, raising=False)


@pytest.fixture
def read(received: Round, clerk: User, quickly_read) -> Round:
    work(start_import(received, by=clerk, key="reading").pk)
    received.refresh_from_db()
    return received


@pytest.fixture
def really_read(received: Round, clerk: User, county: Intake) -> Round:
    """Read once, which gives at once what reading its workbooks gives; what is settled then is really read again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(permu.intake, "read_workbooks", lambda paths, **_: county, raising=False)
        work(start_import(received, by=clerk, key="first").pk)
    return Round.objects.get(pk=received.pk)


@pytest.fixture
def prepares() -> bool:
    """Whether a run's grades are also tried for how sure they are: only its own tests wait for that."""
    return False


@pytest.fixture
def evaluated(read: Round, clerk: User, monkeypatch, prepares) -> Run:
    if not prepares:
        monkeypatch.setattr(permu.evaluations.robustness, "prepare", lambda run: None)
    work(start_run(read, accepted=held_findings(read), by=clerk, key="running").pk)
    assert Job.objects.get(key="running").error == {}
    run: Run = read.runs.get()
    return run


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def due(today: date) -> date:
    return proposed_due(today)


@pytest.fixture
def asked(round_: Round, clerk: User, enterprise, other_enterprise, due) -> Round:
    open_requests(round_, due_on=due, note="", by=clerk)
    return round_
