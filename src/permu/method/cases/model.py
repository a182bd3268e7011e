"""A worked case as it was read, and what running it gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from permu.terms.findings import Finding
from permu.terms.refusal import Language

FactValue = Decimal | bool | date | str


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the case says of one subject. `words` are columns of the result, empty text for none.

    `points` are by indicator, `measures` in yuan by measure; decimals keep the places printed.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    rank: int | None = None
    score: Decimal | None = None
    points: Mapping[str, Decimal] = field(default_factory=dict)
    measures: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CaseSubject:
    """One subject of a case: its facts in each item's own unit."""

    id: str
    facts: Mapping[str, FactValue]
    expected: Expected


@dataclass(frozen=True, kw_only=True)
class StandIns:
    """Benchmarks and weights put in the place of those the known text lacks, for one group, and why."""

    group: str
    why: str
    benchmarks: Mapping[str, Decimal]
    weights: Mapping[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A worked case: a sentence an official can dispute, the facts, and what must come out."""

    name: str
    file: str
    line: int
    subjects: tuple[CaseSubject, ...]
    earlier: tuple[CaseSubject, ...]
    stand_ins: StandIns | None
    counts: Mapping[str, int]  # how many subjects of the case have each grade
    refuses: bool  # the method cannot score, and must say so


@dataclass(frozen=True, kw_only=True)
class CaseResult:
    """What running a case gave: no disagreement, or each of them in words."""

    name: str
    file: str
    line: int
    disagreements: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether everything the case says came out."""
        return not self.disagreements

    def text(self, language: Language = "zh") -> str:
        """The disagreements, one a line."""
        return "\n".join(finding.text(language) for finding in self.disagreements)
