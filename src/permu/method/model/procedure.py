"""What stands around the evaluation: who gives the figures, what is published and when, what contracts demand."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from permu.method.model.conditions import Condition, Day
from permu.method.model.source import Source


@dataclass(frozen=True, kw_only=True)
class FigureSource:
    """Who gives an item, and of which day (M57: 统计名录库，12月31日)."""

    item: str
    provider: str
    as_of: Day | None = None
    source: Source


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A public notice (公示) before a decision, and how to object (M53, M54)."""

    id: str
    label: str
    of: Literal["land", "facts", "scores", "grades"]
    groups: tuple[str, ...] = ()  # ids; empty: all
    days: int
    counted_in: Literal["working_days", "days"]
    until: str = ""  # the hour it closes on the last day, HH:MM; empty: its end
    channel: tuple[str, ...] = ()  # to whom, in order: 乡镇经济服务中心, 亩均办
    needs_evidence: bool = False
    silence_is_consent: bool = False
    decided_by: str = ""
    source: Source


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """How results come into force and what of them is published (M55, M56)."""

    publishes: Literal["grades", "unordered", "full"]
    needs_confirmation: bool = False  # a result binds after the enterprise confirmed it (秀洲)
    has_letters: bool = False  # each enterprise gets a letter of its own (告知书)
    notices: tuple[Notice, ...] = ()
    source: Source


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """What an entry contract demands (标准地, M58): a ratio at least so high, for whom `when` holds.

    `value` None: agreed case by case (一事一议), and read from the item `promised`.
    """

    id: str
    label: str
    when: Condition
    numerator: str
    denominator: str = ""
    unit: str
    value: Decimal | None = None
    promised: str = ""
    source: Source
