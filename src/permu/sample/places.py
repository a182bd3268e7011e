"""The synthetic county's ground, as `county.toml` has it: invented places and the trades they live from."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class Park:
    """An industrial park; `cluster` empty: open to every trade."""

    name: str
    town: str
    cluster: str


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A cluster and the medians of its enterprises above designated size.

    Value added in 10,000 yuan per mu, tce, person and tonne emitted; `tax` and `revenue` as
    multiples of value added; `rd` in percent of revenue.
    """

    name: str
    share: int
    per_mu: float
    tax: float
    per_tce: float
    per_person: float
    per_tonne: float
    rd: float
    revenue: float
    trades: tuple[tuple[str, str], ...]  # (class of GB/T 4754-2017, word in the name)


@dataclass(frozen=True, kw_only=True)
class Places:
    """Everything `county.toml` says."""

    place: str
    towns: tuple[str, ...]
    town_shares: tuple[int, ...]
    villages: tuple[str, ...]
    roads: tuple[str, ...]
    parks: tuple[Park, ...]
    clusters: tuple[Cluster, ...]
    utilities: tuple[tuple[str, str], ...]


@cache
def places() -> Places:
    """The county's places, parks, clusters and utilities."""
    data = tomllib.loads(files("permu.sample").joinpath("county.toml").read_text("utf-8"))
    return Places(
        place=data["place"],
        towns=tuple(data["towns"]),
        town_shares=tuple(data["town_shares"]),
        villages=tuple(data["villages"]),
        roads=tuple(data["roads"]),
        parks=tuple(Park(**row) for row in data["park"]),
        clusters=tuple(
            Cluster(**{**row, "trades": tuple((code, word) for code, word in row["trades"])})
            for row in data["cluster"]
        ),
        utilities=tuple((row["industry"], row["name"]) for row in data["utility"]),
    )
