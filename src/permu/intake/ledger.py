"""The figures of every subject with the cells they came from, and the facts that they make."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import polars as pl

from permu.intake.found import At, Source
from permu.intake.grid import address
from permu.intake.matching import Match
from permu.intake.numbers import label
from permu.intake.profiles import Column
from permu.intake.readings import Reading, Value
from permu.intake.rows import Row, Table
from permu.intake.settled import Correction, over_of
from permu.terms.facts import CELLS, COLUMN_TYPES, Facts
from permu.terms.findings import Finding
from permu.terms.items import Item, item
from permu.terms.lineage import Lineage
from permu.terms.refusal import Refused, words

_TOO_LARGE = 2**62  # what a column of facts can hold, with room to spare
_AT_A_TIME = 2_048  # subjects whose cells are laid down and sorted at once
_WIDEST = 20
"""How many enterprises one unsettled row of a complete list may keep from their assumed 0."""


Status = Literal["read", "summed", "missing", "held", "assumed", "corrected", "superseded"]


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


Standing = Literal["none", "in_force", "unneeded", "outdated"]

Told = list[tuple[Entry, Status]]
"""The entries of one figure, each with what it is of it."""


@dataclass
class Ledger:
    """Entries by subject and item.

    A figure with one held entry is held as a whole, and so is one of which a part alone is missing:
    half a figure is none. It is missing where every entry is. A correction takes the place of them
    all, as long as they say what they said when it was made.
    """

    subjects: Sequence[str]
    findings: list[Finding] = field(default_factory=list)
    corrections: Mapping[tuple[str, str], Correction] = field(default_factory=dict)
    entries: dict[tuple[str, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    settled: set[tuple[str, str]] = field(default_factory=set)  # figures that a correction made
    _sources: list[Lineage] = field(default_factory=list)

    def add(self, table: Table) -> None:
        """Enter a sheet: its figures, what its unsettled rows keep back, the zeros of a complete list."""
        for row in table.rows:
            for reading in row.figures if not row.ignored else ():
                self._enter(table, row, reading)
        self._sources += (
            _lineage(item(placed.column.item), table.source, placed.column)
            for placed in table.form.columns
            if placed.column.item
        )
        if table.form.profile.complete and not table.is_cut:
            self._assume(table)

    def cite(self, item_id: str, source: Source) -> None:
        """Say that figures of an item are made of what stands in a sheet."""
        self._sources.append(_lineage(item(item_id), source))

    def _enter(self, table: Table, row: Row, reading: Reading) -> None:
        match = row.who[reading.column.of]
        if match.adds and item(reading.column.item).kind != "number":
            return  # whether a branch is listed says nothing of its firm
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
        """The facts: one row a subject, one column an item, and the address of every cell. Empties the ledger.

        `subjects` stand in order, so the cells of some after those of the ones before are in order, too.
        """
        names = list(items)
        parts = [
            self._part(self.subjects[start : start + _AT_A_TIME], names, as_of)
            for start in range(0, max(1, len(self.subjects)), _AT_A_TIME)
        ]
        self._tell_unused(names)
        return Facts(
            table=pl.concat([table for table, _ in parts], rechunk=True),
            cells=pl.concat([cells for _, cells in parts]),
            year=year,
            as_of=as_of,
            sources=tuple(self._sources),
        )

    def _part(
        self, subjects: Sequence[str], items: Iterable[str], as_of: date
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The figures of some subjects, and the cells behind them in order."""
        figures: dict[str, pl.Series] = {"subject": pl.Series(subjects, dtype=pl.String())}
        cells: dict[str, list[object]] = {name: [] for name in CELLS}
        for item_id in items:
            values = [self._figure(subject, item_id, cells, as_of) for subject in subjects]
            figures[item_id] = pl.Series(
                values, dtype=COLUMN_TYPES[item(item_id).kind], strict=True
            )
        found = pl.DataFrame(cells, schema=CELLS).sort(*CELLS, nulls_last=True)
        return pl.DataFrame(figures), found

    def _tell_unused(self, made: Container[str]) -> None:
        """A correction of nobody on the register, or of an item that no sheet gave, is never lost silently."""
        known = frozenset(self.subjects)
        for (subject, item_id), correction in self.corrections.items():
            if subject not in known or item_id not in made:
                found = item(item_id).label
                details = {"item": found, "value": shown(correction), "said": correction.note}
                self.findings.append(
                    Finding(
                        code="intake.correction_unused", severity="question",
                        subject=subject, item=item_id, details=details,
                    )
                )  # fmt: skip

    def standing(self, subject: str, item_id: str) -> Standing:
        """What becomes of the correction of a figure that is not yet made: its cells may say something else by now."""
        correction = self.corrections.get((subject, item_id))
        entries = self.entries.get((subject, item_id), [])
        if correction is None:
            return "none"
        if self.is_made_over(entries, correction):
            return "in_force"
        read = _read(entries, item_id, subject)[0]
        return "unneeded" if read is not None and read == correction.value else "outdated"

    @staticmethod
    def is_made_over(entries: Iterable[Entry], correction: Correction) -> bool:
        """Whether these are what a person saw when a correction was made."""
        return _over(entries) == correction.over

    def _figure(
        self, subject: str, item_id: str, cells: dict[str, list[object]], as_of: date
    ) -> Value:
        entries = self.entries.pop((subject, item_id), [])
        correction = self.corrections.get((subject, item_id))
        value, told = _read(entries, item_id, subject)
        if correction:
            value, told = self._corrected(correction, entries, (value, told))
        for entry, status in told:
            source = entry.source
            row = (subject, item_id, status, entry.raw, entry.unit, source.file, source.sha256,
                   source.sheet, entry.cell, source.provider, as_of, entry.note)  # fmt: skip
            for column, said in zip(cells.values(), row, strict=True):
                column.append(said)
        return value

    def _corrected(
        self, correction: Correction, entries: list[Entry], read: tuple[Value, Told]
    ) -> tuple[Value, Told]:
        """The figure as a person settled it; where its cells changed since, it waits for one again."""
        if self.is_made_over(entries, correction):
            self.settled.add((correction.subject, correction.item))
            return correction.value, [_new_entry(correction), *_old_entries(entries)]
        is_same = read[0] is not None and read[0] == correction.value
        finding = Finding(
            code="intake.correction_unneeded" if is_same else "intake.correction_outdated",
            severity="note" if is_same else "error",
            subject=correction.subject,
            item=correction.item,
            details={
                "item": item(correction.item).label,
                "value": shown(correction),
                "said": correction.note,
            },
        )
        self.findings.append(finding)
        if is_same:
            return read
        note = finding.text()
        return None, [
            (replace(entry, note=note), "held") for entry in entries or [_new_entry(correction)[0]]
        ]


