"""How large enterprises are: land used, output, value added, tax, energy, staff, R&D, emissions.

Sizes are log-normal around the medians of the cluster. One hidden quality moves every indicator of an
enterprise the same way, so that scores spread as they do in a real county. Columns in and out, so that the
600 of the demo and the 1,000,000 of the benchmarks come from the same lines.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from permu.sample.places import places

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
Flags = NDArray[np.bool_]

MISSING = np.iinfo(np.int64).min
"""Stands for a missing figure in a column of whole units."""

TCE_PER_10K_KWH = 2.84  # equivalent value
POLLUTANTS = ("cod", "ammonia_nitrogen", "sulfur_dioxide", "nitrogen_oxides")


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Figures by item in whole units of each item's scale, and what is meant but booked elsewhere."""

    items: dict[str, Wholes]
    use: Wholes  # land meant to be used, in 10^-6 mu, two decimals
    tax: Wholes  # evaluated tax meant, in 10^-6 of 10,000 yuan


class _Drawn:
    """One draw over all enterprises: columns of chance, pulled by each one's quality."""

    def __init__(self, draw: np.random.Generator, cluster: Wholes, is_above: Flags) -> None:
        self.draw = draw
        self.cluster = cluster
        self.is_above = is_above
        self.quality = draw.standard_normal(len(cluster))

    def median(self, name: str) -> Floats:
        """A median of each one's cluster."""
        return np.array([getattr(one, name) for one in places().clusters])[self.cluster]

    def spread(self, pull: float, noise: float) -> Floats:
        """A log-normal factor around 1: the quality's pull, and chance."""
        return np.exp(pull * self.quality + noise * self.draw.standard_normal(len(self.cluster)))

    def between(self, least: float, most: float) -> Floats:
        """Evenly between two numbers."""
        return self.draw.uniform(least, most, len(self.cluster))

    def either(self, above: Floats, below: Floats) -> Floats:
        """One for those above designated size, the other for those below."""
        return np.where(self.is_above, above, below)

    def known(self, column: Wholes, above: float, below: float) -> Wholes:
        """The column where it is reported: shares of those above and below designated size."""
        chance = self.draw.random(len(self.cluster))
        return np.where(chance < np.where(self.is_above, above, below), column, MISSING)


def sizes(draw: np.random.Generator, cluster: Wholes, is_above: Flags) -> Sizes:
    """Draw the figures of enterprises, given the index of each one's cluster and its size class."""
    drawn = _Drawn(draw, cluster, is_above)
    use, value_added, sales, tax = _business(drawn)
    large_energy = value_added / (drawn.median("per_tce") * drawn.spread(0.22, 0.3))
    kwh = drawn.either(
        large_energy * drawn.between(0.62, 0.95) / TCE_PER_10K_KWH * 10_000,
        tax * 10_000 / (0.7 * drawn.spread(0.18, 0.28)),
    )
    energy = drawn.either(large_energy, kwh / 10_000 * 3.1)
    staff = drawn.either(
        value_added / (drawn.median("per_person") * drawn.spread(0.2, 0.26)),
        3 + sales / 50 * drawn.spread(0, 0.3),
    )
    rd = drawn.either(sales * drawn.median("rd") / 100 * drawn.spread(0.2, 0.45), sales * 0.012)
    items = {
        "output": _two_decimals(sales * drawn.between(0.96, 1.07)),
        "sales_revenue": _two_decimals(sales),
        "industrial_value_added": _two_decimals(value_added),
        "energy_equivalent": drawn.known(_two_decimals(energy), 0.993, 0.12),
        "rd_expense": drawn.known(_two_decimals(rd), 0.93, 0.1),
        "electricity": drawn.known(_whole(kwh) * 100, 1.0, 0.975),
        "average_staff": drawn.known(_whole(staff) * 100, 1.0, 0.97),
        **_emissions(drawn, value_added),
    }
    return Sizes(items=items, use=_two_decimals(use), tax=_whole(tax * 1e6))


def _business(drawn: _Drawn) -> tuple[Floats, Floats, Floats, Floats]:
    """Land used in mu; value added, sales and tax in 10,000 yuan. Sales of 20 million a year part the sizes."""
    spread, either = drawn.spread, drawn.either
    idle = np.where(drawn.between(0, 1) < 0.07, 3.2, 1.0)
    large, small = np.clip(17 * spread(0, 0.75), 3.2, 260), np.clip(5 * spread(0, 0.55), 0.8, 26)
    use = either(large, small)
    revenue = drawn.median("revenue") * spread(0, 0.12)
    small_sales = np.minimum(use * 275 * spread(0.3, 0.22) / idle, drawn.between(1500, 1985))
    earned = use * drawn.median("per_mu") * spread(0.35, 0.24) / idle
    value_added = either(
        np.maximum(earned, drawn.between(2020, 2900) / revenue),
        small_sales * drawn.between(0.19, 0.28),
    )
    sales = either(value_added * revenue, small_sales)
    large_tax = value_added * drawn.median("tax") * spread(0.14, 0.28)
    return use, value_added, sales, either(large_tax, sales * 0.041 * spread(0.18, 0.22))


def _emissions(drawn: _Drawn, value_added: Floats) -> dict[str, Wholes]:
    """Tonnes from kilograms with two decimals; whoever burns nothing reports no gases."""
    kilograms = value_added / (drawn.median("per_tonne") * drawn.spread(0.3, 0.6)) * 1000
    burns_most = np.array([one.name == "绿色建材" for one in places().clusters])[drawn.cluster]
    burns = burns_most | (drawn.between(0, 1) < 0.6)
    is_reported = drawn.known(np.ones_like(drawn.cluster), 0.84, 0.2) != MISSING
    shares = ((0.2, 0.9), (0.02, 0.1), (0.25, 0.0), (0.53, 0.0))
    out = {}
    for name, (burning, not_burning) in zip(POLLUTANTS, shares, strict=True):
        emitted = kilograms * np.where(burns, burning, not_burning) * drawn.between(0.8, 1.2)
        is_emitted = is_reported if not_burning else is_reported & burns
        out[name] = np.where(is_emitted, np.maximum(_whole(emitted * 100), 1) * 10, MISSING)
    return out


def _whole(column: Floats) -> Wholes:
    return np.rint(column).astype(np.int64)


def _two_decimals(column: Floats) -> Wholes:
    return _whole(column * 100) * 10_000
