"""How large an enterprise is: land used, output, value added, tax, energy, staff, R&D, emissions.

Sizes are log-normal around the medians of the cluster. One hidden quality moves every indicator of an
enterprise the same way, so that scores spread as they do in a real county.
"""

from math import exp
from random import Random

from permu.sample.enterprise import Enterprise, whole_hundredths
from permu.sample.places import Cluster

TCE_PER_10K_KWH = 2.84  # equivalent value
SEASON = (0.93, 0.62, 0.95, 0.98, 1.0, 1.06, 1.21, 1.23, 1.07, 0.97, 0.98, 1.0)
"""Electricity by month: the New Year's holiday in February, cooling in July and August."""


def size_up(firm: Enterprise, cluster: Cluster, draw: Random) -> None:
    """Give the enterprise its figures. `_use` (mu) and `_tax` (10,000 yuan), scale 6, await land and tax."""
    spread = draw.gauss
    quality = spread(0, 1)
    if firm.facts["is_above_scale"]:
        value_added, kwh, tax, use = _above(firm, cluster, draw, quality)
    else:
        value_added, kwh, tax, use = _below(firm, draw, quality)
    firm.facts["industrial_value_added"] = whole_hundredths(value_added)
    firm.facts["_use"] = whole_hundredths(use)
    firm.facts["_tax"] = round(tax * 1_000_000)
    _emissions(firm, cluster, draw, value_added / exp(0.3 * quality + spread(0, 0.6)))
    firm.meters = _meters(draw, kwh) if _has_meter(firm, draw) else []
    firm.facts["electricity"] = (
        sum(sum(months) for _, months in firm.meters) * 100 if firm.meters else None
    )


def _above(
    firm: Enterprise, cluster: Cluster, draw: Random, quality: float
) -> tuple[float, float, float, float]:
    spread = draw.gauss
    use = min(max(17 * exp(spread(0, 0.75)), 3.2), 260.0)
    idles = 2.6 if draw.random() < 0.05 else 1.0
    value_added = use * cluster.per_mu * exp(0.42 * quality + spread(0, 0.28)) / idles
    revenue = cluster.revenue * exp(spread(0, 0.12))
    value_added = max(value_added, draw.uniform(2020, 2900) / revenue)
    energy = value_added / (cluster.per_tce * exp(0.28 * quality + spread(0, 0.36)))
    sales = value_added * revenue
    firm.facts |= {
        "sales_revenue": whole_hundredths(sales),
        "output": whole_hundredths(sales * draw.uniform(0.96, 1.07)),
        "energy_equivalent": None if draw.random() < 0.007 else whole_hundredths(energy),
        "rd_expense": None
        if draw.random() < 0.07
        else whole_hundredths(sales * cluster.rd / 100 * exp(0.2 * quality + spread(0, 0.45))),
    }
    _staff(firm, draw, value_added / (cluster.per_person * exp(0.2 * quality + spread(0, 0.26))))
    kwh = energy * draw.uniform(0.62, 0.95) / TCE_PER_10K_KWH * 10_000
    tax = value_added * cluster.tax * exp(0.18 * quality + spread(0, 0.34))
    return value_added, kwh, tax, use


def _below(firm: Enterprise, draw: Random, quality: float) -> tuple[float, float, float, float]:
    spread = draw.gauss
    use = min(max(5.0 * exp(spread(0, 0.55)), 0.8), 26.0)
    idles = 3.0 if draw.random() < 0.06 else 1.0
    sales = min(use * 265 * exp(0.4 * quality + spread(0, 0.3)) / idles, draw.uniform(1500, 1985))
    tax = sales * 0.041 * exp(0.25 * quality + spread(0, 0.3))
    has_energy = draw.random() < 0.12
    kwh = tax * 10_000 / (0.72 * exp(0.3 * quality + spread(0, 0.38)))
    firm.facts |= {
        "sales_revenue": whole_hundredths(sales),
        "output": whole_hundredths(sales * draw.uniform(0.95, 1.06)),
        "energy_equivalent": whole_hundredths(kwh / 10_000 * 3.1) if has_energy else None,
        "rd_expense": whole_hundredths(sales * 0.012) if draw.random() < 0.1 else None,
    }
    _staff(firm, draw, max(3.0, sales / 48 * exp(spread(0, 0.3))))
    if draw.random() < 0.03:
        firm.staff, firm.facts["average_staff"] = [], None
    return sales * draw.uniform(0.19, 0.28), kwh, tax, use


def _staff(firm: Enterprise, draw: Random, mean: float) -> None:
    """Twelve months whose mean has at most two decimals: their sum is a multiple of three."""
    months = [max(2, round(mean * draw.uniform(0.95, 1.06))) for _ in range(12)]
    months[1] = max(2, round(months[1] * 0.9))
    months[11] += -sum(months) % 3
    firm.staff = months
    firm.facts["average_staff"] = sum(months) * 100 // 12


def _emissions(firm: Enterprise, cluster: Cluster, draw: Random, weight: float) -> None:
    """Kilograms with two decimals. Who holds no discharge permit reports nothing; who burns nothing no gases."""
    names = ("cod", "ammonia_nitrogen", "sulfur_dioxide", "nitrogen_oxides")
    firm.facts |= dict.fromkeys(names, None)
    if draw.random() > (0.84 if firm.facts["is_above_scale"] else 0.2):
        return
    total = weight / cluster.per_tonne * 1000
    burns = cluster.name == "绿色建材" or draw.random() < 0.6
    shares = (0.2, 0.02, 0.25, 0.53) if burns else (0.9, 0.1)
    for name, share in zip(names, shares, strict=False):
        kilograms = max(0.01, round(total * share * draw.uniform(0.8, 1.2), 2))
        firm.facts[name] = round(kilograms * 100) * 10


def _has_meter(firm: Enterprise, draw: Random) -> bool:
    """A few small tenants stand on their landlord's meter."""
    return bool(firm.facts["is_above_scale"]) or draw.random() > 0.025


def _meters(draw: Random, kwh: float) -> list[tuple[str, list[int]]]:
    count = draw.choices((1, 2, 3), (75, 18, 7))[0]
    parts = [draw.uniform(0.5, 1.5) for _ in range(count)]
    return [
        (
            f"31{draw.randrange(10**8, 10**9 - 1)}",
            [round(kwh * part / sum(parts) / 12 * swing * draw.uniform(0.92, 1.08)) for swing in SEASON],
        )
        for part in parts
    ]  # fmt: skip
