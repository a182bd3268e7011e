"""A noticed county in which somebody may appeal, for the tests of appeals."""

from collections.abc import Callable
from datetime import datetime

import pytest

from permu.evaluations.actions import Asked, Claimed, lodge_appeal, move_named, take_step
from permu.evaluations.models import Appeal, Result, Run
from permu.evaluations.year.needs import notice_until
from permu.register.actions import Newcomer, add_person
from permu.register.models import Place, Role, User
from tests.office.conftest import PASSWORD

POWER, TAXED = "electricity", "vat_paid"


@pytest.fixture
def noticed(evaluated: Run, clerk: User, leader: User) -> Run:
    """The county's run on notice."""
    for move, by in (("submit", clerk), ("approve", leader), ("notice", clerk)):
        asked = Asked(move=move_named(move), run=evaluated)
        take_step(evaluated.round, asked, by=by, key=f"noticed-{move}")
    return Run.objects.get(pk=evaluated.pk)


@pytest.fixture
def subject(noticed: Run) -> Result:
    """One of grade B that stands low in its ranking, with electricity."""
    from permu.evaluations.stored import stored_result

    low = noticed.results.filter(grade="B", grade_by_rank="B").order_by("-rank", "subject")
    facts = stored_result(noticed).facts
    return next(one for one in low if facts.number(one.subject, POWER))


@pytest.fixture
def concerned(subject: Result) -> User:
    """Somebody of that enterprise."""
    someone = Newcomer(username="a1", role=Role.ENTERPRISE, enterprise=subject.enterprise)
    return add_person(someone, PASSWORD)


@pytest.fixture
def its_town(subject: Result) -> User:
    """Somebody of that enterprise's town."""
    place, _ = Place.objects.get_or_create(kind=Place.Kind.TOWN, name=subject.town)
    return add_person(Newcomer(username="t1", role=Role.TOWN, town=place), PASSWORD)


@pytest.fixture
def until(noticed: Run) -> datetime:
    """When the notice closes."""
    found = notice_until(noticed.round)
    assert found is not None
    return found


@pytest.fixture
def lodge(subject: Result, concerned: User) -> Callable[..., Appeal]:
    """Lodge an appeal for that enterprise; each time with a key of its own unless one is given."""
    count = 0

    def does(**said: object) -> Appeal:
        nonlocal count
        count += 1
        by, key = said.pop("by", concerned), said.pop("key", f"lodged-{count}")
        usual = {"item": TAXED, "text": "9000 万元", "grounds": "完税证明为证"}
        return lodge_appeal(subject, Claimed(**usual | said), by=by, key=key)

    return does