def _new_entry(correction: Correction) -> tuple[Entry, Status]:
    source = Source(
        file="", sha256=correction.evidence, sheet="", provider=correction.by, findings=[]
    )
    status: Status = "missing" if correction.value is None else "corrected"
    return Entry(
        "read", correction.value, shown(correction), "", source, "", correction.note
    ), status


def _old_entries(entries: Iterable[Entry]) -> Told:
    note = words("intake.superseded")
    return [(replace(entry, note=note), "superseded") for entry in entries]


def shown(correction: Correction) -> str:
    """The corrected value in words."""
    found = item(correction.item)
    if found.kind == "number" and isinstance(correction.value, int):
        return f"{found.decimal(correction.value):f} {label(found.unit)}"
    return "" if correction.value is None else str(correction.value)


def _read(entries: Sequence[Entry], item_id: str, subject: str) -> tuple[Value, Told]:
    """A figure as the files say it, and what each entry is of it."""
    found = {entry.status for entry in entries}
    is_known = found <= {"read", "assumed"}
    told: Told = []
    for entry in entries:
        status: Status = entry.status if is_known or found == {"missing"} else "held"
        told.append((entry, "summed" if status == "read" and len(entries) > 1 else status))
    if not entries or not is_known:
        return None, told
    if len(entries) == 1:
        return entries[0].value, told
    total = sum(entry.value for entry in entries if isinstance(entry.value, int))
    if abs(total) >= _TOO_LARGE:
        raise Refused("intake.sum_too_large", subject=subject, item=item(item_id).label)
    return total, told


def _over(entries: Iterable[Entry]) -> str:
    """What the cells say: of a line that came from no file, a person or a rule says it."""
    return over_of(
        (one.source.provider, one.source.sheet, one.raw, one.unit)
        for one in entries
        if one.source.file
    )


def _lineage(found: Item, source: Source, column: Column | None = None) -> Lineage:
    """By what right: as the catalogue says, unless the form's column says otherwise."""
    return Lineage(
        item=found.id, sha256=source.sha256, sheet=source.sheet, provider=source.provider,
        definition=found.definition,
        origin=(column and column.origin) or found.origin,
        purpose=(column and column.purpose) or found.purpose,
    )  # fmt: skip
