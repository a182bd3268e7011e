"""What the page shows of one analysis: a group, and whom it is searched for."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from permu.evaluations.frontier.bars import Bar, percent
from permu.evaluations.sentences import reading_language, refusal

if TYPE_CHECKING:
    from permu.documents.frontier import GroupSummary
    from permu.engine.frontier import Analysis

Row = Mapping[str, Any]
Asked = Mapping[str, str]
MOST_FOUND = 20


@dataclass(frozen=True)
class Model:
    """An enterprise of the frontier, and how many others are measured by it."""

    subject: str
    name: str
    town: str
    measures: int


class FrontierPage:
    """What the page shows of one analysis: a group, and the enterprise that is looked for."""

    def __init__(self, analysis: "Analysis", asked: Asked) -> None:
        from permu.documents.frontier import Saying

        self.analysis, self.asked = analysis, asked
        self.saying: Saying = Saying(analysis, reading_language())
        self.search = asked.get("q", "").strip()
        self.orientation = analysis.frontier.asked.orientation
        self.returns = analysis.frontier.asked.returns
        self.how = f"from={self.orientation}&returns={self.returns}"

    @cached_property
    def chosen(self) -> Row | None:
        """The row of the enterprise that is looked at."""
        import polars as pl

        table = self.analysis.frontier.table
        rows = table.filter(pl.col("subject") == self.asked.get("subject", ""))
        return rows.row(0, named=True) if len(rows) else None

    @property
    def group(self) -> str:
        """That of the enterprise looked at, else the one asked for, else the method's first."""
        names = list(self.analysis.frontier.choices)
        wanted = self.chosen["group"] if self.chosen else self.asked.get("group", "")
        return str(wanted) if wanted in names else names[0]

    @property
    def groups(self) -> list[tuple[str, str, bool]]:
        """Each group's id and name, and whether it is shown."""
        method = self.analysis.method
        names = self.analysis.frontier.choices
        return [(name, method.group(name).label, name == self.group) for name in names]

    @property
    def unread(self) -> list[str]:
        """Why a group of the method is not shown."""
        return [refusal(refused) for refused in self.analysis.frontier.unread.values()]

    @cached_property
    def summary(self) -> "GroupSummary":
        """The group in numbers."""
        from permu.documents.frontier import summaries

        return next(one for one in summaries(self.analysis.frontier) if one.group == self.group)

    @property
    def figures(self) -> tuple[str, str]:
        """What is put in, and what comes out."""
        choice, comma = self.summary.choice, self.saying.words["list_comma"]
        put_in, come_out = (
            comma.join(map(self.saying.figure, names)) for names in (choice.inputs, choice.outputs)
        )
        return put_in, come_out

    @property
    def mean(self) -> str:
        """The mean efficiency."""
        return percent(self.summary.mean)

    @property
    def tenths(self) -> list[Bar]:
        """How many stand in each tenth of efficiency, the best first."""
        counts = self.summary.tenths
        most = max(*counts, 1)
        bars = [
            Bar(f"{10 * place}–{10 * place + 10}%", str(count), f"{100 * count / most:.2f}")
            for place, count in enumerate(counts)
        ]
        return bars[::-1]

    @cached_property
    def models(self) -> list[Model]:
        """Who stands on the frontier, those first by whom most are measured."""
        rows = self.analysis.frontier.of(self.group)
        pairs = rows.select("subject", "peers").drop_nulls().iter_rows()
        counts = Counter(peer for subject, peers in pairs for peer in peers if peer != subject)
        on_it = rows.filter(rows["on_frontier"].fill_null(value=False))["subject"]
        found = [
            Model(one, self.saying.name(one), self._towns.get(one) or "", counts[one])
            for one in on_it
        ]
        return sorted(found, key=lambda one: (-one.measures, one.subject))

    @property
    def found(self) -> list[tuple[str, str, str]]:
        """Whom the search finds: code, name, efficiency."""
        pairs = self.analysis.frontier.table.select("subject", "efficiency").iter_rows()
        named = ((code, self.saying.name(code), share) for code, share in pairs)
        meant = [one for one in named if self.search in one[1] or self.search.upper() == one[0]]
        return [(code, name, percent(share)) for code, name, share in meant[:MOST_FOUND]]

    @property
    def left_out(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Who could not be analysed, by reason."""
        rows = self.analysis.frontier.of(self.group).select("left_out", "subject").drop_nulls()
        reasons: dict[str, list[tuple[str, str]]] = {}
        for reason, code in rows.iter_rows():
            reasons.setdefault(self.saying.left_out(reason), []).append(
                (code, self.saying.name(code))
            )
        return list(reasons.items())

    @cached_property
    def _towns(self) -> dict[str, str]:
        table = self.analysis.facts.table
        return dict(table.select("subject", "town").iter_rows()) if "town" in table.columns else {}
