"""Small land books in mu and square meters, as people write them."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from permu.intake.land import Building, Certificate, LandBook, Lease, Parcel, Party
from permu.intake.land.book import STEP, PartyKind

YEAR = 2025
Amount = int | str


def units(amount: Amount | None) -> int | None:
    """So many mu, or m² of floor, as the book keeps them."""
    if amount is None:
        return None
    exact = Fraction(amount) * STEP
    assert exact.denominator == 1
    return exact.numerator


def parcel(number: str, area: Amount | None, **more: object) -> Parcel:
    return Parcel(number=number, area=units(area), **more)  # type: ignore[arg-type]


def held(number: str, holder: str, area: Amount | None, **more: object) -> Certificate:
    """A certificate of one holder, or `"A 1/3 B 2/3"`."""
    words = holder.split()
    shares = {words[0]: Fraction(1)} if len(words) == 1 else dict(
        zip(words[::2], map(Fraction, words[1::2]), strict=True)
    )  # fmt: skip
    return Certificate(parcel=number, holders=shares, area=units(area), **more)  # type: ignore[arg-type]


def lease(
    number: str, who: str, land: Amount | None = None, floor: Amount | None = None, **more: object
) -> Lease:
    """`who` is `"lessor lessee"`."""
    lessor, lessee = who.split()
    return Lease(
        parcel=number, lessor=lessor, lessee=lessee, land=units(land), floor=units(floor), **more  # type: ignore[arg-type]
    )  # fmt: skip


def building(number: str, floor: Amount | None, **more: object) -> Building:
    return Building(parcel=number, floor=units(floor), **more)  # type: ignore[arg-type]


def book(
    *records: Parcel | Certificate | Building | Lease, kinds: dict[str, PartyKind] | None = None
) -> LandBook:
    """A book of the records; without `kinds` everybody is on the register."""

    def of(kind: type) -> Iterable[object]:
        return tuple(one for one in records if isinstance(one, kind))

    parties = {one: Party(id=one, name=one, kind=kind) for one, kind in (kinds or {}).items()}
    return LandBook(
        year=YEAR, parcels=of(Parcel), certificates=of(Certificate), buildings=of(Building),  # type: ignore[arg-type]
        leases=of(Lease), parties=parties,  # type: ignore[arg-type]
    )  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text)
