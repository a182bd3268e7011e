"""用地面积, by each of its definitions, from one book. The list is closed; each says where it was seen."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from permu.intake.land.accounts import Accounts, Part, shared
from permu.intake.land.apportion import apportion
from permu.intake.land.book import STEP, LandBook, mu
from permu.intake.land.leases import LeaseTime
from permu.terms.refusal import Language, Refused, words

How = Callable[[Accounts, str], Iterable[Part]]


@dataclass(frozen=True, kw_only=True)
class AreaDefinition:
    """One way to count: the parts of a parcel, the item it gives, and whether a book can say it at all."""

    id: str
    item: str
    source: str
    parts: How
    is_known: Callable[[LandBook], bool] = lambda _book: True
    closes: bool = True  # the parties' areas add up to what is held by certificate

    def label(self, language: Language = "zh") -> str:
        """What it is called."""
        return words(f"intake.area_{self.id}", language)


def _certified(accounts: Accounts, parcel: str) -> Iterable[Part]:
    """证载面积: by certificate, each holder its share; what is let stays with who lets, idle land counts."""
    return accounts.own(parcel)


def _certified_net(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """证载面积 less what was excluded by approval (greenery and roads given up, land not yet handed over)."""
    yield from accounts.own(parcel)
    for certificate in accounts.book.certificates_of.get(parcel, ()):
        less = shared(certificate, certificate.excluded)
        for holder, amount in less.items():
            yield Part(holder, parcel, "moved", None if amount is None else -amount, certificate.at)


def _supplied(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """供地面积: by certificate, of parcels that the state supplied alone."""
    found = accounts.book.by_number.get(parcel)
    is_supplied = found.is_supplied if found else None
    for part in accounts.own(parcel):
        if is_supplied is not False:
            yield part if is_supplied else _unknown(part)


def _used(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """实际使用: own + rented − let."""
    yield from accounts.own(parcel)
    yield from accounts.booked(accounts.land_of(parcel))


def _used_by_floor(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """As used, but who rents floor has parcel × floor rented ÷ floor of the parcel; the rest stays with who lets."""
    yield from accounts.own(parcel)
    yield from accounts.booked(accounts.land_by_floor(parcel))


def _used_from(threshold: int) -> How:
    def parts(accounts: Accounts, parcel: str) -> Iterator[Part]:
        """As used, but plants of a tenant that rents less floor than the threshold count with who lets."""
        yield from accounts.own(parcel)
        for lease, land in accounts.land_of(parcel):
            is_small = accounts.rented_floor[lease.lessee] < threshold
            if lease.floor is None or not is_small:
                yield from accounts.booked([(lease, land)])

    return parts


def _merged(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """并入宗地: the enterprise that holds a parcel answers for all of it.

    Of a parcel whose holder is not evaluated the enterprises on it answer, in proportion to what they use.
    """
    book = accounts.book
    kept = list(accounts.own(parcel))
    kept += accounts.booked(
        (lease, land) for lease, land in accounts.land_of(parcel) if not book.is_firm(lease.lessor)
    )
    yield from kept
    if any(part.amount is None for part in kept):
        return
    used = totals(kept)
    firms = {one: units for one, units in used.items() if book.is_firm(one) and units and units > 0}
    others = {one: units for one, units in used.items() if not book.is_firm(one) and units}
    if firms and others:
        for firm, share in apportion(sum(others.values()), firms).items():
            yield Part(firm, parcel, "moved", share)
        for other, units in others.items():
            yield Part(other, parcel, "moved", -units)


def _state_owned(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """国有工业用地: as used, on parcels of state-owned land alone."""
    found = accounts.book.by_number.get(parcel)
    tenure = found.tenure if found else ""
    for part in _used(accounts, parcel):
        if tenure != "collective":
            yield part if tenure == "state" else _unknown(part)


def _unknown(part: Part) -> Part:
    return Part(part.party, part.parcel, part.role, None, part.at)


DEFINITIONS: dict[str, AreaDefinition] = {
    one.id: one
    for one in (
        AreaDefinition(
            id="certified", item="land_owned", parts=_certified, source="X2；新昌：自有闲置土地全额计入"
        ),
        AreaDefinition(
            id="certified_net", item="land_owned_net", parts=_certified_net, source="X2", closes=False,
            is_known=lambda book: any(one.excluded is not None for one in book.certificates),
        ),
        AreaDefinition(
            id="supplied", item="supplied_land", parts=_supplied, source="芜湖", closes=False,
            is_known=lambda book: any(one.is_supplied is not None for one in book.parcels),
        ),
        AreaDefinition(
            id="used", item="land_used", parts=_used, source="秀洲、景宁、合肥高新、天台：实际占地"
        ),
        AreaDefinition(
            id="used_by_floor", item="land_used_by_floor", parts=_used_by_floor,
            source="多层厂房按建筑面积分摊（通行做法，未见原文）",
            is_known=lambda book: bool(book.buildings),
        ),
        AreaDefinition(
            id="used_from_2000", item="land_used_from_2000_m2", parts=_used_from(2000 * STEP),
            source="秀洲：租赁厂房 2000 平方米以上",
        ),
        AreaDefinition(
            id="used_from_3000", item="land_used_from_3000_m2", parts=_used_from(3000 * STEP),
            source="A2：租赁厂房 3000 平方米以上",
        ),
        AreaDefinition(id="merged", item="land_merged", parts=_merged, source="遂昌：同一宗地合并"),
        AreaDefinition(
            id="state_owned", item="land_state_owned", parts=_state_owned, source="江山", closes=False,
            is_known=lambda book: any(one.tenure for one in book.parcels),
        ),
    )
}  # fmt: skip


def definition(id_: str) -> AreaDefinition:
    """The definition of that id.

    Raises:
        Refused: the list has none.
    """
    if id_ not in DEFINITIONS:
        raise Refused("intake.no_such_area", known="、".join(DEFINITIONS))
    return DEFINITIONS[id_]


def parts_of(accounts: Accounts, id_: str) -> Iterator[Part]:
    """Every part of every parcel by one definition."""
    how = definition(id_).parts
    for parcel in accounts.numbers:
        yield from how(accounts, parcel)


def area(book: LandBook, id_: str, *, time: LeaseTime | None = None) -> dict[str, Fraction | None]:
    """Each party's land in mu by one definition; None where a part of it is not known.

    Raises:
        Refused: there is no such definition.
    """
    accounts = Accounts(book, time or LeaseTime(year=book.year))
    found = dict.fromkeys(book.parties, 0) | totals(parts_of(accounts, id_))
    return {party: None if units is None else mu(units) for party, units in found.items()}


def totals(parts: Iterable[Part]) -> dict[str, int | None]:
    """The parts of each party added up; one that is not known makes it unknown."""
    found: dict[str, list[int | None]] = defaultdict(list)
    for part in parts:
        found[part.party].append(part.amount)
    return {
        party: None if None in amounts else sum(one for one in amounts if one)
        for party, amounts in found.items()
    }
