"""What several share: parcels with two holders, plants on several floors, meters of several tenants.

Made after all else, from chance of its own, and so that every figure of everybody stays what it was.
"""

from collections.abc import Callable
from contextlib import suppress
from random import Random

from permu.sample.land import Holder
from permu.sample.plant.desk import Desk, NoRowLeft
from permu.sample.sharing.buildings import list_buildings, too_little_floor
from permu.sample.sharing.certificates import share_parcels, shares_over_one
from permu.sample.sharing.meters import share_meters, shares_unknown
from permu.sample.sheets.land import building_sheet, certificate_sheet
from permu.sample.sheets.monthly import sharing_sheet

SHARED_KINDS = ("certificate_over_one", "floor_too_little", "meter_share_missing")
"""The errors planted on those sheets."""


def share(desk: Desk, villages: list[Holder], draw: Random) -> None:
    """Write the three sheets of what is shared, and plant an error on each."""
    desk.sheets |= {
        "certificates": certificate_sheet(),
        "buildings": building_sheet(),
        "sharing": sharing_sheet(),
    }
    share_parcels(desk, villages, draw)
    list_buildings(desk, draw)
    share_meters(desk, draw)
    planters: tuple[Callable[[], None], ...] = (
        lambda: desk.record(shares_over_one(desk, villages, draw)),
        lambda: desk.record(too_little_floor(desk, draw)),
        lambda: desk.record(shares_unknown(desk, draw)),
    )
    for planter in planters:
        with suppress(NoRowLeft):
            planter()
