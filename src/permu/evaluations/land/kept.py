"""What a reading kept of the land, read once: a reading never changes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from permu.evaluations.models import Round
from permu.terms.facts import Facts

if TYPE_CHECKING:
    from permu.intake.land.statement import LandStatement


@dataclass(frozen=True, kw_only=True)
class LandRead:
    """What a reading says of the land: the ledger, and each enterprise's area by each definition, in 10^-6 mu."""

    statement: "LandStatement"
    areas: dict[str, dict[str, int | None]]


def land_of(round_: Round) -> LandRead | None:
    """What the last reading says; None before the first, and without the land form.

    Raises:
        Refused: what was kept is not what was written.
    """
    return _kept(round_.intake_folder(round_.reading)) if round_.reading else None


@lru_cache(maxsize=4)
def _kept(folder: Path) -> LandRead | None:
    from permu.intake.land import DEFINITIONS
    from permu.intake.land.statement import LandStatement

    statement = LandStatement.load(folder)
    if statement is None:
        return None
    table = Facts.load(folder).table
    told = {one.id: one.item for one in DEFINITIONS.values() if one.item in table.columns}
    areas = {id_: dict(table.select("subject", item).iter_rows()) for id_, item in told.items()}
    known = {id_: found for id_, found in areas.items() if set(found.values()) != {None}}
    return LandRead(statement=statement, areas=known)
