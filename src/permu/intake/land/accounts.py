"""Who has how much of a parcel: what is held by certificate, and what leases move from one to another.

Every lease is booked twice, with one amount: to the lessee as rented, from the lessor as let. So what
the parties of a parcel use adds up to what its holders hold, whatever is let to whom.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from permu.intake.land.apportion import apportion
from permu.intake.land.book import Certificate, LandBook, Lease, Place
from permu.intake.land.leases import LeaseTime
from permu.terms.rounding import scaled

Role = Literal["own", "rented", "let", "moved"]
_REST = ""  # the floor that nobody rents


@dataclass(frozen=True, slots=True)
class Part:
    """One amount of one party on one parcel, with the cell it came from. None: not known."""

    party: str
    parcel: str
    role: Role
    amount: int | None
    at: Place | None = None
    note: str = ""  # what it is, where no parcel says it


@dataclass(frozen=True)
class Accounts:
    """The parcels of a book, one after another, with the leases that count in the year."""

    book: LandBook
    time: LeaseTime

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Every parcel that the book names, on the list or only in a certificate or a lease."""
        named = (*self.book.by_number, *self.book.certificates_of, *self.book.leases_of)
        return tuple(dict.fromkeys(named))

    def leases(self, parcel: str) -> list[Lease]:
        """The leases of a parcel that count, wholly or in part."""
        return [one for one in self.book.leases_of.get(parcel, ()) if self.time.part(one) > 0]

    def is_sublease(self, lease: Lease) -> bool:
        """Whether it is let by one who rents there and holds nothing: its floor is part of what that one rents."""
        holders = {
            one for held in self.book.certificates_of.get(lease.parcel, ()) for one in held.holders
        }
        rents = any(one.lessee == lease.lessor for one in self.leases(lease.parcel))
        return rents and lease.lessor not in holders

    def rented(self, parcel: str) -> Fraction:
        """The floor rented on a parcel, subleases not once more; of a lease of part of the year a part."""
        floors = (
            (one.floor or 0) * self.time.part(one)
            for one in self.leases(parcel)
            if not self.is_sublease(one)
        )
        return sum(floors, Fraction(0))

    def own(self, parcel: str) -> list[Part]:
        """What each holder holds by certificate."""
        return [
            Part(holder, parcel, "own", amount, certificate.at)
            for certificate in self.book.certificates_of.get(parcel, ())
            for holder, amount in shared(certificate, certificate.area).items()
        ]

    def land_of(self, parcel: str) -> list[tuple[Lease, int | None]]:
        """Each lease with its land: as it says itself, else by the floor it rents."""
        leases = self.leases(parcel)
        if all(_says_its_land(lease) for lease in leases):
            return [(lease, self._stated(lease)) for lease in leases]
        by_floor = dict(zip(map(id, leases), self._by_floor(parcel, leases), strict=True))
        return [
            (one, self._stated(one) if _says_its_land(one) else by_floor[id(one)]) for one in leases
        ]

    def land_by_floor(self, parcel: str) -> list[tuple[Lease, int | None]]:
        """Each lease with its land: area × floor rented ÷ floor of the parcel; without floor, as it says."""
        leases = self.leases(parcel)
        return list(zip(leases, self._by_floor(parcel, leases), strict=True))

    def booked(self, pairs: Iterable[tuple[Lease, int | None]]) -> Iterator[Part]:
        """Each lease on both sides."""
        for lease, land in pairs:
            let = None if land is None else -land
            yield Part(lease.lessee, lease.parcel, "rented", land, lease.at)
            yield Part(lease.lessor, lease.parcel, "let", let, lease.at)

    def floor_of(self, parcel: str) -> int | None:
        """The floor of what stands on a parcel; None where it is not known or nothing stands there."""
        floors = [one.floor for one in self.book.buildings_of.get(parcel, ()) if one.is_built]
        known = [floor for floor in floors if floor is not None]
        return sum(known) if known and len(known) == len(floors) else None

    @cached_property
    def rented_floor(self) -> Mapping[str, int]:
        """The floor that each party rents, all its leases together."""
        found: dict[str, int] = defaultdict(int)
        for parcel in self.numbers:
            for lease in self.leases(parcel):
                found[lease.lessee] += lease.floor or 0
        return found

    def _stated(self, lease: Lease) -> int | None:
        if lease.with_lessor:
            return 0
        return None if lease.land is None else scaled(lease.land * self.time.part(lease), 0)

    def _by_floor(self, parcel: str, leases: list[Lease]) -> list[int | None]:
        """In order of the leases. Land let without floor is taken off before the rest is parted by floor."""
        floor, found = self.floor_of(parcel), self.book.by_number.get(parcel)
        yards = [self._stated(one) if one.floor is None or one.with_lessor else 0 for one in leases]
        rented = {
            str(at): lease.floor * self.time.part(lease)
            for at, lease in enumerate(leases)
            if lease.floor is not None and not lease.with_lessor
        }
        heads = {at: one for at, one in rented.items() if not self.is_sublease(leases[int(at)])}
        rest = None if floor is None else floor - sum(heads.values())
        area = None if found is None else found.area
        if not rented:
            return list(yards)
        if floor is None or rest is None or rest < 0 or area is None or None in yards:
            return [None if str(at) in rented else yard for at, yard in enumerate(yards)]
        left = max(0, area - sum(yard for yard in yards if yard))
        shares = {
            at: scaled(left * Fraction(one) / floor, 0, rounding="down")
            for at, one in rented.items()
        } | apportion(left, {**heads, _REST: rest})
        return [shares.get(str(at), yard) for at, yard in enumerate(yards)]


def _says_its_land(lease: Lease) -> bool:
    return lease.land is not None or lease.with_lessor


def shared(certificate: Certificate, whole: int | None) -> dict[str, int | None]:
    """An area of a certificate among its holders: to the last digit where the shares add up to one."""
    shares = certificate.holders
    if whole is None or set(shares.values()) == {1}:
        return dict.fromkeys(shares, whole)
    if sum(shares.values()) == 1 and all(share >= 0 for share in shares.values()):
        return {**apportion(whole, shares)}
    return {holder: scaled(whole * share, 0) for holder, share in shares.items()}
