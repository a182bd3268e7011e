"""What a dry run answers. Its shape is promised: docs/developers/import-check.md and import-check.schema.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from permu.terms.refusal import Refused

Outcome = Literal["accepted", "accepted-with-findings", "rejected-with-clear-error"]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing to know: of which row of the sheet, of which enterprise, as far as known."""

    row: int | None = None
    code: str | None = None
    text: str = ""

    def as_json(self) -> dict[str, object]:
        """The same as plain values."""
        return {"row": self.row, "code": self.code, "text": self.text}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The outcome; `values` holds only figures that are sure, in the dataset's own unit."""

    outcome: Outcome
    message: str
    findings: tuple[Told, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The same as plain values."""
        return {
            "outcome": self.outcome,
            "message": self.message,
            "findings": [told.as_json() for told in self.findings],
            "values": dict(self.values),
            "names": dict(self.names),
        }


def rejected(reason: Refused, findings: tuple[Told, ...] = ()) -> Checked:
    """Nothing of the file can be taken."""
    return Checked(outcome="rejected-with-clear-error", message=str(reason), findings=findings)
