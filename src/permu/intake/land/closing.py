"""What does not close: parcels whose parties do not add up to them, by town, with the reason and how to settle it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from permu.intake.land.accounts import Accounts, Part
from permu.intake.land.book import BOTH, LandBook, Parcel, Place, mu
from permu.intake.land.counting import totals
from permu.intake.land.leases import LeaseTime
from permu.intake.numbers import to_four
from permu.terms.refusal import Language, words

Reason = Literal[
    "parcel_unlisted",  # a lease or certificate of a parcel that is not on the list
    "area_unknown",  # the parcel's own area waits for a person
    "no_holder",  # nobody is known to hold it
    "shares_not_one",  # the holders' shares of a certificate do not add up to one
    "certificates_differ",  # the certificates do not add up to the parcel
    "lease_area_unknown",  # neither the land of a lease is known nor the floor to part it by
    "over_let",  # a party lets more of the parcel than it holds and rents there
    "over_floor",  # more floor is rented than stands there
    "one_side",  # a lease that one side alone is known of
]


@dataclass(frozen=True, kw_only=True)
class Closing:
    """One parcel that does not close. Areas in mu; None is not known."""

    parcel: str
    town: str
    area: Fraction | None
    accounted: Fraction | None
    parties: tuple[str, ...]
    reason: Reason
    places: tuple[Place, ...] = ()

    @property
    def difference(self) -> Fraction | None:
        """Area less what is accounted for."""
        if self.area is None or self.accounted is None:
            return None
        return self.area - self.accounted

    def text(self, language: Language = "zh") -> str:
        """What does not close, and how to settle it."""
        return words(
            f"intake.closing_{self.reason}", language,
            parcel=self.parcel, area=shown(self.area), accounted=shown(self.accounted),
            difference=shown(None if self.difference is None else abs(self.difference)),
        )  # fmt: skip


def shown(value: Fraction | None) -> str:
    """An area for a sentence; — where it is not known."""
    return "—" if value is None else to_four(value)


def closings(book: LandBook, *, time: LeaseTime | None = None) -> tuple[Closing, ...]:
    """Every parcel that does not close, in order of town and number; one row a reason."""
    accounts = Accounts(book, time or LeaseTime(year=book.year))
    found = (row for parcel in accounts.numbers for row in _of_parcel(accounts, parcel))
    return tuple(sorted(found, key=lambda row: (row.town, row.parcel, row.reason)))


def _of_parcel(accounts: Accounts, parcel: str) -> Iterator[Closing]:
    book = accounts.book
    found = book.by_number.get(parcel)
    parts = list(_used(accounts, parcel))
    used = totals(parts)
    accounted = _accounted(used)
    area = found.area if found else None
    certified = sum(part.amount or 0 for part in parts if part.role == "own")
    for reason in _reasons(accounts, parcel, parts):
        shown = certified if reason == "certificates_differ" else accounted
        yield Closing(
            parcel=parcel, town=found.town if found else "", reason=reason,
            area=None if area is None else mu(area),
            accounted=None if shown is None else mu(shown),
            parties=tuple(sorted(used)), places=_places(parts),
        )  # fmt: skip


def _used(accounts: Accounts, parcel: str) -> Iterator[Part]:
    yield from accounts.own(parcel)
    yield from accounts.booked(accounts.land_of(parcel))


def _accounted(used: dict[str, int | None]) -> int | None:
    """What the parties use together; a party that lets more than it has uses nothing."""
    known = [units for units in used.values() if units is not None]
    return sum(max(0, units) for units in known) if len(known) == len(used) else None


def _reasons(accounts: Accounts, parcel: str, parts: list[Part]) -> Iterator[Reason]:
    found = accounts.book.by_number.get(parcel)
    if found is None:
        yield "parcel_unlisted"
        return
    if found.area is None:
        yield "area_unknown"
    yield from _of_holders(accounts.book, found, [part for part in parts if part.role == "own"])
    yield from _of_leases(accounts, parcel, parts)


def _of_holders(book: LandBook, parcel: Parcel, own: list[Part]) -> Iterator[Reason]:
    if not own or any(_is_unsettled(book, part.party) for part in own):
        yield "no_holder"
    elif any(sum(one.holders.values()) != 1 for one in book.certificates_of[parcel.number]):
        yield "shares_not_one"
    elif parcel.area is not None and sum(part.amount or 0 for part in own) != parcel.area:
        yield "certificates_differ"


def _of_leases(accounts: Accounts, parcel: str, parts: list[Part]) -> Iterator[Reason]:
    leases = accounts.leases(parcel)
    if any(part.amount is None for part in parts if part.role != "own"):
        yield "lease_area_unknown"
    elif any(units is not None and units < 0 for units in totals(parts).values()):
        yield "over_let"
    floor = accounts.floor_of(parcel)
    if floor is not None and accounts.rented(parcel) > floor:
        yield "over_floor"
    sides = {side for lease in leases for side in (lease.lessor, lease.lessee)}
    unsettled = any(_is_unsettled(accounts.book, side) for side in sides)
    if unsettled or any(lease.sides != BOTH for lease in leases):
        yield "one_side"


def _is_unsettled(book: LandBook, party: str) -> bool:
    return party in book.parties and book.parties[party].kind == "unsettled"


def _places(parts: list[Part]) -> tuple[Place, ...]:
    places = {(part.at.source.sheet, part.at.cell): part.at for part in parts if part.at}
    return tuple(places.values())
