"""An enterprise's indicators in plain words: where it stands strong, where it loses points."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from permu.engine.sheet import IndicatorLine, WorkingSheet
from permu.evaluations.own.comparing import LastYear

if TYPE_CHECKING:
    from permu.engine.explanation.peers import Peers

Standing = Literal["full", "near", "low", "none"]


@dataclass(frozen=True)
class PlainLine:
    """One indicator: its points of how many, as a share for the bar, and how that stands."""

    line: IndicatorLine
    width: int  # of 100, for the bar
    standing: Standing
    peers: "Peers | None"
    before: str  # last year's value; "" where there is none


def plain_lines(
    sheet: WorkingSheet, peers: "Mapping[str, Peers]", before: LastYear | None
) -> list[PlainLine]:
    """Every indicator, in the method's order, beside the ranking's and last year's."""
    return [
        PlainLine(
            line, _width(line), _standing(line.points, line.weight), peers.get(line.id),
            before.value_of(line) if before else "",
        )
        for line in sheet.indicators
    ]  # fmt: skip


def _width(line: IndicatorLine) -> int:
    if line.points is None or not line.weight:
        return 0
    return int(max(Decimal(0), min(Decimal(100), line.points * 100 / line.weight)))


def _standing(points: Decimal | None, weight: Decimal) -> Standing:
    if points is None:
        return "none"
    if points >= weight:
        return "full"
    return "near" if points >= weight * Decimal("0.6") else "low"
