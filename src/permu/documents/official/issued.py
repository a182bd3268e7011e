"""What is printed on everything that leaves the office: which list it is of, as of when, and its place in the chain."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from permu.documents.official.wording import day, wording

Kind = Literal["trial", "notice", "final"]
SHORT = 16
"""Signs of a digest that people compare; the whole one stands at the end."""


@dataclass(frozen=True, kw_only=True)
class Issued:
    """One publication, as papers name it."""

    kind: Kind
    year: int
    version: int
    number: int
    round: str
    run: int
    as_of: date
    at: datetime  # in the office's time
    algorithm: str
    root: str  # the digest of the list
    head: str  # of the chain: 12-3fa9…

    @property
    def version_said(self) -> str:
        """2025年度公示第1版，存证第3号."""
        return wording(
            "issued_version", year=self.year, kind=wording(f"issued_{self.kind}"),
            version=self.version, number=self.number,
        )  # fmt: skip

    @property
    def short(self) -> str:
        """The head and the list's digest, as far as people compare them."""
        end = self.head.index("-") + 1 + SHORT
        return wording("issued_short", head=self.head[:end], root=self.root[:SHORT])

    def lines(self) -> list[str]:
        """In full, for the end of a paper."""
        return [
            self.version_said,
            wording(
                "issued_as_of", as_of=day(self.as_of), at=f"{day(self.at)}{self.at:%H:%M}",
                round=self.round, run=self.run,
            ),
            wording("issued_root", algorithm=self.algorithm.upper(), root=self.root),
            wording("issued_head", head=self.head),
        ]  # fmt: skip
