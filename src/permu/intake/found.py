"""Where findings are written down: one list an import, one place a sheet."""

from collections import Counter
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
    most: int | None = None  # findings of one kind that are told each by itself; None: all
    _told: Counter[str] = field(default_factory=Counter, repr=False, compare=False, init=False)
    _untold: dict[str, "_Untold"] = field(
        default_factory=dict, repr=False, compare=False, init=False
    )

    def find(self, code: str, severity: Severity, at: "At", /, **details: object) -> str:
        """Write a finding down; its sentence is the answer, to be kept beside the figure."""
        finding = Finding(
            code=f"intake.{code}", severity=severity, file=self.file, sheet=self.sheet,
            row=at.row, cell=address(at.row, at.column) if at.row and at.column else "",
            subject=at.subject, item=at.item,
            details={key: str(value) for key, value in details.items()},
        )  # fmt: skip
        self._told[finding.code] += 1
        if self.most is None or self._told[finding.code] <= self.most:
            self.findings.append(finding)
        else:
            self._untold.setdefault(finding.code, _Untold(finding)).rows.append(at.row)
        return finding.text()

    def withdraw(self, code: str, rows: Collection[int]) -> None:
        """Take back this sheet's findings about rows of which another finding tells the cause."""
        place = (f"intake.{code}", self.file, self.sheet)
        self.findings[:] = [
            one
            for one in self.findings
            if (one.code, one.file, one.sheet) != place or one.row not in rows
        ]
        if untold := self._untold.get(place[0]):
            untold.rows[:] = [row for row in untold.rows if row not in rows]

    def tell_rest(self) -> None:
        """Say of each kind that was found too often how many more there are: of every figure its sentence is kept beside it."""
        for untold in self._untold.values():
            first, number = untold.first, len(untold.rows)
            said = {"alike": first.text("zh"), "alike_en": first.text("en")}
            if number:
                rest = Finding(
                    code="intake.more_alike", severity=first.severity,
                    file=self.file, sheet=self.sheet, row=untold.rows[0],
                    details={"number": f"{number:,}", "most": f"{self.most:,}", **said},
                )  # fmt: skip
                self.findings.append(rest)


@dataclass(frozen=True)
class _Untold:
    """Findings of one kind beyond those that are told: the first, and the rows of all."""

    first: Finding
    rows: list[int | None] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class At:
    """What a finding is about: a row, a cell, a subject, an item, as far as they are known."""

    row: int | None = None
    column: int | None = None
    subject: str = ""
    item: str = ""
