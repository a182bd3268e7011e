"""Power meters that the tenants of a village's parcel share, so that each uses what it used before."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import gcd
from random import Random
from typing import NamedTuple

from permu.sample.plant.desk import Desk, NoRowLeft, Planting
from permu.sample.sheets.grid import Row, Value, figure

MONTHS = slice(3, 15)
WEIGHT = 4
"""The twelve months of a meter, and by what a sharer's part is reckoned."""
BY_READING, BY_LAND, BY_SHARE = "分表读数", "用地面积", "约定比例"
MOST = Fraction(3, 10)
"""How much of its power a tenant draws through a shared meter, at the most."""
SMALL = 3_000_000  # 10^-6 mu, below which nobody of the sample is graded


class Sharer(NamedTuple):
    """A tenant: its lease and its own meter."""

    lease: Row
    meter: Row


def share_meters(desk: Desk, draw: Random) -> None:
    """One shared meter for each way of parting it."""
    groups = list(_groups(desk))
    draw.shuffle(groups)
    for rule, group in zip((BY_READING, BY_LAND, BY_SHARE), groups, strict=False):
        _share(desk, group, rule, draw)


def shares_unknown(desk: Desk, draw: Random) -> Planting:
    """Nobody wrote how much one of them draws: none has a figure. Nobody's grade goes by it."""
    groups = [group for group in _groups(desk) if all(_needs_none(desk, one) for one in group)]
    if not groups:
        raise NoRowLeft
    group = draw.choice(groups)
    rows = _share(desk, group, BY_SHARE, draw)
    rows[0].cells[WEIGHT] = None
    figures = [(desk.firms[one.lease.subject], "electricity") for one in group]
    return Planting(
        "meter_share_missing", "sharing", rows, right="held", figures=figures, column=WEIGHT
    )


def _needs_none(desk: Desk, one: Sharer) -> bool:
    """Whether it is graded without its power: above designated size, or too small to be graded."""
    firm = desk.firms[one.lease.subject]
    return bool(firm.facts["is_above_scale"]) or firm.whole("land_leased_in") < SMALL


def _groups(desk: Desk) -> Iterator[list[Sharer]]:
    """The tenants of each parcel of a village, where there are several and no error touches any of them."""
    meters: dict[str, list[Row]] = defaultdict(list)
    for row in desk.sheets["power"].rows:
        meters[row.subject].append(row)
    leases: dict[str, list[Row]] = defaultdict(list)
    for row in desk.sheets["leases"].rows:
        if row.landlord not in desk.firms:
            leases[str(row.meant[1])].append(row)
    for _, rows in sorted(leases.items()):
        mine = [meters[row.subject] for row in rows if row.subject in desk.free]
        if 1 < len(rows) == len(mine) and all(len(one) == 1 for one in mine):
            yield [Sharer(row, one[0]) for row, one in zip(rows, mine, strict=True)]


def _share(desk: Desk, group: Sequence[Sharer], rule: str, draw: Random) -> list[Row]:
    """Lead part of each one's power through a meter of the landlord's; the rows of who shares it."""
    number = f"33{draw.randrange(10**8, 10**9 - 1)}"
    weights = _weights(rule, group)
    steps = [_step(group, weights, month) for month in range(MONTHS.start, MONTHS.stop)]
    for one, weight in zip(group, weights, strict=True):
        _take(one.meter, [weight * step for step in steps])
    lease, whole = group[0].lease, [sum(weights) * step for step in steps]
    meter: list[Value] = [number, lease.meant[2], lease.landlord, *whole, sum(whole)]
    desk.sheets["power"].rows.append(Row.of(meter, subject=lease.landlord))
    said = {BY_READING: [str(weight * sum(steps)) for weight in weights], BY_SHARE: [f"{weight}%" for weight in weights]}  # fmt: skip
    rows = [
        Row.of((number, one.meant[4], one.subject, rule, text, one.meant[1]), subject=one.subject)
        for (one, _), text in zip(group, said.get(rule, [None] * len(group)), strict=True)
    ]
    desk.sheets["sharing"].rows += rows
    desk.free -= {row.subject for row in rows}
    return rows


def _weights(rule: str, group: Sequence[Sharer]) -> list[int]:
    """Whole numbers in the proportion of the parts."""
    if rule == BY_LAND:
        land = [int(figure(one.lease.meant[6]) * 100) for one in group]
        return [one // gcd(*land) for one in land]
    even, more = divmod(100, len(group))
    return [even + (at < more) for at in range(len(group))]


def _step(group: Sequence[Sharer], weights: Sequence[int], month: int) -> int:
    """Power to one unit of weight that nobody's own meter misses."""
    return min(
        int(Fraction(figure(one.meter.meant[month])) * MOST / weight)
        for one, weight in zip(group, weights, strict=True)
    )


def _take(meter: Row, part: Sequence[int]) -> None:
    """Less on a meter, month by month."""
    for month, less in enumerate(part, MONTHS.start):
        meter.cells[month] = figure(meter.cells[month]) - less
    meter.cells[MONTHS.stop] = figure(meter.cells[MONTHS.stop]) - sum(part)
    meter.meant = list(meter.cells)
