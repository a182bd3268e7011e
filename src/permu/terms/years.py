"""The facts of a year, and those of the year before that something is compared with."""

from pathlib import Path

from permu.terms.facts import Facts
from permu.terms.refusal import Refused


def load_years(facts: Path, earlier: Path | None) -> tuple[Facts, Facts | None]:
    """Two facts folders.

    Raises:
        Refused: as `Facts.load`; `not_the_year_before`.
    """
    now, past = Facts.load(facts), Facts.load(earlier) if earlier else None
    refuse_unless_before(now.year, past.year if past else None)
    return now, past


def refuse_unless_before(year: int, earlier: int | None) -> None:
    """Refuse figures of any other year than the one before: what they are compared with would be something else.

    Raises:
        Refused: `not_the_year_before`.
    """
    if earlier is not None and earlier != year - 1:
        raise Refused("terms.not_the_year_before", year=year, wanted=year - 1, found=earlier)
