"""Eight workbooks in, facts and findings out: receive, recognise, read, check, enter."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from permu.intake.checks import (
    check_repetitions,
    check_totals,
    check_year,
    report_blanks,
)
from permu.intake.checks_land import check_land, check_staff
from permu.intake.checks_sums import check_sums
from permu.intake.commas import hold_commas
from permu.intake.drift import report_drift
from permu.intake.found import At, Source
from permu.intake.grid import Workbook
from permu.intake.hidden import hold_hidden
from permu.intake.intake import FileRead, Intake, SheetRead, Unowned
from permu.intake.known import NOTHING_KNOWN, Known
from permu.intake.land.cells import is_whole
from permu.intake.land.facts import land_facts, lease_day
from permu.intake.land.leases import LeaseTime
from permu.intake.ledger import Ledger
from permu.intake.matching import Register
from permu.intake.matching.changes import CHANGES_SHEET, events_of
from permu.intake.numbers import label
from permu.intake.profiles import Profile, profiles
from permu.intake.reader import read_grid
from permu.intake.recognise import Form, is_unit_assumed, recognise
from permu.intake.rows import Table, read_table
from permu.intake.settled import ColumnChoice, Settled
from permu.intake.suspicions import suspicions
from permu.intake.tidy import file_name, spelled, visible
from permu.intake.voided import hold_voided
from permu.terms.credit_code import is_credit_code
from permu.terms.digests import file_digest
from permu.terms.facts import Facts
from permu.terms.findings import Finding
from permu.terms.items import item
from permu.terms.refusal import Refused

Progress = Callable[[int, int, str], None]
_ALIKE = 5_000
"""Findings of one kind that a sheet tells each by itself: nobody reads more, and a million fill the office's memory."""


@dataclass(frozen=True)
class _Received:
    """A file that was read and recognised."""

    name: str
    sha256: str
    book: Workbook
    profile: Profile
    forms: tuple[Form, ...]


def read_workbooks(
    paths: Sequence[Path],
    *,
    year: int,
    as_of: date,
    known: Known = NOTHING_KNOWN,
    progress: Progress | None = None,
) -> Intake:
    """Read, check and match the departments' workbooks of the `year` evaluated, as of a date.

    What is `known` besides the files counts: what people settled (what a column is, whose a row is, which
    figures they corrected), and the year before, against which forms and figures are held.

    Raises:
        Refused: a file cannot be read or recognised (all such files are named at once), the same
            file or the same department comes twice, no register is among them, or the as-of
            date lies before the year.
    """
    tell = progress or _silent
    if as_of.year < year:
        raise Refused("intake.as_of_before_year", as_of=as_of, year=year)
    received = _receive(paths, year, tell, known.settled.columns)
    _refuse_twice(received)
    findings: list[Finding] = []
    register = _register(received)
    tables = _read_tables(received, register, findings, as_of=as_of, settled=known.settled)
    for key in tables.keys() & known.forms.keys():
        if not tables[key].form.profile.is_issued:  # what we cut did not drift
            report_drift(tables[key], known.forms[key])
    _check(tables, year, as_of)
    _report_absent(received, findings)
    files = tuple(_file_read(file, tables) for file in received)
    unowned = tuple(one for table in tables.values() for one in _unowned(table))
    land = land_facts(tables, register.names, year=year, as_of=as_of)
    ledger = Ledger(sorted(register.names), findings, known.settled.by_figure)
    ledger.entries.update(land.entries)
    sources = [table.source for table in tables.values()]
    for key in list(tables):
        ledger.add(tables.pop(key))
    items = [one for profile in profiles() for one in profile.items]
    facts = ledger.facts(dict.fromkeys(items + land.enter(ledger)), year=year, as_of=as_of)
    facts = replace(facts, holdings=land.holdings_after(ledger))
    for source in sources:
        source.tell_rest()
    findings += suspicions(facts, earlier=known.earlier)
    intake = Intake(
        facts=facts,
        findings=_ordered(_no_more_open(findings, facts, ledger.settled)),
        files=files,
        unowned=unowned,
        land=land.statement,
    )
    tell(len(paths) + 1, len(paths) + 1, "核对、归户")
    return intake


