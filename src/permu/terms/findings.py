"""A finding: something a person must know of, or settle, before a figure is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from permu.terms.evidence import Evidence
from permu.terms.quantities import unit_spelled
from permu.terms.refusal import Language, words

Severity = Literal["error", "question", "note"]
"""`error`: the figure is held until settled. `question`: used, but a person must look. `note`: for information."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found while reading, checking or matching, with its place and its reason.

    `code` is `room.name` of the catalogue; `row` is the sheet's own row number, from 1;
    `cell` an address such as `F5`; `subject` a credit code where one is known; `item` an
    id of `items.toml`.
    """

    code: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    row: int | None = None
    cell: str = ""
    subject: str = ""
    item: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    evidence: Evidence | None = None

    def text(self, language: Language = "zh") -> str:
        """What was found, why it matters and how to settle it."""
        details = self.details
        if language == "en":
            details = {name: _in_english(name, value) for name, value in details.items()}
        return words(self.code, language, **details)

    def as_json(self, language: Language = "zh") -> dict[str, object]:
        """The finding as plain values, its sentence included, and its evidence where it has some."""
        evidence = {"evidence": self.evidence.as_json()} if self.evidence else {}
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "cell": self.cell,
            "subject": self.subject,
            "item": self.item,
            "text": self.text(language),
            **evidence,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Finding":
        """What `as_json` gave, with its details beside it."""
        values = {key: value for key, value in plain.items() if key != "text"}
        if evidence := values.get("evidence"):
            values["evidence"] = Evidence.from_json(evidence)
        return cls(**values)


def _in_english(name: str, value: object) -> object:
    """A unit by its English name, and row numbers with commas between them; all else as the sheet has it."""
    if name in ("unit", "wanted") and (unit := unit_spelled(str(value))):
        return unit.label_en
    return str(value).replace("、", ", ") if name in ("rows", "values") else value
