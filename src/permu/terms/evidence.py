"""What a suspicion rests on: the figures with their cells, what is usual among the peers, and last year's figures."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Place:
    """A cell of a file, and who sent it."""

    provider: str
    file: str
    sha256: str
    sheet: str
    cell: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """One figure of one year: in its item's unit, with the cells that it was read from."""

    item: str
    year: int
    as_of: str  # ISO date
    value: str  # a decimal as text, "" where it is not known
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Peers:
    """Whom an enterprise is held against, their quartiles, and where it stands among them."""

    industry: str  # two digits, "" for every industry
    size: str  # "above" or "below" the designated size, "" for both
    number: int
    place: int  # 1 has the highest
    low: str
    first: str
    median: str
    third: str
    high: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Why something is odd. `weight` is how many times off, in hundredths: the greater, the odder."""

    rule: str
    weight: int
    label: str = ""  # what is odd, in both languages
    label_en: str = ""
    ratio: str = ""
    units: tuple[str, str] | None = None  # of the ratio: one for each of the other
    bound: str = ""
    figures: tuple[Held, ...] = ()
    peers: Peers | None = None

    def as_json(self) -> dict[str, Any]:
        """The evidence as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Evidence":
        """What `as_json` gave."""
        figures = (
            Held(**{**one, "places": tuple(Place(**place) for place in one["places"])})
            for one in plain["figures"]
        )
        units, peers = plain["units"], plain["peers"]
        return cls(
            **{
                **plain,
                "figures": tuple(figures),
                "units": (units[0], units[1]) if units else None,
                "peers": Peers(**peers) if peers else None,
            }
        )
