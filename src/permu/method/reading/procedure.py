"""Publishing, public notices and what contracts demand: `[procedure]`, `[[notice]]`, `[[commitment]]`."""

import re
from collections.abc import Sequence

from permu.method.model import Commitment, Notice, Procedure
from permu.method.reading.book import Book, fit, read_source, read_unit, unit_of
from permu.method.reading.groups import no_doubles
from permu.method.reading.indicators import fit_ratio, read_ratio
from permu.method.reading.rules import read_when
from permu.method.reading.tables import Table

HOUR = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
LONGEST = 366
"""Days that a notice may last."""


def read_procedure(file: Table, book: Book, groups: Sequence[str]) -> Procedure | None:
    """`[procedure]` with the `[[notice]]` tables beside it. `groups` are the ids of all groups."""
    table, rows = file.optional_table("procedure"), file.tables("notice")
    no_doubles(rows)
    notices = tuple(_notice(row, book, groups) for row in rows)
    if table is None:
        if rows:
            rows[0].fault("notice_without_procedure")
        return None
    procedure = Procedure(
        publishes=table.choice("publishes", ("grades", "unordered", "full")),
        needs_confirmation=table.flag("needs_confirmation", default=False),
        has_letters=table.flag("has_letters", default=False),
        notices=notices,
        source=read_source(table, book),
    )
    table.close()
    return procedure


def _notice(table: Table, book: Book, groups: Sequence[str]) -> Notice:
    wanted = table.texts("groups", ())
    for group in wanted:
        if group not in groups:
            table.fault("no_such_group", "groups", name=group, known="、".join(groups))
    until = table.text("until", "")
    if until and not HOUR.fullmatch(until):
        table.fault("no_hour", "until", value=until)
    notice = Notice(
        id=table.identifier(),
        label=table.text("label"),
        of=table.choice("of", ("land", "facts", "scores", "grades")),
        groups=wanted,
        days=table.integer("days", range(1, LONGEST + 1)),
        counted_in=table.choice("counted_in", ("working_days", "days")),
        until=until,
        channel=table.texts("channel", ()),
        needs_evidence=table.flag("needs_evidence", default=False),
        silence_is_consent=table.flag("silence_is_consent", default=False),
        decided_by=table.text("decided_by", ""),
        source=read_source(table, book),
    )
    table.close()
    return notice


def read_commitments(tables: Sequence[Table], book: Book) -> tuple[Commitment, ...]:
    """The `[[commitment]]` tables, in order."""
    no_doubles(tables)
    return tuple(_commitment(table, book) for table in tables)


def _commitment(table: Table, book: Book) -> Commitment:
    numerator, denominator = read_ratio(table)
    unit = read_unit(table)
    fit_ratio(table, book, unit, (numerator, denominator))
    if table.has("value") == table.has("promised"):
        table.fault("value_or_promised", "value")
    value = table.optional_number("value")
    if value is not None and value <= 0:
        table.fault("not_positive", "value", value=value)
    promised = table.text("promised") if table.has("promised") else ""
    if promised:
        fit(table, unit, unit_of(table, book, "promised", promised) or "", key="promised")
    commitment = Commitment(
        id=table.identifier(),
        label=table.text("label"),
        when=read_when(table, book),
        numerator=numerator,
        denominator=denominator,
        unit=unit,
        value=value,
        promised=promised,
        source=read_source(table, book),
    )
    table.close()
    return commitment
