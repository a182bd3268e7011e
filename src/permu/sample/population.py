"""Who is there: places, trades, dates and flags of every enterprise of the synthetic county."""

from datetime import date, timedelta
from random import Random

import numpy as np

from permu.sample.economy import MISSING, sizes
from permu.sample.enterprise import Enterprise
from permu.sample.months import spread_over_months
from permu.sample.names import Namer
from permu.sample.places import Cluster, Park, places

ABOVE_SCALE = 0.3
UTILITIES = 0.01


def population(draw: Random, namer: Namer, enterprises: int) -> list[Enterprise]:
    """So many enterprises, utilities among them, with everything but land, taxes and months."""
    utilities = max(1, round(enterprises * UTILITIES))
    everybody = [_utility(draw, namer, number) for number in range(utilities)]
    while len(everybody) < enterprises:
        everybody.append(_manufacturer(draw, namer))
    draw.shuffle(everybody)
    _size_up(draw, everybody)
    _flag_special_cases(draw, everybody)
    return everybody


def _size_up(draw: Random, everybody: list[Enterprise]) -> None:
    names = [cluster.name for cluster in places().clusters]
    drawn = sizes(
        np.random.default_rng(draw.randrange(2**32)),
        np.array([names.index(firm.text("cluster")) for firm in everybody]),
        np.array([firm.facts["is_above_scale"] for firm in everybody], dtype=np.bool_),
    )
    for at, firm in enumerate(everybody):
        for item, column in drawn.items.items():
            firm.facts[item] = None if column[at] == MISSING else int(column[at])
        firm.use, firm.tax = int(drawn.use[at]), int(drawn.tax[at])
        spread_over_months(firm, draw)


def _utility(draw: Random, namer: Namer, number: int) -> Enterprise:
    industry, trade = places().utilities[number % len(places().utilities)]
    town = draw.choice(places().towns)
    utility = _enterprise(draw, namer, town=town, trade=(industry, trade))
    utility.facts |= {"park": None, "cluster": "其他产业", "is_above_scale": True}
    utility.is_pinned = True
    return utility


def _manufacturer(draw: Random, namer: Namer) -> Enterprise:
    cluster = draw.choices(places().clusters, [cluster.share for cluster in places().clusters])[0]
    is_above = draw.random() < ABOVE_SCALE
    park = _park(draw, cluster, is_above=is_above)
    town = park.town if park else draw.choices(places().towns, places().town_shares)[0]
    firm = _enterprise(draw, namer, town=town, trade=draw.choice(cluster.trades))
    firm.facts |= {
        "park": park.name if park else None,
        "cluster": cluster.name,
        "is_above_scale": is_above,
    }
    return firm


def _park(draw: Random, cluster: Cluster, *, is_above: bool) -> Park | None:
    chance = draw.random()
    if not is_above and chance > 0.86:
        return next(park for park in places().parks if not park.cluster)
    if chance < (0.62 if is_above else 0.38):
        return next((park for park in places().parks if park.cluster == cluster.name), None)
    return None


def _enterprise(draw: Random, namer: Namer, *, town: str, trade: tuple[str, str]) -> Enterprise:
    industry, word = trade
    registered = date(1996, 1, 5) + timedelta(days=draw.randrange(9700))
    commissioned = registered + timedelta(days=draw.randrange(120, 420))
    if draw.random() < 0.03:
        registered = date(2023, 1, 5) + timedelta(days=draw.randrange(300))
        commissioned = date(2024, 1, 8) + timedelta(days=draw.randrange(690))
    name = namer.enterprise(town, word)
    code = namer.credit_code()
    return Enterprise(
        code=code,
        name=name,
        former_name=namer.enterprise(town, word) if draw.random() < 0.08 else "",
        address=f"样例县{town}{draw.choice(places().roads)}{draw.randrange(1, 399)}号",
        facts={
            "name": name, "town": town, "industry": industry,
            "registered_on": registered, "commissioned_on": commissioned,
            "is_new_above_scale": False, "is_high_tech": False, "green_factory": False,
            "builds_major_project": False, "environment_violations": 0, "major_safety_accidents": 0,
        },
    )  # fmt: skip


def _flag_special_cases(draw: Random, everybody: list[Enterprise]) -> None:
    """Somebody for every rule of the method, the best and the worst among them.

    The ranking that decides whether a ceiling or a floor takes effect is not known here, so each
    rule gets somebody from both ends of output per mu.
    """
    rate = len(everybody) / 600
    steady = [firm for firm in everybody if not firm.is_pinned and not _is_new(firm)]
    above = sorted((firm for firm in steady if firm.facts["is_above_scale"]), key=_tax_per_mu)
    small = (firm for firm in steady if not firm.facts["is_above_scale"])
    below = sorted((firm for firm in small if firm.use > 3_300_000), key=_tax_per_mu)
    for firm in above:
        firm.facts["is_high_tech"] = draw.random() < 0.34
        firm.facts["green_factory"] = draw.random() < 0.05
    _pin(above[-1:] + _some(draw, above, round(3 * rate)), builds_major_project=True)
    _pin(above[:2] + _some(draw, above, round(6 * rate)), is_new_above_scale=True)
    _pin(above[-3:-1] + below[-2:-1] + _some(draw, below, 1), environment_violations=1)
    _pin(above[-5:-4] + below[-4:-3], major_safety_accidents=1)
    _pin(above[-8:-5], is_high_tech=True, green_factory=True)


def _some(draw: Random, firms: list[Enterprise], count: int) -> list[Enterprise]:
    return draw.sample(firms[5:-5], min(count, max(0, len(firms) - 10)))


def _pin(firms: list[Enterprise], **facts: bool | int) -> None:
    for firm in firms:
        firm.facts |= facts
        firm.is_pinned = True


def _is_new(firm: Enterprise) -> bool:
    commissioned = firm.facts["commissioned_on"]
    return isinstance(commissioned, date) and commissioned.year >= 2024


def _tax_per_mu(firm: Enterprise) -> float:
    return firm.tax / firm.use
