"""What the page shows of one enterprise: how far it is from its peers, and what keeps its score down."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from permu.documents.text import MISSING, figure
from permu.evaluations.frontier.bars import Bar, percent
from permu.evaluations.frontier.page import FrontierPage, Row

if TYPE_CHECKING:
    from permu.documents.frontier import Peer, Target


@dataclass(frozen=True)
class Line:
    """One figure of an enterprise beside that of its peers' mix, as it is shown."""

    label: str
    unit: str
    now: str
    target: str
    change: str


class ChosenPage:
    """One enterprise: how far it is from its peers, and what keeps its score down."""

    def __init__(self, page: FrontierPage, row: Row) -> None:
        self.saying, self.row = page.saying, row
        self.analysis = page.analysis

    @property
    def name(self) -> str:
        """Its name."""
        return self.saying.name(self.row["subject"])

    @property
    def sentence(self) -> str:
        """The whole in a sentence, or why it was left out."""
        reason = self.row["left_out"]
        return self.saying.left_out(reason) if reason else self.saying.sentence(self.row)

    @property
    def shares(self) -> list[tuple[str, str]]:
        """Its efficiency and what it is made of."""
        names = ("efficiency", "overall", "pure", "scale")
        return [(name, percent(self.row[name])) for name in names]

    @property
    def size(self) -> str:
        """Whether it is of the right size."""
        return self.saying.size(self.row["returns"])

    @property
    def peers(self) -> "list[tuple[Peer, str]]":
        """By whom it is measured, each with its share of the mix; nobody but itself on the frontier."""
        peers = self.saying.peers(self.row)
        return [
            (peer, percent(peer.share)) for peer in peers if peer.subject != self.row["subject"]
        ]

    @property
    def lines(self) -> list[Line]:
        """Its figures beside those of the mix."""
        return [_line(one) for one in self.saying.targets(self.row)]

    @property
    def obstacles(self) -> list[Bar]:
        """Each indicator's obstacle degree, the greatest first."""
        import polars as pl

        rows = self.analysis.obstacles.filter(pl.col("subject") == self.row["subject"])
        return [
            Bar(self.saying.indicator(row["indicator"]), percent(row["obstacle"]), f"{100 * row['obstacle']:.2f}")
            for row in rows.drop_nulls().iter_rows(named=True)
        ]  # fmt: skip


def _line(target: "Target") -> Line:
    change = target.change
    said = MISSING if change is None else f"{100 * change:+.1f}%"
    if change is not None and abs(change) < 0.0005:
        said = "0"
    return Line(target.label, target.unit, _amount(target.now), _amount(target.target), said)


def _amount(value: float) -> str:
    return figure(Decimal(f"{value:.2f}"), decimals=2)
