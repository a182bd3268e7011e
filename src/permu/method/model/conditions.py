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
    "younger_than",  # fewer than `value` whole years from the date `item` to the end of the year evaluated
    "always",  # everybody: the last, open group
]


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
    of: tuple["Condition", ...] = ()
