"""How each definition of 用地面积 counts one parcel: the parts of its parties, each with its cell."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from permu.intake.land.accounts import Accounts, Part, shared
from permu.intake.land.apportion import apportion

How = Callable[[Accounts, str], Iterable[Part]]


def certified(accounts: Accounts, parcel: str) -> Iterable[Part]:
    """证载面积: by certificate, each holder its share; what is let stays with who lets, idle land counts."""
    return accounts.own(parcel)


def certified_net(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """证载面积 less what was excluded by approval (greenery and roads given up, land not yet handed over)."""
    yield from accounts.own(parcel)
    for certificate in accounts.book.certificates_of.get(parcel, ()):
        less = shared(certificate, certificate.excluded)
        for holder, amount in less.items():
            yield Part(holder, parcel, "moved", None if amount is None else -amount, certificate.at)


def supplied(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """供地面积: by certificate, of parcels that the state supplied alone."""
    found = accounts.book.by_number.get(parcel)
    is_supplied = found.is_supplied if found else None
    for part in accounts.own(parcel):
        if is_supplied is not False:
            yield part if is_supplied else _unknown(part)


def used(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """实际使用: own + rented − let."""
    yield from accounts.own(parcel)
    yield from accounts.booked(accounts.land_of(parcel))


def used_by_floor(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """As used, but who rents floor has parcel × floor rented ÷ floor of the parcel; the rest stays with who lets."""
    yield from accounts.own(parcel)
    yield from accounts.booked(accounts.land_by_floor(parcel))


def used_from(threshold: int) -> How:
    """As used, but plants of a tenant that rents less floor than the threshold count with who lets."""

    def parts(accounts: Accounts, parcel: str) -> Iterator[Part]:
        yield from accounts.own(parcel)
        for lease, land in accounts.land_of(parcel):
            is_small = accounts.rented_floor[lease.lessee] < threshold
            if lease.floor is None or not is_small:
                yield from accounts.booked([(lease, land)])

    return parts


def merged(accounts: Accounts, parcel: str) -> Iterator[Part]:
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


def state_owned(accounts: Accounts, parcel: str) -> Iterator[Part]:
    """国有工业用地: as used, on parcels of state-owned land alone."""
    found = accounts.book.by_number.get(parcel)
    tenure = found.tenure if found else ""
    for part in used(accounts, parcel):
        if tenure != "collective":
            yield part if tenure == "state" else _unknown(part)


def _unknown(part: Part) -> Part:
    return Part(part.party, part.parcel, part.role, None, part.at)


def totals(parts: Iterable[Part]) -> dict[str, int | None]:
    """The parts of each party added up; one that is not known makes it unknown."""
    found: dict[str, list[int | None]] = defaultdict(list)
    for part in parts:
        found[part.party].append(part.amount)
    return {
        party: None if None in amounts else sum(one for one in amounts if one)
        for party, amounts in found.items()
    }
