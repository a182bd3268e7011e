"""What all sheets of one evaluation share, worked out once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from permu.engine.benchmarks import benchmarks_from, unjudged
from permu.engine.composing import compose
from permu.engine.composing.kinds import signed
from permu.engine.evaluation import Evaluation
from permu.engine.figures import Figures, used_figures
from permu.engine.pools import pooled, value_of
from permu.engine.ratios import ratio_of, ratios_of
from permu.engine.scoring import Scoring
from permu.engine.variants import PREFIX
from permu.method.model import Definition, Group, Indicator, Method, Source
from permu.terms.facts import Facts
from permu.terms.quantities import unit
from permu.terms.refusal import Language, words

Row = Mapping[str, Any]
CellRow = Mapping[str, Any]
Place = tuple[str, str | None]
"""A ranking: the id of its group, and the value of its pool (None: the group has none)."""


@dataclass(frozen=True)
class Context:
    """One evaluation, its method and facts, and the language to explain it in."""

    evaluation: Evaluation
    method: Method
    facts: Facts
    language: Language
    earlier: Facts | None = None
    published: Evaluation | None = None  # where `evaluation` is but one run of it

    def words(self, name: str, /, **details: object) -> str:
        """The room's sentence of that name."""
        return words(f"engine.{name}", self.language, **details)

    def join(self, texts: Iterable[str]) -> str:
        """Several phrases as one."""
        return ("；" if self.language == "zh" else "; ").join(text for text in texts if text)

    @cached_property
    def figures(self) -> Figures:
        """The figures as the evaluation read them, and those that they are composed of."""
        names = list(used_figures(self.method))
        for name in names:  # grows on the way: definitions are composed of definitions
            if definition := self.definitions.get(name):
                parts = [part for _, part in signed(definition)]
                names += [part for part in parts if part in self.definitions and part not in names]
        return compose(self.method, self.facts, earlier=self.earlier, names=names)

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """The method's definitions by id."""
        return {definition.id: definition for definition in self.method.definitions}

    @cached_property
    def groups(self) -> Mapping[Place, Group]:
        """The method's groups, or the pools they are ranked in, by their places."""
        method = pooled(self.method, self.figures, year=self.facts.year)
        return {(group.id, value_of(group)): group for group in method.groups}

    def group_of(self, result: Row) -> Group | None:
        """The group, or pool of it, that the subject of this result fell in."""
        return self.groups.get(place_of(result))

    @cached_property
    def ranked(self) -> Mapping[Place, int]:
        """How many stand in each ranking."""
        rows = self.evaluation.table.filter(pl.col("ranked").is_not_null())
        keys = [name for name in ("group", "pool") if name in rows.columns]
        counts = rows.group_by(keys).agg(pl.col("ranked").max()).iter_rows(named=True)
        return {place_of(row): row["ranked"] for row in counts}

    @cached_property
    def scorings(self) -> Mapping[Place, Scoring]:
        """Each group's way from figures to points, with the benchmarks that were frozen."""
        judged = benchmarks_from(self.evaluation.benchmarks)
        return {
            place: Scoring(
                group=group,
                ratios=ratios_of(group.indicators, self.figures),
                judged=unjudged(group) | judged.get(place, {}),
            )
            for place, group in self.groups.items()
        }

    @cached_property
    def _ranked_rows(self) -> pl.DataFrame:
        """The results of those who stand in a ranking, with their figures."""
        figures = self.figures.table.drop("subject").select(pl.col(pl.Int64))
        rows = pl.concat([self.evaluation.table, figures], how="horizontal")
        return rows.filter(pl.col("state").is_in(["graded", "scored"]))

    @cached_property
    def _sums(self) -> dict[tuple[Place | None, str], Row]:
        return {}

    def sums(self, place: Place | None, variant: Indicator) -> Row:
        """The sums that a mean of this ratio is made of, by figure, and how many `subjects` gave them.

        Of one ranking, or of those of every group (None).
        """
        if (place, variant.id) not in self._sums:
            id_ = variant.id.removeprefix(PREFIX)
            by = pl.col(f"how:{id_}") == ("measured" if id_ == variant.id else "otherwise")
            rows = self._ranked_rows.filter(by if place is None else by & in_place(place))
            names = ratio_of(variant, self.figures).names
            found = rows.select(pl.col(names).cast(pl.Int128).sum(), subjects=pl.len())
            self._sums[place, variant.id] = found.row(0, named=True)
        return self._sums[place, variant.id]

    @cached_property
    def _measured(self) -> dict[tuple[Place, str], int]:
        return {}

    def measured(self, place: Place, indicator: Indicator) -> int:
        """How many of a ranking have a measured value, by whichever ratio."""
        if (place, indicator.id) not in self._measured:
            is_known = pl.col(f"how:{indicator.id}").is_in(["measured", "otherwise"])
            found = len(self._ranked_rows.filter(is_known & in_place(place)))
            self._measured[place, indicator.id] = found
        return self._measured[place, indicator.id]

    def name_of(self, subject: str | None) -> str:
        """A subject as people call it; empty for nobody."""
        return (self._names.get(subject) or subject) if subject else ""

    @cached_property
    def _names(self) -> Mapping[str, str | None]:
        table = self.facts.table
        return dict(zip(table["subject"], table["name"], strict=True)) if "name" in table else {}

    @cached_property
    def last_year(self) -> Mapping[str, tuple[Row, Sequence[CellRow]]]:
        """Last year's facts of each subject, with their cells."""
        if self.earlier is None:
            return {}
        cells = dict(by_subject(self.earlier.cells))
        rows = self.earlier.table.iter_rows(named=True)
        return {row["subject"]: (row, cells.get(row["subject"], ())) for row in rows}

    @cached_property
    def ledger(self) -> Mapping[str, Sequence[Row]]:
        """The parcels of each subject of the ledger."""
        return dict(by_subject(self.facts.holdings))

    @cached_property
    def tenants_on(self) -> Mapping[str, set[str]]:
        """The tenants of each parcel."""
        found: dict[str, set[str]] = {}
        for rows in self.ledger.values():
            for row in rows:
                if row["role"] == "tenant":
                    found.setdefault(row["parcel"], set()).add(row["subject"])
        return found

    def unit_label(self, code: str) -> str:
        """A unit as people write it."""
        return unit_label(code, self.language)

    @cached_property
    def labels(self) -> Mapping[str, Indicator]:
        """Indicators by id, for rules that name one."""
        return {each.id: each for group in self.method.groups for each in group.indicators}


def by_subject(rows: pl.DataFrame) -> Iterator[tuple[str, list[Row]]]:
    """The rows (cells, parcels) of each subject in turn, of a table in order of subject."""
    for subject, of_subject in groupby(rows.iter_rows(named=True), key=itemgetter("subject")):
        yield subject, list(of_subject)


def clause_of(source: Source) -> str:
    """The clause, or what is assumed where the notice is silent."""
    return source.cited or source.assumed


def place_of(result: Row) -> Place:
    """The ranking of a result."""
    return result["group"] or "", result.get("pool")


def in_place(place: Place) -> pl.Expr:
    """Whether a row of the results is of that ranking."""
    group, pool = place
    is_of_group = pl.col("group") == group
    return is_of_group if pool is None else is_of_group & (pl.col("pool") == pool)


@cache
def unit_label(code: str, language: Language) -> str:
    """A unit as people write it."""
    if not code:
        return ""
    return unit(code).called(language)
