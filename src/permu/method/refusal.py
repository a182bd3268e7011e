"""A method file that was refused: every fault at once, each with its file, line, clause, reason and mend."""

from collections.abc import Sequence

from permu.terms.findings import Finding
from permu.terms.refusal import Language, Refused, words


class MethodRefused(Refused):
    """A method folder, or a scenario of one, with faults. `findings` holds them all, in order of file and line."""

    def __init__(self, findings: Sequence[Finding], *, code: str = "method.refused") -> None:
        super().__init__(code)
        self.findings = tuple(findings)

    def text(self, language: Language = "zh") -> str:
        """How many faults, then one line a fault."""
        head = words(self.code, language, count=len(self.findings))
        return "\n".join([head, *(placed(finding, language) for finding in self.findings)])


def placed(finding: Finding, language: Language = "zh") -> str:
    """A finding with its place before it: `above.toml 第 12 行（第四条）：…`."""
    clause = finding.details.get("clause")
    name = "at_clause" if clause else "at_line" if finding.row else "at_file"
    place = words(f"method.{name}", language, file=finding.file, line=finding.row, clause=clause)
    return place + finding.text(language)
