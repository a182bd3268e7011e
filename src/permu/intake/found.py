"""Where findings are written down: one list an import, one place a sheet."""

from collections.abc import Collection
from dataclasses import dataclass, field

from permu.intake.grid import address
from permu.terms.findings import Finding, Severity


@dataclass(frozen=True, kw_only=True)
class Source:
    """A sheet of a file: where its cells come from, for every fact and finding."""

    file: str
    sha256: str
    sheet: str
    provider: str
    profile: str = ""
    findings: list[Finding] = field(repr=False, compare=False)

    def find(self, code: str, severity: Severity, at: "At", /, **details: object) -> str:
        """Write a finding down; its sentence is the answer, to be kept beside the figure."""
        finding = Finding(
            code=f"intake.{code}", severity=severity, file=self.file, sheet=self.sheet,
            row=at.row, cell=address(at.row, at.column) if at.row and at.column else "",
            subject=at.subject, item=at.item,
            details={key: str(value) for key, value in details.items()},
        )  # fmt: skip
        self.findings.append(finding)
        return finding.text()

    def withdraw(self, code: str, rows: Collection[int]) -> None:
        """Take back this sheet's findings about rows of which another finding tells the cause."""
        place = (f"intake.{code}", self.file, self.sheet)
        self.findings[:] = [
            one
            for one in self.findings
            if (one.code, one.file, one.sheet) != place or one.row not in rows
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class At:
    """What a finding is about: a row, a cell, a subject, an item, as far as they are known."""

    row: int | None = None
    column: int | None = None
    subject: str = ""
    item: str = ""
