"""From a file to an answer: read, recognise, match, doubt, and tell of every row that does not count."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from permu.intake.checks import check_repetitions
from permu.intake.checks_sums import check_sums
from permu.intake.dryrun import datasets
from permu.intake.dryrun.checked import Checked, Told, rejected
from permu.intake.dryrun.doubts import doubt
from permu.intake.dryrun.registered import Known, read_register
from permu.intake.dryrun.seen import Seen, look_at
from permu.intake.dryrun.units import figure_of
from permu.intake.found import Source
from permu.intake.profiles import Profile
from permu.intake.reader import read_grid
from permu.intake.readings import Reading
from permu.intake.rows import Row, Table, read_table
from permu.intake.tidy import file_name, spelled, visible
from permu.terms.credit_code import is_credit_code
from permu.terms.findings import Finding
from permu.terms.items import item
from permu.terms.refusal import Refused, words

_QUIET = frozenset({"row_skipped", "columns_unused", "column_blanks", "total_row_unread"})
"""What is as it should be: a subtotal known as such, a column that serves nothing."""


def import_check(path: Path, *, dataset: str, register: Path, today: date | None = None) -> Checked:
    """What the file would give for the enterprises of the register; a date after `today` is doubted."""
    try:
        return _checked(path, datasets.dataset(dataset), read_register(register), today or _today())
    except Refused as reason:
        return rejected(reason)


def _today() -> date:
    return date.today()  # noqa: DTZ011 — the clerk's own day


def _checked(path: Path, profile: Profile, known: Known, today: date) -> Checked:
    name = file_name(path)
    seen = look_at(read_grid(path), profile, name)
    source = Source(
        file=name, sha256="", sheet=seen.form.sheet.name, provider=profile.department, findings=[]
    )
    table = read_table(seen.form, source, known, today)
    if not table.rows:
        raise Refused("intake.no_data", file=name, sheet=seen.form.sheet.name or "（CSV）")
    hidden = _take_out_hidden(table)
    check_repetitions(table)
    doubt(table, known)
    check_sums(table, hidden)
    return _answer(table, seen, known, hidden)


def _take_out_hidden(table: Table) -> list[Row]:
    """A row that does not show is not taken, and does not speak against one that shows."""
    numbers = table.form.sheet.hidden_rows
    hidden = [row for row in table.rows if row.number in numbers]
    for row in hidden:
        row.ignored = "hidden"
    table.rows[:] = [row for row in table.rows if row.number not in numbers]
    return hidden


def _answer(table: Table, seen: Seen, known: Known, hidden: list[Row]) -> Checked:
    sure = {row.subject: row for row in table.rows if _is_sure(row)}
    told = _ordered(
        [*seen.told, *_told(table, hidden), *_left_out(table, known), *_of_second(table)]
    )
    if not sure:
        reason = Refused(
            "intake.nothing_sure", file=table.source.file, rows=len(table.rows) + len(hidden)
        )
        return rejected(reason, told)
    name_at = table.form.who["subject"][1]
    cells = {code: table.form.sheet.cell(row.number, name_at) for code, row in sure.items()}
    written = {code: visible(cell.text) for code, cell in cells.items() if cell.kind not in "ef"}
    what = item(_figure(table.rows[0]).column.item).label
    return Checked(
        outcome="accepted-with-findings" if told else "accepted",
        message=words(
            "intake.checked_with_findings" if told else "intake.checked",
            number=len(sure), item=what, findings=len(told),
        ),
        findings=told,
        values={code: _shown(_figure(row)) for code, row in sure.items()},
        names={code: written.get(code) or known.names[code] for code in sure},
    )  # fmt: skip


def _figure(row: Row) -> Reading:
    return row.figures[0]


def _is_sure(row: Row) -> bool:
    return bool(row.subject and not row.ignored and _figure(row).status == "read")


def _shown(reading: Reading) -> str:
    """The value as the answer spells it: a plain decimal in the item's unit, or an ISO date."""
    if isinstance(reading.value, int):
        return f"{item(reading.column.item).decimal(reading.value):f}"
    return str(reading.value)


def _told(table: Table, hidden: list[Row]) -> Iterator[Told]:
    codes = {row.number: _code(row) for row in (*table.rows, *hidden)}
    quiet = _QUIET if table.form.who["subject"][0] else _QUIET | {"code_missing"}
    for finding in table.source.findings:
        if finding.code.removeprefix("intake.") not in quiet:
            yield _as_told(finding, codes)
    for row in hidden:
        yield Told(row=row.number, code=_code(row), text=words("intake.hidden_row_held"))
    for row in table.rows:
        reading = _figure(row)
        if reading.status == "missing" and not (reading.raw and reading.note):
            column = reading.column.heading
            note = reading.note or words("intake.nothing_given", column=column)
            yield Told(row=row.number, code=_code(row), text=note)


def _left_out(table: Table, known: Known) -> Iterator[Told]:
    """Rows taken for a remark that name an enterprise all the same."""
    code_at, name_at = table.form.who["subject"]
    for finding in table.source.findings:
        if finding.code == "intake.row_skipped" and finding.row:
            cells = (table.form.sheet.cell(finding.row, at) for at in (code_at, name_at))
            code = known.match(*cells).subject
            if code:
                heading = figure_of(table.form).column.heading
                text = words("intake.nothing_given", column=heading)
                yield Told(row=finding.row, code=code, text=text)


def _of_second(table: Table) -> Iterator[Told]:
    """The rows of another table below, which is not read: each of two cells or more."""
    sheet = table.form.sheet
    head = max(
        (one.row or 0 for one in table.source.findings if one.code == "intake.second_table"),
        default=0,
    )
    for number in sheet.numbers if head else ():
        cells = sheet.rows[number].values()
        if number > head and len(cells) > 1:
            codes = (code for cell in cells if is_credit_code(code := spelled(cell.text)))
            yield Told(row=number, code=next(codes, None), text=words("intake.second_table_row"))


def _as_told(finding: Finding, codes: dict[int, str | None]) -> Told:
    return Told(
        row=finding.row,
        code=finding.subject or codes.get(finding.row or 0),
        text=finding.text(),
    )


def _code(row: Row) -> str | None:
    """The row's enterprise, or the code as written."""
    written = next((code for code, _ in row.written.values() if code), "")
    return row.subject or written or None


def _ordered(told: list[Told]) -> tuple[Told, ...]:
    """By row, each thing once."""
    return tuple(sorted(dict.fromkeys(told), key=lambda one: (one.row or 0, one.text)))
