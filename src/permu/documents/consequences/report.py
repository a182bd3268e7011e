"""What a bureau is handed of one measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from permu.documents.official.issued import Issued
from permu.method.model import Measure


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One enterprise: its grade, the figure its amount is worked out from, and what that comes to in 分.

    `by` names the figure with its unit, `rate` the rate with its own: they differ where groups are treated differently.
    """

    subject: str
    name: str
    grade: str
    by: str
    base: Fraction | None
    rate: str
    cut: Fraction | None
    amount: int | None
    quarters: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class MeasureReport:
    """One measure of a published list, with all that proves where it comes from. `says` are its wordings.

    A quarter without a name is the part of the year in which it is not in force.
    """

    issued: Issued
    measure: Measure
    says: tuple[str, ...]
    bureau: str
    reviewed: str
    standing: str
    is_synthetic: bool
    quarters: tuple[str, ...]
    owed: tuple[Owed, ...]
