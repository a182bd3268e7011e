"""Of whom the office demands a second factor: `PERMU_SECOND_FACTOR`."""

from collections.abc import Mapping
from enum import StrEnum

from permu.terms.refusal import Refused

ENTERPRISE = "enterprise"  # the settings ask, before there are models and their `Role`


class Demand(StrEnum):
    """Of nobody, of everybody but enterprises, or of everybody."""

    OPTIONAL = "optional"
    OFFICE = "office"
    EVERYONE = "everyone"

    def covers(self, role: str) -> bool:
        """Whether who has that role opens no page before a second factor is set up."""
        return self == Demand.EVERYONE or (self == Demand.OFFICE and role != ENTERPRISE)


def demand_of(environment: Mapping[str, str]) -> Demand:
    """What the environment says; nothing is `optional`.

    Raises:
        Refused: there is no such demand.
    """
    said = environment.get("PERMU_SECOND_FACTOR") or Demand.OPTIONAL
    try:
        return Demand(said)
    except ValueError as unknown:
        raise Refused("register.second_factor_demand", said=said) from unknown
