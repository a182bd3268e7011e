"""Power and water meters that several share: one reading, parted by a stated rule to the last digit."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from permu.intake.land.accounts import Accounts
from permu.intake.land.apportion import apportion
from permu.intake.land.counting import totals
from permu.intake.numbers import to_four
from permu.terms.refusal import Refused

SplitRule = Literal["sub_meter", "floor", "land", "agreed"]
"""By what a shared meter is parted:

- `sub_meter`: in proportion to the readings of the sub-meters, so that losses are shared alike;
- `floor`: in proportion to the floor that each uses on the parcel;
- `land`: in proportion to the land that each uses on the parcel;
- `agreed`: by agreed shares, which must add up to exactly one.
"""


@dataclass(frozen=True, kw_only=True)
class Meter:
    """A meter: what it read in whole units of its item's scale, who shares it, and how it is parted."""

    number: str
    kind: Literal["power", "water"]
    reading: int
    sharers: tuple[str, ...]
    rule: SplitRule
    weights: Mapping[str, Fraction] | None = None  # sub_meter: readings; agreed: shares
    parcel: str = ""  # floor, land


def split(meter: Meter, accounts: Accounts | None = None) -> dict[str, int]:
    """The reading parted among the sharers; the parts add up to it.

    Raises:
        Refused: a sharer's weight is not known, nothing stands to part by, or agreed shares are not one.
    """
    weights = _weights(meter, accounts)
    lacking = [one for one in meter.sharers if one not in weights]
    if lacking or set(weights) - set(meter.sharers):
        raise Refused("intake.meter_weight_unknown", meter=meter.number)
    if meter.rule == "agreed" and sum(weights.values()) != 1:
        total = to_four(Fraction(sum(weights.values()) * 100))
        raise Refused("intake.meter_shares_not_one", meter=meter.number, total=total)
    return apportion(meter.reading, weights)


def _weights(meter: Meter, accounts: Accounts | None) -> Mapping[str, Fraction]:
    if meter.rule in ("sub_meter", "agreed"):
        return meter.weights or {}
    if accounts is None:
        return {}
    on_parcel = (
        _floor(accounts, meter.parcel) if meter.rule == "floor" else _land(accounts, meter.parcel)
    )
    return {one: units for one, units in on_parcel.items() if one in meter.sharers}


def _land(accounts: Accounts, parcel: str) -> dict[str, Fraction]:
    """What each uses of a parcel."""
    parts = [*accounts.own(parcel), *accounts.booked(accounts.land_of(parcel))]
    return {one: Fraction(units) for one, units in totals(parts).items() if units is not None}


def _floor(accounts: Accounts, parcel: str) -> dict[str, Fraction]:
    """The floor that each uses on a parcel: what it rents less what it lets; the holders share the rest as they hold."""
    floor = accounts.floor_of(parcel)
    found: dict[str, Fraction] = defaultdict(Fraction)
    for lease in accounts.leases(parcel):
        rented = (lease.floor or 0) * accounts.time.part(lease)
        found[lease.lessee] += rented
        if accounts.is_sublease(lease):
            found[lease.lessor] -= rented
    own = totals(accounts.own(parcel))
    whole = sum(units for units in own.values() if units)
    if floor is not None and whole:
        rest = floor - sum(found.values())
        for holder, units in own.items():
            found[holder] += rest * Fraction(units or 0, whole)
    return found
