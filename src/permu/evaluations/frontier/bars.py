"""Shares as the page draws and says them."""

from dataclasses import dataclass

from permu.documents.text import MISSING


@dataclass(frozen=True)
class Bar:
    """A count or share beside its name; `width` of 100, as SVG reads it."""

    label: str
    said: str
    width: str


def percent(share: float | None) -> str:
    """A share of one as percent; a dash where there is none."""
    return MISSING if share is None else f"{100 * share:.1f}%"
