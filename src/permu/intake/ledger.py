"""The figures of every subject with the cells they came from, and the facts that they make."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

from permu.intake.found import At, Source
from permu.intake.grid import address
from permu.intake.numbers import label
from permu.intake.readings import Reading, Value
from permu.intake.register import Match
from permu.intake.rows import Row, Table
from permu.terms.facts import CELLS, COLUMN_TYPES, Facts
from permu.terms.items import item
from permu.terms.refusal import Refused, words

_TOO_LARGE = 2**62  # what a column of facts can hold, with room to spare
_WIDEST = 20
"""How many enterprises one unsettled row of a complete list may keep from their assumed 0."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell's contribution to one figure of one subject."""

    status: Literal["read", "missing", "held", "assumed"]
    value: Value
    raw: str
    unit: str
    source: Source
    cell: str
    note: str


@dataclass
class Ledger:
    """Entries by subject and item.

    A figure with one held entry is held as a whole, and so is one of which a part alone is missing:
    half a figure is none. It is missing where every entry is.
    """

    subjects: Sequence[str]
    entries: dict[tuple[str, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: Table) -> None:
        """Enter a sheet: its figures, what its unsettled rows keep back, the zeros of a complete list."""
        for row in table.rows:
            for reading in row.figures if not row.ignored else ():
                self._enter(table, row, reading)
        if table.form.profile.complete and not table.is_cut:
            self._assume(table)

    def _enter(self, table: Table, row: Row, reading: Reading) -> None:
        match = row.who[reading.column.of]
        if match.subject:
            self._put(match.subject, table, reading, note=reading.note)
            return
        for suspect in match.strong:
            held = Reading(reading.column, reading.at, reading.raw, reading.unit, status="held")
            self._put(suspect, table, held, note=match.note)

    def _put(self, subject: str, table: Table, reading: Reading, *, note: str) -> None:
        where = address(reading.at.row or 0, reading.at.column or 0)
        entry = Entry(
            reading.status,
            reading.value,
            reading.raw,
            label(reading.unit),
            table.source,
            where,
            note,
        )
        self.entries[subject, reading.column.item].append(entry)

    def _assume(self, table: Table) -> None:
        """Who is not on a complete list has 0, unless a row that nobody could place may be theirs."""
        profile = table.form.profile
        doubted: dict[tuple[str, str], str] = {}
        for row in table.rows:
            for reading in row.figures:
                match = row.who[reading.column.of]
                for subject in self._doubted(table, row, match):
                    doubted[subject, reading.column.item] = match.note
        roles = {column.item: column.of for column in profile.columns if column.item}
        reason = words("intake.assumed_zero", reason=profile.complete)
        for item_id in roles:
            for subject in self.subjects:
                if (subject, item_id) in self.entries:
                    continue
                note = doubted.get((subject, item_id), "")
                entry = Entry(
                    "held" if note else "assumed", None if note else 0, "",
                    label(item(item_id).unit), table.source, "", note or reason,
                )  # fmt: skip
                self.entries[subject, item_id].append(entry)

    def _doubted(self, table: Table, row: Row, match: Match) -> tuple[str, ...]:
        if match.subject or match.is_stranger or row.ignored:
            return ()
        if len(match.weak) > _WIDEST:
            at = At(row=row.number)
            table.source.find("list_in_doubt", "question", at, number=len(match.weak))
            return ()
        return match.weak

    def facts(self, items: Iterable[str], *, year: int, as_of: date) -> Facts:
        """The facts: one row a subject, one column an item, and the address of every cell. Empties the ledger."""
        columns: dict[str, pl.Series] = {"subject": pl.Series(self.subjects, dtype=pl.String())}
        cells: dict[str, list[object]] = {name: [] for name in CELLS}
        for item_id in items:
            values = [self._figure(subject, item_id, cells, as_of) for subject in self.subjects]
            columns[item_id] = pl.Series(
                values, dtype=COLUMN_TYPES[item(item_id).kind], strict=True
            )
        return Facts(
            table=pl.DataFrame(columns),
            cells=pl.DataFrame(cells, schema=CELLS),
            year=year,
            as_of=as_of,
        )

    def _figure(
        self, subject: str, item_id: str, cells: dict[str, list[object]], as_of: date
    ) -> Value:
        entries = self.entries.pop((subject, item_id), [])
        found = {entry.status for entry in entries}
        is_known = found <= {"read", "assumed"}
        for entry in entries:
            status = entry.status if is_known or found == {"missing"} else "held"
            shown = "summed" if status == "read" and len(entries) > 1 else status
            source = entry.source
            row = (subject, item_id, shown, entry.raw, entry.unit, source.file, source.sha256,
                   source.sheet, entry.cell, source.provider, as_of, entry.note)  # fmt: skip
            for column, told in zip(cells.values(), row, strict=True):
                column.append(told)
        if not entries or not is_known:
            return None
        if len(entries) == 1:
            return entries[0].value
        total = sum(entry.value for entry in entries if isinstance(entry.value, int))
        if abs(total) >= _TOO_LARGE:
            raise Refused("intake.sum_too_large", subject=subject, item=item(item_id).label)
        return total
