"""What is decided of one subject."""

from dataclasses import dataclass, field
from fractions import Fraction

from permu.method.model import Group, Indicator

from .county import Figure

RANKED = ("graded", "scored")
JUDGED = (*RANKED, "ungraded")


@dataclass(kw_only=True)
class Outcome:
    """State, points, score, rank and grade of one subject; what is not decided stays empty."""

    subject: str
    state: str
    rule: str = ""
    group: Group | None = None
    pool: str = ""
    unit: str = ""
    source: str = ""
    used: dict[str, Indicator] = field(default_factory=dict)  # the ratio that was taken
    values: dict[str, Figure] = field(default_factory=dict)
    points: dict[str, Fraction] = field(default_factory=dict)
    base: Fraction | None = None
    bonus: Fraction | None = None
    score: Fraction | None = None
    rank: int | None = None
    by_rank: str | None = None
    grade: str | None = None
    hits: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    measures: dict[str, Fraction | None] = field(default_factory=dict)

    def waits(self, rule: str) -> None:
        """The subject waits for that; the first reason stays."""
        if self.state in JUDGED:
            self.state, self.rule = "deferred", rule

    @property
    def seats(self) -> "Group":
        assert self.group
        return self.group
