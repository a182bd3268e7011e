"""The land ledger: own + rented − let = used, both sides of every lease, and what does not close."""

from permu.intake.land.apportion import apportion
from permu.intake.land.book import Building, Certificate, LandBook, Lease, Parcel, Party
from permu.intake.land.closing import Closing, closings
from permu.intake.land.definitions import DEFINITIONS, area, definition
from permu.intake.land.leases import LeaseTime
from permu.intake.land.meters import Meter, split
from permu.intake.land.sides import both_sides
from permu.intake.land.towns import TownSum, town_sums

__all__ = [
    "DEFINITIONS", "Building", "Certificate", "Closing", "LandBook", "Lease", "LeaseTime", "Meter",
    "Parcel", "Party", "TownSum", "apportion", "area", "both_sides", "closings", "definition",
    "split", "town_sums",
]  # fmt: skip
