"""An import kept as a folder: the facts, and beside them `findings.json` and `files.json`."""

import json
from dataclasses import asdict
from pathlib import Path

from permu.intake.intake import FileRead, Intake, SheetRead
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


def load_intake(folder: Path) -> Intake:
    """Read what `save_intake` wrote.

    Raises:
        Refused: a file is missing or is not what was written.
    """
    facts = Facts.load(folder)
    try:
        findings = json.loads((folder / "findings.json").read_text("utf-8"))
        files = json.loads((folder / "files.json").read_text("utf-8"))
        return Intake(
            facts=facts,
            findings=tuple(
                Finding(**{key: value for key, value in one.items() if key != "text"})
                for one in findings
            ),
            files=tuple(
                FileRead(**{**one, "sheets": tuple(SheetRead(**sheet) for sheet in one["sheets"])})
                for one in files
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("intake.intake_damaged") from error


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
