"""What an import gives: facts with their cells, findings, and what was read of each file."""

from dataclasses import dataclass

from permu.intake.land.statement import LandStatement
from permu.intake.matching import Match
from permu.terms.facts import Facts
from permu.terms.findings import Finding


@dataclass(frozen=True, kw_only=True)
class SheetRead:
    """One recognised sheet: where its header stands and how its rows fared."""

    name: str
    label: str
    header_row: int
    rows: int  # data rows, without subtotals and remarks
    matched: int  # of these, how many belong to a registered enterprise
    headings: tuple[
        tuple[str, str], ...
    ] = ()  # each column's label and unit ("": not said), as read


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """One file as it was received."""

    name: str
    sha256: str
    kind: str  # xlsx | xls | csv
    department: str
    profile: str
    sheets: tuple[SheetRead, ...]


@dataclass(frozen=True, kw_only=True)
class Unowned:
    """A data row of which only a person can say whose it is."""

    file: str
    sha256: str
    sheet: str
    row: int
    profile: str
    role: str
    raw_code: str
    raw_name: str
    match: Match


@dataclass(frozen=True, kw_only=True)
class Intake:
    """The result of an import. Figures held back are missing in `facts`; `findings` say why."""

    facts: Facts
    findings: tuple[Finding, ...]
    files: tuple[FileRead, ...]
    unowned: tuple[Unowned, ...] = ()
    land: LandStatement | None = None  # what the land ledger closes; None without the land form

    @property
    def held(self) -> tuple[Finding, ...]:
        """The findings that a person must settle before their figures count."""
        return tuple(finding for finding in self.findings if finding.severity == "error")
