"""A finding: something a person must know of, or settle, before a figure is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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

    def text(self, language: Language = "zh") -> str:
        """What was found, why it matters and how to settle it."""
        return words(self.code, language, **self.details)

    def as_json(self, language: Language = "zh") -> dict[str, object]:
        """The finding as plain values, its sentence included."""
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
        }
