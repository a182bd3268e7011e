"""A round under review, or published, refuses every deed that would change what was reviewed."""

from permu.evaluations.models import Round
from permu.evaluations.year.moves import AT_WORK
from permu.terms.refusal import Refused


def must_be_at_work(round_: Round) -> None:
    """Call it with the round held.

    Raises:
        Refused: it is being reviewed, or it is published.
    """
    if round_.stage not in AT_WORK:
        raise Refused("evaluations.round_locked", stage=round_.get_stage_display())
