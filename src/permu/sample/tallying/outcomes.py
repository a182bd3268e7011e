"""What became of each planted error: found, held, read right, or missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from permu.sample.tallying.figures import Figures
from permu.terms.findings import Finding

Result = Literal["found", "held", "read_right", "missed"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One planted error and what the reading made of it; `error` is its entry in `planted.json`."""

    error: Mapping[str, Any]
    result: Result

    @property
    def kind(self) -> str:
        """The kind planted."""
        return str(self.error["kind"])


def outcome(
    error: Mapping[str, Any], truth: Figures, read: Figures, findings: Sequence[Finding]
) -> Outcome:
    """Judge one error.

    An error whose true figure can be read is `read_right` when it was (a dash: when the figure is
    missing), and `held` when it was held with a finding. One that must be held is `held` when no figure
    is used and a finding says so. One to ask about is `found` when the figure stands and a finding
    asks. A note neither holds nor asks. Everything else is `missed`.
    """
    right = error["right"]
    pairs = pairs_of(error)
    is_stranger = _stranger(error, truth, read)
    is_told = any(one.severity != "note" and speaks_of(one, error) for one in findings)
    is_right = not is_stranger and all(read.get(*pair) == truth.get(*pair) for pair in pairs)
    is_empty = not is_stranger and all(read.get(*pair) is None for pair in pairs)
    result: Result = "missed"
    if is_right and not (right.get("held") or right.get("asked")):
        result = "read_right"
    elif is_right and right.get("asked") and is_told:
        result = "found"
    elif is_empty and is_told:
        result = "held"
    return Outcome(error=error, result=result)


def pairs_of(error: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The (subject, item) pairs an error touches."""
    return [(figure["subject"], figure["item"]) for figure in error["figures"]]


def _stranger(error: Mapping[str, Any], truth: Figures, read: Figures) -> bool:
    """Whether an error that touches no figure of a known subject made a subject or a column of its own."""
    if error["figures"]:
        return False
    if error["kind"] == "statistical_item":
        return read.has_statistics
    is_of_strangers = error["kind"] in ("not_registered", "subtotal_row")
    return is_of_strangers and bool(read.subjects - truth.subjects)


def speaks_of(finding: Finding, error: Mapping[str, Any]) -> bool:
    """Whether the finding points at the error: its row, its cell's row, or one of its figures."""
    if finding.item and (finding.subject, finding.item) in pairs_of(error):
        return True
    if finding.file != error["file"] or not same_sheet(finding.sheet, error["sheet"]):
        return False
    if error["kind"] == "statistical_item":
        return finding.item.startswith("statistical_")
    if error["kind"] == "hidden_row" and finding.code == "intake.hidden_rows":
        return True  # one of the sheet, at the first of its hidden rows, names them all
    return finding.row in (error["row"], *error["rows"])


def same_sheet(one: str, other: str) -> bool:
    """Whether two names mean one sheet; a .csv file has no name for its only one."""
    return one == other or not (one and other)
