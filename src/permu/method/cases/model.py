"""A worked case as it was read or made, and what running it gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from permu.method.model import Role
from permu.terms.findings import Finding
from permu.terms.refusal import Language

FactValue = Decimal | bool | date | str
Verdict = Literal["met", "short", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the case says of one subject. `words` are columns of the result, empty text for none.

    `points` are by indicator, `measures` in yuan by measure, `commitments` by commitment; decimals
    keep the places printed. `has_no_measures`: `measures = {}`, not one follows.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    rank: int | None = None
    score: Decimal | None = None
    points: Mapping[str, Decimal] = field(default_factory=dict)
    measures: Mapping[str, Decimal] = field(default_factory=dict)
    has_no_measures: bool = False
    commitments: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CaseSubject:
    """One subject of a case: its facts in each item's own unit."""

    id: str
    facts: Mapping[str, FactValue]
    expected: Expected = field(default_factory=Expected)


@dataclass(frozen=True, kw_only=True)
class CaseHolding:
    """One row of the ledger of parcels: `land` in mu, `floor` in square meters, None where not known."""

    subject: str
    parcel: str
    role: Role
    land: Decimal | None = None
    floor: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class CaseNotice:
    """A notice published on a day, and when it must close: `2023-09-28 12:00`, `24:00` for the day's end."""

    id: str
    published: date
    closes: str


@dataclass(frozen=True, kw_only=True)
class StandIns:
    """Benchmarks and weights put in the place of those the known text lacks, for one group, and why."""

    group: str
    why: str
    benchmarks: Mapping[str, Decimal]
    weights: Mapping[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A worked case: a sentence an official can dispute, the facts, and what must come out.

    `file` and `line` are where it stands, for messages; a row of a spreadsheet has them too.
    """

    name: str
    file: str
    line: int
    subjects: tuple[CaseSubject, ...] = ()
    earlier: tuple[CaseSubject, ...] = ()
    holdings: tuple[CaseHolding, ...] = ()
    notices: tuple[CaseNotice, ...] = ()
    stand_ins: StandIns | None = None
    counts: Mapping[str, int] = field(default_factory=dict)  # how many subjects have each grade
    refuses: bool = False  # the method cannot score, and must say so


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
