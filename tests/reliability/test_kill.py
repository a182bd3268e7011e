"""SIGKILL at every kind of moment: what was acknowledged stays, nothing is half visible, and the deed can be done to its end."""

import pytest

from tests.reliability.theatre import DEEDS, Theatre, Told, moments

KILLED = -9
KILLS = 8
"""Of each deed on each database: with the three of each migration, a hundred in all."""


@pytest.mark.parametrize("deed", DEEDS)
def test_whatever_is_killed_is_there_whole_or_not_at_all(theatre: Theatre, deed: str):
    told, standings = theatre.whole(deed)

    for moment in moments(told.of("count"), 3 if deed == "migrate" else KILLS):
        kill(theatre, deed, moment, told=told, standings=standings)


@pytest.mark.torture
@pytest.mark.parametrize("deed", DEEDS)
def test_whatever_is_killed_at_any_moment_is_there_whole_or_not_at_all(theatre: Theatre, deed: str):
    told, standings = theatre.whole(deed)

    for moment in range(1, told.of("count") + 1, 1 if deed != "migrate" else 20):
        kill(theatre, deed, moment, told=told, standings=standings)


def kill(theatre: Theatre, deed: str, moment: int, *, told: Told, standings: list[str]) -> None:
    """Kill the deed at that moment; look; do it again; look."""
    here = theatre.office(deed)
    struck = theatre.order(deed, here, at=moment)
    has_ended = struck.status == 0 and moment > struck.of(
        "count"
    )  # a lease more or less was renewed
    assert has_ended or struck.status == KILLED, struck.of("error")
    seen = theatre.done("look", here)
    acknowledged = told.acks[len(struck.acks) - 1][1] if struck.acks else 0
    assert seen.of("standing") in standings[acknowledged:], f"half there, or lost: at {moment}"
    assert seen.of("faults") == [], f"at {moment}"

    theatre.done(deed, here)
    again = theatre.done("look", here)
    assert (again.of("standing"), again.of("faults")) == (standings[-1], []), f"at {moment}"
    theatre.drop(here)


@pytest.mark.parametrize(
    "theatre", ["SQLite"], indirect=True
)  # elsewhere a lock needs its transaction
@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed != "migrate"])
def test_without_the_transaction_something_is_half_there(theatre: Theatre, deed: str):
    """The same look, and it sees what only the transaction prevents."""
    told, standings = theatre.whole(deed)

    assert any(
        is_half(theatre, deed, moment, standings) for moment in range(told.of("count"), 0, -3)
    )


def is_half(theatre: Theatre, deed: str, moment: int, standings: list[str]) -> bool:
    here = theatre.office(deed)
    theatre.order(deed, here, at=moment, loose=True)
    seen = theatre.done("look", here)
    theatre.drop(here)
    return seen.of("standing") not in standings or seen.of("faults") != []
