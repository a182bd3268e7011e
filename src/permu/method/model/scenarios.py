"""A scenario: the numbers in which a trial differs from a published method.

It is no notice and makes no result: it says what would be if the notice read otherwise. What it
leaves alone stays as published.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

AmendmentKey = Literal[
    "weight",  # of an indicator, in points of 100
    "benchmark",  # of an indicator, in its unit: printed in place of what the method takes
    "factor",  # of an indicator's benchmark that is a mean: factor × the mean
    "cap",  # of an indicator, as a multiple of its weight
    "floor",  # the same at the lower end
    "penalty",  # points of an indicator without a value, where the method gives a penalty
    "points",  # of a bonus or a deduction
    "rate",  # of a measure, in its unit: a surcharge, a relief, a subsidy, a cut
    "shares",  # of a group's grades, percent, best first
    "at_least",  # the scores from which a group's grades begin, best first
    "split",  # of a grading in two stages: the upper part, percent
    "best",  # the same: percent of all who get the first grade
    "worst",  # the same: percent of all who get the last grade
    "bonus_cap",  # of a group: the most that bonuses add
]


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """One number of a method, or one row of them, otherwise.

    `of` is the id of the indicator, adjustment or measure (`otherwise:<id>` of the ratio judged in
    its place), empty for what is the group's own. `groups` empty: every group that has it. Either
    `to` says what it is instead, or `times` by how much what it was is multiplied.
    """

    key: AmendmentKey
    of: str = ""
    groups: tuple[str, ...] = ()
    to: tuple[Decimal, ...] = ()
    times: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A named set of amendments, made for one method and tried on it or on another year's.

    With `rebalance` the other weights of a group share what the amended ones leave, in their
    proportions, so that the weights add up as before. `digest` is of the content, not of the file.
    """

    id: str
    label: str
    about: str = ""
    method: str = ""  # the id of the method it was made for
    method_digest: str = ""
    rebalance: bool = True
    amendments: tuple[Amendment, ...]
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Knob:
    """One number, or one row of numbers, that a scenario may amend: what it is now, and a sensible range to try."""

    key: AmendmentKey
    of: str
    group: str
    label: str  # of the indicator, adjustment or measure; empty for the group's own
    unit: str  # a unit code, or `points`, `percent`, `times`
    now: tuple[Decimal, ...]
    least: Decimal
    most: Decimal
    step: Decimal
    cited: str  # the clause
