"""Holding a round while a deed is done to it."""

from permu.evaluations.models import Round
from permu.evaluations.year.locks import must_be_at_work


def held(round_: Round) -> Round:
    """The round as it is now, held until the transaction ends: somebody may have changed it meanwhile."""
    return Round.objects.select_for_update().get(pk=round_.pk)


def held_at_work(round_: Round) -> Round:
    """The same, for a deed that changes what a review looks at.

    Raises:
        Refused: the round is under review, or published.
    """
    now = held(round_)
    must_be_at_work(now)
    return now
