"""A reading's rows: findings as the office lists them, enterprises as the register wants them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from permu.evaluations.models import Round, RoundFile, RoundFinding, UnownedRow
from permu.intake import Intake
from permu.intake.settled import owner_key
from permu.terms.facts import Facts
from permu.terms.findings import Finding

LONGEST = {"name": 200, "town": 100, "park": 100, "cluster": 100, "industry": 10}
"""What the register holds of an enterprise, and in how many characters."""
MOST_PROPOSALS = 8
HEAVIEST = 2**63 - 1
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


def keep_unowned(round_: Round, intake: Intake) -> None:
    """Replace the round's rows of nobody, each with the enterprises that it may belong to."""
    departments = {read.name: read.department for read in intake.files}
    round_.unowned_rows.all().delete()
    rows = (
        UnownedRow(
            round=round_, number=number, key=row_key(row.profile, row.raw_code, row.raw_name),
            profile=row.profile, department=departments.get(row.file, ""),
            file=row.file, sha256=row.sha256, sheet=row.sheet, row=row.row,
            raw_code=row.raw_code[:200], raw_name=row.raw_name[:300],
            proposals=[asdict(one) for one in row.match.proposals[:MOST_PROPOSALS]],
        )
        for number, row in enumerate(intake.unowned, 1)
    )  # fmt: skip
    UnownedRow.objects.bulk_create(rows, batch_size=500)


def row_key(profile: str, raw_code: str, raw_name: str) -> str:
    """What the rows of one form share that one answer settles."""
    parts = profile, *owner_key(raw_code, raw_name)
    return hashlib.sha256("\t".join(parts).encode()).hexdigest()


def register_rows(facts: Facts) -> Iterator[dict[str, str]]:
    """Each subject with its name, places and industry; "" where unknown, cut where too long."""
    known = [name for name in LONGEST if name in facts.table.columns]
    blank = dict.fromkeys(LONGEST, "")
    for row in facts.table.select("subject", *known).iter_rows(named=True):
        texts = {name: _cut(row[name] or "", LONGEST[name]) for name in known}
        yield blank | texts | {"subject": row["subject"]}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


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
        weight=min(finding.evidence.weight, HEAVIEST) if finding.evidence else 0,
        evidence=finding.evidence.as_json() if finding.evidence else {},
        text_zh=finding.text("zh"),
        text_en=finding.text("en"),
    )


def _place(found: RoundFinding, sha256: str) -> Place:
    return (
        found.code, sha256, found.sheet, found.row, found.cell, found.subject, found.item,
    )  # fmt: skip
