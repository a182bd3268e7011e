"""A reading's rows: findings as the office lists them, enterprises as the register wants them."""

from collections.abc import Iterator, Sequence

from permu.evaluations.models import Round, RoundFile, RoundFinding
from permu.intake import Intake
from permu.terms.facts import Facts
from permu.terms.findings import Finding

NAMES = ("name", "town", "park", "cluster", "industry")
Place = tuple[str, str, str, int | None, str, str, str]


def keep_findings(round_: Round, files: Sequence[RoundFile], intake: Intake) -> None:
    """Replace the round's findings; what a clerk settled stays settled where nothing changed."""
    departments = {read.name: read.department for read in intake.files}
    digests = {file.stored.name: file.stored.sha256 for file in files}
    settled = {
        _place(found, found.sha256): found for found in round_.findings.exclude(settled_at=None)
    }
    for file in files:
        file.department = departments.get(file.stored.name, "")
        file.read_in = round_.reading
    RoundFile.objects.bulk_update(files, ["department", "read_in"])
    round_.findings.all().delete()
    rows = [
        _row(round_, number, finding, departments, digests)
        for number, finding in enumerate(intake.findings, 1)
    ]
    for row in rows:
        known = settled.get(_place(row, row.sha256))
        if known:
            row.settled_at, row.settled_by = known.settled_at, known.settled_by
            row.settlement = known.settlement
    RoundFinding.objects.bulk_create(rows, batch_size=500)


def register_rows(facts: Facts) -> Iterator[dict[str, str]]:
    """Each subject with its name, places and industry; "" where unknown."""
    known = [name for name in NAMES if name in facts.table.columns]
    blank = dict.fromkeys(NAMES, "")
    for row in facts.table.select("subject", *known).iter_rows(named=True):
        yield blank | {name: value or "" for name, value in row.items()}


def _row(
    round_: Round,
    number: int,
    finding: Finding,
    departments: dict[str, str],
    digests: dict[str, str],
) -> RoundFinding:
    return RoundFinding(
        round=round_,
        number=number,
        severity=finding.severity,
        code=finding.code,
        department=departments.get(finding.file, ""),
        file=finding.file,
        sha256=digests.get(finding.file, ""),
        sheet=finding.sheet,
        row=finding.row,
        cell=finding.cell,
        subject=finding.subject,
        item=finding.item,
        text_zh=finding.text("zh"),
        text_en=finding.text("en"),
    )


def _place(found: RoundFinding, sha256: str) -> Place:
    return (
        found.code, sha256, found.sheet, found.row, found.cell, found.subject, found.item,
    )  # fmt: skip
