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


def sizes(draw: np.random.Generator, cluster: Wholes, is_above: Flags) -> Sizes:
    """Draw the figures of enterprises, given the index of each one's cluster and its size class."""
    count = len(cluster)
    quality = draw.standard_normal(count)
    median = {
        name: np.array([getattr(one, name) for one in places().clusters])[cluster]
        for name in ("per_mu", "tax", "per_tce", "per_person", "per_tonne", "rd", "revenue")
    }

    def spread(pull: float, noise: float) -> Floats:
        return np.exp(pull * quality + noise * draw.standard_normal(count))

    def either(above: Floats, below: Floats) -> Floats:
        return np.where(is_above, above, below)

    idle = np.where(draw.random(count) < 0.07, 3.2, 1.0)
    use = either(np.clip(17 * spread(0, 0.75), 3.2, 260), np.clip(5 * spread(0, 0.55), 0.8, 26))
    revenue = median["revenue"] * spread(0, 0.12)
    most = draw.uniform(1500, 1985, count)  # below 20 million yuan a year
    small_sales = np.minimum(use * 275 * spread(0.3, 0.22) / idle, most)
    least = draw.uniform(2020, 2900, count)
    value_added = either(
        np.maximum(use * median["per_mu"] * spread(0.35, 0.24) / idle, least / revenue),
        small_sales * draw.uniform(0.19, 0.28, count),
    )
    sales = either(value_added * revenue, small_sales)
    tax = either(
        value_added * median["tax"] * spread(0.14, 0.28), sales * 0.041 * spread(0.18, 0.22)
    )
    large_energy = value_added / (median["per_tce"] * spread(0.22, 0.3))
    kwh = either(
        large_energy * draw.uniform(0.62, 0.95, count) / TCE_PER_10K_KWH * 10_000,
        tax * 10_000 / (0.7 * spread(0.18, 0.28)),
    )
    energy = either(large_energy, kwh / 10_000 * 3.1)
    staff = either(
        value_added / (median["per_person"] * spread(0.2, 0.26)), 3 + sales / 50 * spread(0, 0.3)
    )
    rd = either(sales * median["rd"] / 100 * spread(0.2, 0.45), sales * 0.012)
    kilograms = value_added / (median["per_tonne"] * spread(0.3, 0.6)) * 1000

    def known(large: float, small: float) -> Flags:
        return draw.random(count) < np.where(is_above, large, small)

    items = {
        "output": _two_decimals(sales * draw.uniform(0.96, 1.07, count)),
        "sales_revenue": _two_decimals(sales),
        "industrial_value_added": _two_decimals(value_added),
        "energy_equivalent": _where(known(0.993, 0.12), _two_decimals(energy)),
        "rd_expense": _where(known(0.93, 0.1), _two_decimals(rd)),
        "electricity": _where(known(1.0, 0.975), np.rint(kwh).astype(np.int64) * 100),
        "average_staff": _where(known(1.0, 0.97), np.rint(staff).astype(np.int64) * 100),
        **_emissions(draw, kilograms, known(0.84, 0.2), cluster),
    }
    return Sizes(items=items, use=_two_decimals(use), tax=np.rint(tax * 1e6).astype(np.int64))


def _emissions(
    draw: np.random.Generator, kilograms: Floats, is_known: Flags, cluster: Wholes
) -> dict[str, Wholes]:
    """Tonnes from kilograms with two decimals; whoever burns nothing reports no gases."""
    burns_most = np.array([one.name == "绿色建材" for one in places().clusters])[cluster]
    burns = burns_most | (draw.random(len(cluster)) < 0.6)
    shares = ((0.2, 0.9), (0.02, 0.1), (0.25, 0.0), (0.53, 0.0))
    out = {}
    for name, (burning, not_burning) in zip(POLLUTANTS, shares, strict=True):
        emitted = kilograms * np.where(burns, burning, not_burning)
        hundredths = np.rint(emitted * draw.uniform(0.8, 1.2, len(cluster)) * 100)
        is_reported = is_known if not_burning else is_known & burns
        out[name] = _where(is_reported, np.maximum(hundredths, 1).astype(np.int64) * 10)
    return out


def _where(is_known: Flags, column: Wholes) -> Wholes:
    return np.where(is_known, column, MISSING)


def _two_decimals(column: Floats) -> Wholes:
    return np.rint(column * 100).astype(np.int64) * 10_000
