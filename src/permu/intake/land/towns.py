"""Each town's parcels against what their parties use of them."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from permu.intake.land.accounts import Accounts
from permu.intake.land.book import LandBook, Parcel, mu
from permu.intake.land.closing import closings
from permu.intake.land.definitions import parts_of
from permu.intake.land.leases import LeaseTime


@dataclass(frozen=True, kw_only=True)
class TownSum:
    """A town's parcels and who uses them, in mu; what is not accounted for is the difference."""

    town: str
    parcels: int
    area: Fraction
    firms: Fraction  # used by enterprises on the register
    others: Fraction  # by village bodies, platform companies and whoever is not on the register
    open: int  # parcels that do not close

    @property
    def difference(self) -> Fraction:
        """Area less what is accounted for."""
        return self.area - self.firms - self.others


def town_sums(book: LandBook, *, time: LeaseTime | None = None) -> tuple[TownSum, ...]:
    """The parcels of each town against what its parties use of them."""
    accounts = Accounts(book, time or LeaseTime(year=book.year))
    not_closed = {row.parcel for row in closings(book, time=accounts.time)}
    uses: dict[str, dict[bool, int]] = defaultdict(lambda: {True: 0, False: 0})
    town_of = {parcel.number: parcel.town for parcel in book.parcels}
    for part in parts_of(accounts, "used"):
        if part.parcel in town_of:
            uses[town_of[part.parcel]][book.is_firm(part.party)] += part.amount or 0
    return tuple(
        TownSum(
            town=town, parcels=len(parcels), firms=mu(uses[town][True]), others=mu(uses[town][False]),
            area=mu(sum(one.area or 0 for one in parcels)),
            open=sum(1 for one in parcels if one.number in not_closed),
        )
        for town, parcels in sorted(_by_town(book).items())
    )  # fmt: skip


def _by_town(book: LandBook) -> dict[str, list[Parcel]]:
    found: dict[str, list[Parcel]] = defaultdict(list)
    for parcel in book.parcels:
        found[parcel.town].append(parcel)
    return found
