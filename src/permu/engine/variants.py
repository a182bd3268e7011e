"""An indicator, and the ratio that is judged in its place where its denominator is not known (M19).

Inside the engine the other ratio is an indicator of its own, under `otherwise:<id>`: its ratio, its
benchmark and whom it counts stand under that name. Values and points are the one indicator's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from permu.method.model import Indicator

PREFIX = "otherwise:"


def variants(indicator: Indicator) -> tuple[Indicator, ...]:
    """The indicator, then what is judged in its place."""
    if indicator.otherwise is None:
        return (indicator,)
    return indicator, replace(indicator.otherwise, id=other_id(indicator))


def other_id(indicator: Indicator) -> str:
    """The name of what is judged in the indicator's place."""
    return f"{PREFIX}{indicator.id}"


def all_variants(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """Each indicator, with what is judged in its place right after it."""
    for indicator in indicators:
        yield from variants(indicator)