def _no_more_open(
    findings: Iterable[Finding], facts: Facts, settled: Collection[tuple[str, str]]
) -> Iterator[Finding]:
    """The findings, those about figures that a person settled as notes: they hold nothing back any more."""
    held = set(facts.held.iter_rows()) if settled else set()
    subjects = {subject for subject, _ in settled} - {subject for subject, _ in held}
    for finding in findings:
        is_settled = (finding.subject, finding.item) in settled or (
            not finding.item and finding.subject in subjects
        )
        is_error = finding.severity == "error"
        yield replace(finding, severity="note") if is_settled and is_error else finding


def _unowned(table: Table) -> Iterator[Unowned]:
    """The rows that wait for a person to say whose they are."""
    source = table.source
    for row in table.rows:
        for role, match in row.who.items():
            if match.subject or match.severity != "error" or not match.code:
                continue
            code, name = row.written[role]
            yield Unowned(
                file=source.file, sha256=source.sha256, sheet=source.sheet, row=row.number,
                profile=source.profile, role=role, raw_code=code, raw_name=name, match=match,
            )  # fmt: skip


def _read_tables(
    received: list[_Received],
    register: Register,
    findings: list[Finding],
    *,
    as_of: date,
    settled: Settled,
) -> dict[tuple[str, str], Table]:
    """Each recognised sheet's rows, by profile and label."""
    tables: dict[tuple[str, str], Table] = {}
    for file in received:
        for form, source in _sources(file, findings):
            key = file.profile.id, form.profile.label
            tables[key] = read_table(form, source, register, as_of, settled=settled)
            hold_commas(tables[key])
            hold_voided(tables[key])
        _let_go(file.book)
    return tables


def _let_go(book: Workbook) -> None:
    """Forget the cells of a file that was read: a county's forms are too large to be kept twice."""
    for sheet in book.sheets:
        sheet.rows.clear()


def _silent(done: int, total: int, text: str) -> None:
    """Nobody listens to the progress."""


def _receive(
    paths: Sequence[Path], year: int, tell: Progress, choices: Sequence[ColumnChoice]
) -> list[_Received]:
    received: list[_Received] = []
    refused: list[Refused] = []
    for number, path in enumerate(paths):
        tell(number, len(paths) + 1, file_name(path))
        try:
            book = read_grid(path)
            profile, forms = recognise(book, file_name(path), year, choices=choices)
            received.append(_Received(file_name(path), file_digest(path), book, profile, forms))
        except Refused as reason:
            refused.append(reason)
        if refused or len({file.profile.id for file in received}) < len(received):
            for file in received:  # it will be refused: two hundred files are not kept for that
                _let_go(file.book)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise Refused("intake.several_refused", reasons="\n".join(map(str, refused)))
    return received


def _refuse_twice(received: list[_Received]) -> None:
    for number, file in enumerate(received):
        for other in received[:number]:
            names = {"first": other.name, "second": file.name}
            if file.sha256 == other.sha256:
                raise Refused("intake.same_file_twice", **names)
            if file.profile.id == other.profile.id:
                raise Refused(
                    "intake.department_twice", department=file.profile.department, **names
                )
    if not any(file.profile.is_register for file in received):
        raise Refused("intake.no_register")


def _register(received: list[_Received]) -> Register:
    """Who is on the register: its rows with a valid code."""
    register = Register()
    for form in (form for file in received for form in file.forms if form.profile.is_register):
        code_at, name_at = form.who["subject"]
        former_at = next((p.at for p in form.columns if p.column.id == "former_name"), 0)
        for number in form.sheet.numbers:
            code = spelled(form.sheet.cell(number, code_at).text)
            if number >= form.header.first_data_row and is_credit_code(code):
                name = visible(form.sheet.cell(number, name_at).text)
                register.add(code, name, visible(form.sheet.cell(number, former_at).text))
    for form in (form for file in received for form in file.forms):
        if form.profile.label == CHANGES_SHEET:
            for event in events_of(form):
                register.add_event(event)
    if not register.names:
        raise Refused("intake.empty_register")
    return register


