"""Who holds and who rents: parcels and leases of the synthetic county, booked on both sides.

An owner's parcels cover what it uses and what it lets; a tenant's leases are what it uses. Several tenants
share one parcel of an owner or of a village co-operative, which stands on no register (its code begins with N2).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from permu.sample.enterprise import Enterprise
from permu.sample.names import Namer
from permu.sample.places import places

WHOLE_MU_PER_CM = 15  # 0.01 m² are 0.000015 mu: whole units of the item's scale
TENANTS_PER_PARCEL = (1, 2, 3, 4)


class Holder(NamedTuple):
    """Who holds a parcel, and where it lies."""

    code: str
    name: str
    place: str


@dataclass(kw_only=True)
class Parcel:
    """A parcel; `area` in 0.01 m²."""

    number: str
    holder_code: str
    holder_name: str
    place: str
    deed: str
    area: int


@dataclass(kw_only=True)
class Lease:
    """A lease of part of a parcel; `area` in 0.01 mu, `floor` in 0.01 m²."""

    parcel: Parcel
    tenant_code: str
    tenant_name: str
    area: int
    floor: int
    starts_on: date
    ends_on: date


class Ledger:
    """The county's parcels and leases."""

    def __init__(self, draw: Random, namer: Namer) -> None:
        self.draw = draw
        self.namer = namer
        self.villages: list[Holder] = []
        self.parcels: list[Parcel] = []
        self.leases: list[Lease] = []

    def settle(self, everybody: list[Enterprise]) -> None:
        """Give everybody land, and write what each holds, rents and lets into its facts."""
        draw = self.draw
        tenants = [firm for firm in everybody if draw.random() < self._rents(firm)]
        rents = {firm.code for firm in tenants}
        owners = [firm for firm in everybody if firm.code not in rents]
        self.villages = self._villages(len(everybody))
        lessors = [firm for firm in draw.sample(owners, len(owners)) if not firm.is_pinned]
        lets: dict[str, list[tuple[Enterprise, int]]] = {}
        for group in self._groups(tenants):
            wanted = [(firm, _mu(firm)) for firm in group]
            if lessors and draw.random() < 0.55:
                lets[lessors.pop().code] = wanted
            else:
                self._let(self._village_parcel(wanted), wanted)
        for owner in owners:
            self._own(owner, lets.get(owner.code, []))
        self._book(everybody)

    def _rents(self, firm: Enterprise) -> float:
        if firm.is_pinned:
            return 0.0
        return 0.22 if firm.facts["is_above_scale"] else 0.52

    def _groups(self, tenants: list[Enterprise]) -> list[list[Enterprise]]:
        waiting, groups = list(tenants), []
        while waiting:
            size = self.draw.choices(TENANTS_PER_PARCEL, (42, 30, 18, 10))[0]
            groups.append(waiting[:size])
            waiting = waiting[size:]
        return groups

    def _villages(self, enterprises: int) -> list[Holder]:
        """The village co-operatives that let land."""
        every = [(town, village) for town in places().towns for village in places().villages]
        chosen = self.draw.sample(every, min(len(every), enterprises // 24 + 2))
        return [
            Holder(self.namer.credit_code("N2"), f"样例县{town}{village}村股份经济合作社", f"{town}{village}村")
            for town, village in chosen
        ]  # fmt: skip

    def _village_parcel(self, wanted: list[tuple[Enterprise, int]]) -> Parcel:
        """A parcel of some village, a little larger than what is wanted of it."""
        village = self.draw.choice(self.villages)
        area = round(_square_meters(wanted) * self.draw.uniform(1.02, 1.35)) + 100
        return self._parcel(village, area)

    def _own(self, owner: Enterprise, lets: list[tuple[Enterprise, int]]) -> None:
        """Parcels that cover what the owner uses, less what it rents, and what it lets."""
        draw, use = self.draw, _mu(owner)
        if use > 400 and not lets and draw.random() < 0.1:
            rented = [(owner, round(use * draw.uniform(0.15, 0.4)))]
            self._let(self._village_parcel(rented), rented)
            use -= rented[0][1]
        whole = round(_square_meters([(owner, use), *lets])) + draw.randrange(10, 900)
        holder = Holder(owner.code, owner.name, owner.address.removeprefix("样例县"))
        parts = draw.choices((1, 2, 3), (78, 17, 5))[0] if not lets and whole > 600_000 else 1
        for left in range(parts, 1, -1):
            area = round(whole / left * draw.uniform(0.7, 1.2))
            self._parcel(holder, area)
            whole -= area
        self._let(self._parcel(holder, whole), lets)

    def _let(self, parcel: Parcel, wanted: list[tuple[Enterprise, int]]) -> None:
        for tenant, area in wanted:
            starts = date(2018, 1, 1) + timedelta(days=30 * self.draw.randrange(80))
            self.leases.append(
                Lease(
                    parcel=parcel,
                    tenant_code=tenant.code,
                    tenant_name=tenant.name,
                    area=area,
                    floor=round(area * 2000 / 3 * self.draw.uniform(0.8, 1.9)),
                    starts_on=starts,
                    ends_on=date(starts.year + self.draw.choice((8, 9, 10)), starts.month, 28),
                )
            )

    def _parcel(self, holder: Holder, area: int) -> Parcel:
        number = len(self.parcels) + 1
        parcel = Parcel(
            number=f"990101{1 + number % 9:03}{number % 37:03}GB{number:05}",
            holder_code=holder.code,
            holder_name=holder.name,
            place=holder.place,
            deed=f"虚（{self.draw.randrange(2008, 2024)}）样例县不动产权第{self.draw.randrange(1, 29999):07}号",
            area=area,
        )
        self.parcels.append(parcel)
        return parcel

    def _book(self, everybody: list[Enterprise]) -> None:
        """The four land items of everybody; the two lists are complete, so who is not on them has 0."""
        by_code = {firm.code: firm.facts for firm in everybody}
        land = ("land_owned", "land_leased_in", "land_leased_out", "leased_floor_area")
        books = {code: dict.fromkeys(land, 0) for code in by_code}
        for parcel in self.parcels:
            if parcel.holder_code in books:
                books[parcel.holder_code]["land_owned"] += parcel.area * WHOLE_MU_PER_CM
        for lease in self.leases:
            books[lease.tenant_code]["land_leased_in"] += lease.area * 10_000
            books[lease.tenant_code]["leased_floor_area"] += lease.floor
            if lease.parcel.holder_code in books:
                books[lease.parcel.holder_code]["land_leased_out"] += lease.area * 10_000
        for code, book in books.items():
            by_code[code].update(book)


def _square_meters(wanted: list[tuple[Enterprise, int]]) -> float:
    """0.01 m² in so many 0.01 mu."""
    return sum(area for _, area in wanted) * 2000 / 3


def _mu(firm: Enterprise) -> int:
    """Land the enterprise means to use, in 0.01 mu."""
    return firm.use // 10_000
