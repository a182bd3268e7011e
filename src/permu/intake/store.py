"""An import kept as a folder: the facts, and beside them `findings.json`, `files.json` and `unowned.json`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from permu.intake.intake import FileRead, Intake, SheetRead, Unowned
from permu.intake.land.statement import LandStatement
from permu.intake.matching import Match, Proposal
from permu.terms.facts import Facts
from permu.terms.findings import Finding
from permu.terms.refusal import Refused


def save_intake(intake: Intake, folder: Path) -> None:
    """Write the facts folder with `findings.json` (each with its Chinese sentence) and `files.json`."""
    intake.facts.save(folder)
    findings = [
        {**finding.as_json(), "details": dict(finding.details)} for finding in intake.findings
    ]
    _write(folder / "findings.json", findings)
    _write(folder / "files.json", [asdict(file) for file in intake.files])
    _write(folder / "unowned.json", [_unowned(row) for row in intake.unowned])
    if intake.land:
        intake.land.save(folder)


def load_intake(folder: Path) -> Intake:
    """Read what `save_intake` wrote.

    Raises:
        Refused: a file is missing or is not what was written.
    """
    facts = Facts.load(folder)
    try:
        findings = json.loads((folder / "findings.json").read_text("utf-8"))
        files = json.loads((folder / "files.json").read_text("utf-8"))
        unowned = json.loads((folder / "unowned.json").read_text("utf-8"))
        return Intake(
            facts=facts,
            findings=tuple(map(Finding.from_json, findings)),
            files=tuple(FileRead(**{**one, "sheets": _sheets(one["sheets"])}) for one in files),
            unowned=tuple(Unowned(**{**one, "match": _match(one["match"])}) for one in unowned),
            land=LandStatement.load(folder),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("intake.intake_damaged") from error


def _sheets(sheets: list[dict[str, Any]]) -> tuple[SheetRead, ...]:
    return tuple(
        SheetRead(**{**sheet, "headings": tuple(map(tuple, sheet.get("headings", ())))})
        for sheet in sheets
    )


def _unowned(row: Unowned) -> dict[str, Any]:
    plain = asdict(row)
    plain["match"]["strong"] = sorted(row.match.strong)
    return plain


def _match(plain: dict[str, Any]) -> Match:
    proposals = tuple(Proposal(**one) for one in plain["proposals"])
    sets = {"strong": frozenset(plain["strong"]), "weak": tuple(plain["weak"])}
    return Match(**{**plain, **sets, "proposals": proposals})


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