def _sources(file: _Received, findings: list[Finding]) -> Iterator[tuple[Form, Source]]:
    """Each recognised sheet with its place in the findings, where what it says of itself goes first."""
    read = {id(form.sheet) for form in file.forms}
    for sheet in file.book.sheets:
        if sheet.rows and id(sheet) not in read:
            _source(file, sheet.name, findings).find("sheet_unused", "note", At(), sheet=sheet.name)
    other = next((p for p in profiles() if any(word in file.name for word in p.file_words)), None)
    if other and not any(word in file.name for word in file.profile.file_words):
        _source(file, "", findings).find(
            "named_otherwise", "question", At(), named=other.department, really=file.profile.title
        )
    for note in file.book.notes:
        _source(file, "", findings).find(note, "note", At())
    for form in file.forms:
        source = _source(file, form.sheet.name, findings)
        _report_form(form, source)
        yield form, source


def _source(file: _Received, sheet: str, findings: list[Finding]) -> Source:
    return Source(
        file=file.name, sha256=file.sha256, sheet=sheet,
        provider=file.profile.department, profile=file.profile.id, findings=findings, most=_ALIKE,
    )  # fmt: skip


def _report_form(form: Form, source: Source) -> None:
    head = form.header.first_data_row - 1
    for refused, at in form.refused:
        source.find(
            "statistical_item", "error", At(row=head, column=at, item=refused.item),
            item=item(refused.item).label, instead=item(refused.instead).label,
        )  # fmt: skip
    if form.sheet.is_hidden:
        source.find("hidden_sheet", "question", At(), sheet=form.sheet.name)
    used = {placed.at: placed for placed in form.columns}
    for at, placed in used.items():
        where = At(row=head, column=at, item=placed.column.item)
        if form.sheet.is_column_hidden(at):
            source.find("hidden_column", "question", where, column=placed.column.heading)
        if is_unit_assumed(placed):
            named = {"column": placed.column.heading, "unit": label(placed.unit)}
            source.find("unit_assumed", "question", where, **named)
    unused = [text for text in form.unused if text not in ("序号", "备注")]
    if unused:
        source.find("columns_unused", "note", At(row=head), columns="、".join(unused))


def _check(tables: dict[tuple[str, str], Table], year: int, as_of: date) -> None:
    for table in tables.values():
        if not table.rows:
            at = At(row=table.form.header.first_data_row - 1)
            table.source.find("no_data_rows", "question", at, sheet=table.form.profile.label)
        report_blanks(table)
        hold_hidden(table)
        check_totals(table)
        check_sums(table)
        check_repetitions(table)
        check_year(table, year)
    by_label = {label_: table for (_, label_), table in tables.items()}
    if is_whole(by_label):
        check_land(by_label, LeaseTime(year=year, day=lease_day(year, as_of)))
    staff, operations = by_label.get("参保人数"), by_label.get("生产经营")
    if staff and operations:
        check_staff(staff, operations)


def _report_absent(received: list[_Received], findings: list[Finding]) -> None:
    sent = {file.profile.id for file in received}
    for profile in profiles():
        if profile.id not in sent and not profile.occasional:
            details = {
                "department": profile.department,
                "items": "、".join(item(one).label for one in profile.items),
            }
            findings.append(
                Finding(code="intake.department_absent", severity="question", details=details)
            )


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In order of place, each thing once although several figures of a row may have met it."""
    by_place = {
        (f.file, f.sheet, f.row or 0, f.cell, f.code, f.item, f.subject, str(f.details)): f
        for f in findings
    }
    return tuple(by_place[place] for place in sorted(by_place))


def _file_read(file: _Received, tables: dict[tuple[str, str], Table]) -> FileRead:
    return FileRead(
        name=file.name,
        sha256=file.sha256,
        kind=file.book.kind,
        department=file.profile.department,
        profile=file.profile.id,
        sheets=tuple(
            _sheet_read(form, tables[file.profile.id, form.profile.label]) for form in file.forms
        ),
    )


def _sheet_read(form: Form, table: Table) -> SheetRead:
    return SheetRead(
        name=form.sheet.name,
        label=form.profile.label,
        header_row=form.header.row,
        rows=len(table.rows),
        matched=sum(1 for row in table.rows if row.subject),
        headings=tuple((heading.label, heading.unit) for heading in form.header.headings),
    )
