"""Twelve months behind a year's figure: meters by season, staff from month to month."""

from random import Random

from permu.sample.enterprise import Enterprise

SEASON = (0.93, 0.62, 0.95, 0.98, 1.0, 1.06, 1.21, 1.23, 1.07, 0.97, 0.98, 1.0)
"""Electricity by month: the New Year's holiday in February, cooling in July and August."""


def spread_over_months(firm: Enterprise, draw: Random) -> None:
    """Give the enterprise its months, and let the year's figures be exactly theirs."""
    if firm.facts["electricity"] is not None:
        firm.meters = _meters(draw, firm.whole("electricity") / 100)
        firm.facts["electricity"] = sum(sum(months) for _, months in firm.meters) * 100
    if firm.facts["average_staff"] is not None:
        firm.staff = _staff(draw, firm.whole("average_staff") / 100)
        firm.facts["average_staff"] = sum(firm.staff) * 100 // 12


def _meters(draw: Random, kwh: float) -> list[tuple[str, list[int]]]:
    """One to three meters: number, and kWh of each month."""
    parts = [draw.uniform(0.5, 1.5) for _ in range(draw.choices((1, 2, 3), (75, 18, 7))[0])]
    monthly = [kwh * part / sum(parts) / 12 for part in parts]
    return [
        (
            f"31{draw.randrange(10**8, 10**9 - 1)}",
            [round(mean * swing * draw.uniform(0.92, 1.08)) for swing in SEASON],
        )
        for mean in monthly
    ]


def _staff(draw: Random, mean: float) -> list[int]:
    """Persons each month. Their sum is a multiple of three, so that their mean has at most two decimals."""
    months = [max(2, round(mean * draw.uniform(0.95, 1.06))) for _ in range(12)]
    months[1] = max(2, round(months[1] * 0.9))
    months[11] += -sum(months) % 3
    return months
