"""Facts as a lookup, and every figure on which two facts folders differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from permu.terms.facts import Facts
from permu.terms.items import item

Known = object
"""A figure as `Facts` keeps it; None is missing."""


@dataclass(frozen=True)
class Figures:
    """Facts to look figures up in."""

    facts: Facts

    @cached_property
    def _rows(self) -> dict[str, dict[str, Known]]:
        return {row["subject"]: row for row in self.facts.table.iter_rows(named=True)}

    @property
    def subjects(self) -> set[str]:
        """Who is there."""
        return set(self._rows)

    @property
    def items(self) -> list[str]:
        """Which columns there are."""
        return [name for name in self.facts.table.columns if name != "subject"]

    def get(self, subject: str, item_id: str) -> Known:
        """The figure, or None where it, the subject or the column is missing."""
        return self._rows.get(subject, {}).get(item_id)

    @property
    def has_statistics(self) -> bool:
        """Whether a figure stands here that the law keeps for statistics (统计法第二十五条)."""
        return any(
            item(name).purpose == "statistics" and self.facts.table[name].is_not_null().any()
            for name in self.items
        )

    @cached_property
    def sources(self) -> dict[tuple[str, str], set[tuple[str, str, int]]]:
        """(subject, item) → the (file, sheet, row) it was read from."""
        found: dict[tuple[str, str], set[tuple[str, str, int]]] = {}
        rows = self.facts.cells.select(
            "subject", "item", "file", "sheet", pl.col("cell").str.extract(r"(\d+)").cast(pl.Int64)
        )
        for subject, item_id, file, sheet, row in rows.iter_rows():
            found.setdefault((subject, item_id), set()).add((file, sheet or "", row or 0))
        return found


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A figure that is not what the truth says; None is missing. Numbers are in whole units of the item."""

    subject: str
    item: str
    truth: Known
    read: Known


def differences(truth: Figures, read: Figures) -> Iterator[Difference]:
    """Every figure of every subject that differs, subjects nobody knows included.

    Figures made of others are judged where the truth has them, too.
    """
    told = {*truth.items, *(name for name in read.items if not item(name).is_made)}
    for subject in sorted(read.subjects - truth.subjects):
        yield Difference(subject=subject, item="name", truth=None, read=read.get(subject, "name") or subject)  # fmt: skip
    for subject in sorted(truth.subjects):
        for item_id in sorted(told):
            known, got = truth.get(subject, item_id), read.get(subject, item_id)
            if known != got:
                yield Difference(subject=subject, item=item_id, truth=known, read=got)
