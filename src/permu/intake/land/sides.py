"""Both sides of a lease: what lessors and what lessees report, as one list."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from permu.intake.land.book import BOTH, Lease, Side


def both_sides(by_lessors: Iterable[Lease], by_lessees: Iterable[Lease]) -> tuple[Lease, ...]:
    """Two lists of the same leases as one: each lease once, `sides` says who reported it.

    Reports are of one lease where parcel, lessor, lessee and first day are the same. Where the two
    sides give different areas, the area is not known.
    """
    found: dict[tuple[object, ...], tuple[list[Lease], list[Lease]]] = {}
    for at, reports in enumerate((by_lessors, by_lessees)):
        for lease in reports:
            key = (lease.parcel, lease.lessor, lease.lessee, lease.starts_on)
            found.setdefault(key, ([], []))[at].append(lease)
    return tuple(
        _joined(one, other)
        for mine, theirs in found.values()
        for one, other in zip_longest(sorted(mine, key=_size), sorted(theirs, key=_size))
    )


def _size(lease: Lease) -> tuple[int, int]:
    return lease.land or 0, lease.floor or 0


def _joined(lessors: Lease | None, lessees: Lease | None) -> Lease:
    if lessors and lessees:
        return replace(
            lessors,
            sides=BOTH,
            land=lessors.land if lessors.land == lessees.land else None,
            floor=lessors.floor if lessors.floor == lessees.floor else None,
        )
    found: list[tuple[Lease | None, Side]] = [(lessors, "lessor"), (lessees, "lessee")]
    return next(replace(one, sides=frozenset({side})) for one, side in found if one)
