"""The list that faults are written into while a folder is read: none stops the reading of the rest."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from permu.terms.findings import Finding, Severity


@dataclass
class Faults:
    """What was found so far, each place and sentence once."""

    found: dict[tuple[object, ...], Finding] = field(default_factory=dict)

    def add(self, code: str, file: str, row: int | None, /, **details: object) -> None:
        """A fault of the file: the method is refused for it. `code` is a name of the room's catalogue."""
        self._keep("error", code, file, row, details)

    def advise(self, code: str, file: str, /, **details: object) -> None:
        """Something a person should know; the method is not refused for it."""
        self._keep("note", code, file, None, details)

    def _keep(
        self, severity: Severity, code: str, file: str, row: int | None, details: dict[str, object]
    ) -> None:
        finding = Finding(
            code=f"method.{code}", severity=severity, file=file, row=row, details=details
        )
        self.found.setdefault((code, file, row, finding.text()), finding)

    @property
    def findings(self) -> list[Finding]:
        """In order of file and line, `method.toml` first."""
        return sorted(
            self.found.values(), key=lambda one: (one.file != "method.toml", one.file, one.row or 0)
        )


def nearest(name: str, known: list[str]) -> str:
    """The known name that a mistyped one probably means, or nothing."""
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.6)), "")
