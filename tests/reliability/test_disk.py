"""A disk that is full or broken at any one moment: the deed is not done, or done; nothing of it is half there, and later it is done."""

import json

import pytest

from tests.reliability.theatre import DEEDS, Theatre, moments

FAULTS = ("ENOSPC", "EIO")
FAILED = 1
STRIKES = 4
SAID = ("OperationalError", "OSError", "Refused", "AssertionError")
"""What a deed may end with; a job that failed is asserted to be done."""
STRUCK = [deed for deed in DEEDS if deed != "migrate"]


@pytest.mark.parametrize("theatre", ["SQLite"], indirect=True)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("deed", STRUCK)
def test_a_disk_that_fails_leaves_nothing_half_there(theatre: Theatre, deed: str, fault: str):
    told, standings = theatre.whole(deed, fault=fault)

    strikes = moments(told.of("count"), STRIKES)
    ends = [fail(theatre, deed, one, fault=fault, standings=standings) for one in strikes]
    assert FAILED in ends


@pytest.mark.torture
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("deed", STRUCK)
def test_a_disk_that_fails_at_any_moment_leaves_nothing_half_there(
    theatre: Theatre, deed: str, fault: str
):
    told, standings = theatre.whole(deed, fault=fault)

    for moment in range(1, told.of("count") + 1):
        fail(theatre, deed, moment, fault=fault, standings=standings)


def fail(theatre: Theatre, deed: str, moment: int, *, fault: str, standings: list[str]) -> int:
    """Let one write fail; look; do the deed again; look. How the deed ended."""
    here = theatre.office(deed)
    struck = theatre.order(deed, here, at=moment, fault=fault)
    assert struck.status in (0, FAILED)
    if struck.status == FAILED:
        assert any(name in struck.of("error").splitlines()[-1] for name in SAID), struck.of("error")
    seen = theatre.done("look", here)
    ways = [without_jobs(one) for one in standings]
    assert without_jobs(seen.of("standing")) in ways, f"half there: {fault} at {moment}"
    assert seen.of("faults") == [], f"{fault} at {moment}"

    theatre.done(deed, here, attempt=" again")
    assert theatre.done("look", here).of("faults") == [], f"{fault} at {moment}"
    theatre.drop(here)
    return struck.status


def without_jobs(standing: str) -> dict[str, object]:
    """How an office stands but for its queue: a job that the disk failed stays there as failed."""
    found = json.loads(standing)
    rows = {name: count for name, count in found["rows"].items() if name != "register.Job"}
    return {"rows": rows, "rounds": found["rounds"], "appeals": found["appeals"]}
