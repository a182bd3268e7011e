"""The book as rows of `terms.holdings`, by which methods merge, inherit and count tenants."""

from collections import defaultdict

import polars as pl

from permu.intake.land.accounts import Accounts, Part
from permu.intake.land.book import LandBook, Lease
from permu.intake.land.cells import LARGEST
from permu.terms.holdings import HOLDINGS

_Key = tuple[str, str, str]


def holdings_of(accounts: Accounts) -> pl.DataFrame:
    """One row a party, parcel and role. What waits for a person is not known; whom nobody has settled is left out."""
    land: dict[_Key, list[int | None]] = defaultdict(list)
    floor: dict[_Key, list[int | None]] = defaultdict(list)
    for parcel in accounts.numbers:
        for part in accounts.own(parcel):
            land[part.party, parcel, "owner"].append(_sure(part))
            floor[part.party, parcel, "owner"].append(None)
        for lease, units in accounts.land_of(parcel):
            part = Part(lease.lessee, parcel, "rented", units, lease.at)
            land[lease.lessee, parcel, "tenant"].append(_sure(part))
            floor[lease.lessee, parcel, "tenant"].append(_floor(lease))
    rows = [
        (*key, _sum(areas), _sum(floor[key]))
        for key, areas in land.items()
        if _is_settled(accounts.book, key[0])
    ]
    return pl.DataFrame(rows, schema=HOLDINGS, orient="row")


def _is_settled(book: LandBook, party: str) -> bool:
    return book.parties[party].kind != "unsettled"


def _sure(part: Part) -> int | None:
    return None if part.at and part.at.is_held else part.amount


def _floor(lease: Lease) -> int | None:
    return None if lease.at and lease.at.is_held else lease.floor


def _sum(amounts: list[int | None]) -> int | None:
    """The sum; None where a part is not known, or where it is more than any land."""
    known = [one for one in amounts if one is not None]
    total = sum(known)
    return total if len(known) == len(amounts) and total < LARGEST else None
