"""The land ledger of a round's last reading, as its page shows it."""

from permu.evaluations.land.kept import LandRead, land_of
from permu.evaluations.land.page import LandPage

__all__ = ["LandPage", "LandRead", "land_of"]
