"""The workbook of one trial, and what its sheets share."""

from collections.abc import Sequence
from pathlib import Path

from permu.documents.workbook.book import Book
from permu.documents.workbook.sheet import Sheet
from permu.engine.whatif import WhatIf
from permu.method.model import Method
from permu.method.model.scenarios import Scenario
from permu.method.scenarios import cited
from permu.terms.refusal import Language

SIDES = ("before", "after")
KINDS = ("charges", "reliefs")
MONEY = "#,##0.00"


class WhatIfBook(Book):
    """The workbook of one trial."""

    def __init__(
        self, path: Path, found: WhatIf, scenarios: Sequence[Scenario], *, language: Language
    ) -> None:
        self.found = found
        self.scenarios = scenarios
        facts = found.comparison.facts
        super().__init__(path, title=found.method.title, as_of=facts.as_of, language=language)

    @property
    def method(self) -> Method:
        """The county's own method."""
        return self.found.comparison.before.method

    def heading(self, sheet: str) -> str:
        """That it is a trial, then the sheet's name."""
        return self.words["whatif_title"].format(name=sheet)

    def made_from(self) -> str:
        """Which scenarios over which method and facts; that it is no result stands first."""
        facts = self.found.comparison.facts
        mark = self.words["synthetic_book"] if self.method.makes_synthetic(facts) else ""
        return mark + self.words["whatif_made_from"].format(
            cited=cited(self.method, self.scenarios, language=self.language),
            facts=facts.digest[:26],
            as_of=facts.as_of.isoformat(),
        )


WhatIfSheet = Sheet[WhatIfBook]


def yuan(fen: int | None) -> float | None:
    """An amount as a spreadsheet has it: the nearest double, for showing."""
    return None if fen is None else fen / 100
