"""The land book: parcels, certificates, buildings, leases and who stands in them, as plain records.

Land is in whole 10^-6 mu, floor in whole 10^-6 m²; None is not known. A party is named by its credit
code, or by its name where it has none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeVar

from permu.intake.found import Source

SCALE = 6
STEP = 10**SCALE
"""Units to the mu, and to the m² of floor."""

PartyKind = Literal["firm", "village", "platform", "unregistered", "unsettled"]
"""`firm`: on the register, so it is evaluated. `unsettled`: nobody has said yet whose the row is."""

Tenure = Literal["state", "collective", ""]
Side = Literal["lessor", "lessee"]
TimeKind = Literal["on_day", "by_days", "by_months", "any_day", "listed"]
"""How a lease of part of the year counts; see `LeaseTime`."""
BOTH: frozenset[Side] = frozenset({"lessor", "lessee"})


@dataclass(frozen=True, kw_only=True)
class Place:
    """The cell that a record's area was read from."""

    source: Source
    row: int
    cell: str
    raw: str
    unit: str
    is_held: bool = False  # the figure waits for a person
    why: str = ""  # for what


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody who holds, lets or rents."""

    id: str
    name: str
    kind: PartyKind = "firm"


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A parcel and what the bureau says of it."""

    number: str
    area: int | None
    town: str = ""
    tenure: Tenure = ""
    is_supplied: bool | None = None
    use: str = ""
    at: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate of (part of) a parcel: its holders with their shares, its area, what is excluded by approval."""

    parcel: str
    holders: Mapping[str, Fraction]
    area: int | None
    number: str = ""
    excluded: int | None = None
    at: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Building:
    """A building: floors, floor area, and whether it stands already."""

    parcel: str
    floor: int | None
    number: str = ""
    floors: int = 1
    is_built: bool = True
    at: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Lease:
    """Land or floor let by one party to another; `sides`: by whom it was reported.

    `time`: how its part of the year counts, where it says so itself. `with_lessor`: its land counts with
    who lets it, as they agreed.
    """

    parcel: str
    lessor: str
    lessee: str
    land: int | None = None
    floor: int | None = None
    building: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    time: TimeKind | None = None
    with_lessor: bool = False
    sides: frozenset[Side] = BOTH
    at: Place | None = None


Record = TypeVar("Record", Certificate, Building, Lease)


@dataclass(frozen=True, kw_only=True)
class LandBook:
    """The whole of a place's land in one year."""

    year: int
    parcels: tuple[Parcel, ...]
    certificates: tuple[Certificate, ...] = ()
    buildings: tuple[Building, ...] = ()
    leases: tuple[Lease, ...] = ()
    parties: Mapping[str, Party] = field(default_factory=dict)

    @cached_property
    def by_number(self) -> dict[str, Parcel]:
        """The parcels by number."""
        return {parcel.number: parcel for parcel in self.parcels}

    @cached_property
    def certificates_of(self) -> Mapping[str, list[Certificate]]:
        """The certificates of each parcel."""
        return _by_parcel(self.certificates)

    @cached_property
    def buildings_of(self) -> Mapping[str, list[Building]]:
        """The buildings of each parcel."""
        return _by_parcel(self.buildings)

    @cached_property
    def leases_of(self) -> Mapping[str, list[Lease]]:
        """The leases of each parcel, on the list of parcels or not."""
        return _by_parcel(self.leases)

    def is_firm(self, party: str) -> bool:
        """Whether it is on the register; of a book without parties everybody is."""
        return not self.parties or (party in self.parties and self.parties[party].kind == "firm")

    def name(self, party: str) -> str:
        """What to call it."""
        return self.parties[party].name if party in self.parties else party


def _by_parcel(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.parcel].append(record)
    return found


def mu(units: int) -> Fraction:
    """Whole units of the book as mu (or m² of floor)."""
    return Fraction(units, STEP)
