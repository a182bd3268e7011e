"""An enterprise's indicators in plain words: where it stands strong, where it loses points."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from permu.engine.sheet import IndicatorLine, WorkingSheet

Standing = Literal["full", "near", "low", "none"]


@dataclass(frozen=True)
class PlainLine:
    """One indicator: its points of how many, as a share for the bar, and how that stands."""

    line: IndicatorLine
    width: int  # of 100, for the bar
    standing: Standing


def plain_lines(sheet: WorkingSheet) -> list[PlainLine]:
    """Every indicator, in the method's order."""
    return [
        PlainLine(line, _width(line), _standing(line.points, line.weight))
        for line in sheet.indicators
    ]


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
