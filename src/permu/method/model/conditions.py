"""Conditions on one subject's facts: a closed list of kinds, combined by `all`, `any`, `not`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ConditionKind = Literal[
    "all",  # every one of `of`
    "any",  # at least one of `of`
    "not",  # the one of `of` does not hold
    "is",  # the flag `item` is set
    "at_least",  # `item` ≥ `value`, in `unit`
    "less_than",  # `item` < `value`, in `unit`
    "in_industry",  # the code `item` starts with one of `codes` (门类 letter with or without digits)
    "one_of",  # the text `item` is one of `codes`
    "in_divisions",  # the division (大类, two digits) of the code `item` lies in one of the ranges `codes`: "06-46"
    "younger_than",  # fewer than `value` whole years from the date `item` to the end of the year evaluated
    "within_years",  # the date `item` lies in the year evaluated or the `value` − 1 calendar years before it
    "on_or_before",  # the date `item` is `day` or earlier
    "valid_on",  # `item` ≤ `day` ≤ `until`: a certificate's two dates
    "given",  # the figure `item` is there, whatever it says
    "graded_before",  # the grade was one of `codes` in each of the `value` years before this one
    "beats",  # the indicator `item` reaches `factor` × the `reference`; adjustments of the grade only
    "always",  # everybody: the last, open group
]

Reference = Literal[
    "benchmark",  # what the indicator is judged against
    "group_mean",  # Σ numerator ÷ Σ denominator of the ranked group, this year
    "last_group_mean",  # the same over last year's facts
]


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day that a condition names: of one certain year, or of the year evaluated (`year` None)."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition. A missing fact makes it unknown, and an unknown condition does not hold.

    `negate` of an unknown one (`not`) does not hold either: silence proves nothing.
    """

    kind: ConditionKind
    item: str = ""
    value: Decimal | None = None
    unit: str = ""
    codes: tuple[str, ...] = ()
    day: Day = Day(month=12, day=31)
    until: str = ""  # valid_on: the date item on which it ends; absent: it does not end
    reference: Reference = "benchmark"  # beats
    factor: Decimal = Decimal(1)  # beats
    of: tuple["Condition", ...] = ()


EVERYBODY = Condition(kind="always")
"""The condition that holds for each subject, whatever is known of it."""
