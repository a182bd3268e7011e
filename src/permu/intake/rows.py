"""The data rows of a recognised sheet: whose each is, and what its cells say."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from permu.intake.asides import REMARK, SUMMARY, Around, Headers
from permu.intake.found import At, Source
from permu.intake.grid import BLANK, Cell
from permu.intake.matching import Match, Register
from permu.intake.profiles import Who
from permu.intake.readings import Reader, Reading
from permu.intake.recognise import Form, Placed
from permu.intake.settled import NOTHING_SETTLED, OwnerChoice, Settled
from permu.intake.tidy import is_dash, spelled, tidy, visible
from permu.terms.credit_code import is_credit_code

_PROPOSED = 3  # enterprises that a sentence names as possible owners of a row


@dataclass(slots=True)
class Row:
    """One data row: whose it is in each role, its readings by column, whether it counts."""

    number: int
    who: Mapping[str, Match]
    readings: dict[str, Reading]
    totals: list[Reading] = field(default_factory=list)
    ignored: str = ""  # why it gives no figure (a repetition, another year)
    adds: bool = False  # a person said that it counts in addition to the subject's own row
    written: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # code and name, by role

    def hold(self, note: str) -> None:
        """Hold every figure of the row."""
        for reading in self.readings.values():
            reading.hold(note)

    @property
    def figures(self) -> list[Reading]:
        """The readings that give an item."""
        return [reading for reading in self.readings.values() if reading.column.item]

    @property
    def subject(self) -> str:
        """The first subject that the row names, for findings about the whole row."""
        return next((match.subject for match in self.who.values() if match.subject), "")


@dataclass(frozen=True)
class Table:
    """A recognised sheet with its rows read."""

    form: Form
    source: Source
    rows: list[Row]
    is_cut: bool = False  # another table stood below, so rows may be missing
    sums: Mapping[int, tuple[str, Mapping[int, Cell]]] = field(default_factory=dict)
    """Rows that sum others up: each with its word (合计) and its cells."""


def read_table(
    form: Form,
    source: Source,
    register: Register,
    as_of: date,
    *,
    settled: Settled = NOTHING_SETTLED,
) -> Table:
    """Read every row below the header; rows that are no data are reported, none is dropped unseen."""
    rows = _Rows(form, source, register, as_of, settled=settled)
    return Table(form, source, list(rows.data()), rows.is_cut, rows.sums)


def _shifted(form: Form) -> frozenset[int]:
    """Rows of a .csv with more fields than its header: a comma without quotes may have moved them.

    A blank field after the last, on every row, only comes of how the file was written.
    """
    sheet, head = form.sheet, form.header.first_data_row
    fields = sheet.widths.get(head - 1, 0)
    data = [row for row in sheet.numbers if row >= head]
    longer = frozenset(row for row in data if sheet.widths.get(row, 0) > fields)
    last = max(heading.column for heading in form.header.headings)
    filled = frozenset(row for row in longer if max(sheet.rows[row]) > last)
    return filled if len(longer) == len(data) > 1 else longer


def _as_settled(match: Match, choice: OwnerChoice) -> Match:
    return Match(
        choice.subject, "owner_settled" if choice.subject else "owner_none", "note",
        match.raw_code, match.raw_name,
        is_stranger=not choice.subject, adds=choice.how == "adds", said=choice.note,
    )  # fmt: skip


def _of_strangers(match: Match, spec: Who) -> Match:
    """What a valid code that is not on the register means in this role."""
    if not match.is_stranger:
        return match
    if spec.villages and match.is_village:
        return replace(match, code="village", severity="note")
    if spec.strangers == "asked":
        return replace(match, code="tenant_not_registered", severity="question")
    if spec.strangers == "noted":
        return replace(match, code="landlord_not_registered", severity="note")
    return match


class _Rows:
    """Reads the rows of one sheet."""

    def __init__(
        self, form: Form, source: Source, register: Register, as_of: date, *, settled: Settled
    ) -> None:
        self._form, self._source, self._register = form, source, register
        self._settled = settled
        self._reader = Reader(source, as_of)
        self._headers, self._around = Headers(form), Around(form)
        self.is_cut = False
        self.sums: dict[int, tuple[str, Mapping[int, Cell]]] = {}
        self._keys = frozenset(at for pair in form.who.values() for at in pair)
        self._figures = frozenset(placed.at for placed in form.columns if placed.column.item)
        self._merged_keys: dict[tuple[int, int], Cell] = {}
        self._merged_figures: set[tuple[int, int]] = set()
        self._spread_merged()
        self._shifted = _shifted(form)

    def data(self) -> Iterator[Row]:
        """The data rows in order."""
        for number in self._form.sheet.numbers:
            if number < self._form.header.first_data_row:
                continue
            cells = self._form.sheet.rows[number]
            if self._is_headed_again(number, cells):
                continue
            if self.is_cut:
                return
            if self._is_aside(number, cells):
                continue
            row = self._row(number, cells)
            self._check_place(row)
            yield row

    def _spread_merged(self) -> None:
        """Who merged over several rows is of all of them; a figure so merged is nobody's in particular."""
        sheet, first = self._form.sheet, self._form.header.first_data_row
        for area, column in sheet.merged_across_rows(self._keys | self._figures):
            top, left, bottom, _ = area
            start = bisect_left(sheet.numbers, max(top, first))
            for row in sheet.numbers[start : bisect_right(sheet.numbers, bottom)]:
                if column in self._keys:
                    self._merged_keys[row, column] = sheet.cell(top, left)
                else:
                    self._merged_figures.add((row, column))

    def _key_cell(self, number: int, column: int) -> Cell:
        return self._merged_keys.get((number, column)) or self._form.sheet.cell(number, column)

    def _is_headed_again(self, number: int, cells: Mapping[int, Cell]) -> bool:
        """Whether the header stands here again; the header of another table ends this one."""
        codes = (self._key_cell(number, code).text for code, _ in self._form.who.values())
        if any(is_credit_code(spelled(code)) for code in codes):
            return False
        if self._headers.again(cells) or self._around.again(cells):
            texts = [tidy(cells[at].text) for at in sorted(cells)]
            return self._skip(number, "、".join(texts))
        if self._headers.another(cells):
            self._source.find("second_table", "error", At(row=number))
            self.is_cut = True
        return False

    def _is_aside(self, number: int, cells: Mapping[int, Cell]) -> bool:
        """Whether the row is a subtotal, a signature or a remark: known by its words and the missing code."""
        texts = [tidy(cell.text) for cell in cells.values() if cell.kind == "t"]
        remark = next((text for text in texts[:1] if REMARK.match(text)), "")
        figures = {tidy(cells[at].text) for at in self._figures & cells.keys()}
        if remark and all(REMARK.match(text) for text in figures - {""}):
            return self._skip(number, remark)
        if self._around.has(number, cells):
            return self._skip(number, "、".join(texts))
        codes = (tidy(self._key_cell(number, code).text) for code, _ in self._form.who.values())
        if any(code and not (SUMMARY.match(code) or is_dash(code)) for code in codes):
            return False
        names = [tidy(self._key_cell(number, name).text) for _, name in self._form.who.values()]
        is_named = any(name and not (SUMMARY.match(name) or is_dash(name)) for name in names)
        summary = "" if is_named else next((text for text in texts if SUMMARY.match(text)), "")
        mapped = {placed.at for placed in self._form.columns} | self._keys
        if summary:
            self.sums[number] = (summary, cells)
        if summary or not any(tidy(cells[at].text) for at in mapped & cells.keys()):
            return self._skip(number, summary or next((text for text in texts if text), ""))
        return False

    def _skip(self, number: int, text: str) -> Literal[True]:
        if text:
            self._source.find("row_skipped", "note", At(row=number), text=text[:30])
        return True

    def _row(self, number: int, cells: Mapping[int, Cell]) -> Row:
        who = {
            role: self._match(role, number, code, name)
            for role, (code, name) in self._form.who.items()
        }
        readings = {
            placed.column.id: self._reading(placed, cells.get(placed.at, BLANK), number, who)
            for placed in self._form.columns
        }
        totals = [
            self._reader.read(total.cell, cells.get(total.cell.at, BLANK), At(row=number, column=total.cell.at))
            for total in self._form.totals
        ]  # fmt: skip
        return Row(
            number, who, readings, totals,
            adds=any(match.adds for match in who.values()), written=self._written(number, who),
        )  # fmt: skip

    def _written(self, number: int, who: Mapping[str, Match]) -> dict[str, tuple[str, str]]:
        """The code and the name as they stand, of those of whom something is to be told."""
        return {
            role: (visible(self._key_cell(number, code).text), visible(self._key_cell(number, name).text))
            for role, (code, name) in self._form.who.items()
            if who[role].code
        }  # fmt: skip

    def _match(self, role: str, number: int, code: int, name: int) -> Match:
        spec = self._form.profile.who[role]
        cells = self._key_cell(number, code), self._key_cell(number, name)
        match = self._register.match(*cells)
        choice = self._choice(*cells) if match.code else None
        match = _as_settled(match, choice) if choice else _of_strangers(match, spec)
        if match.code in ("", "village"):
            return match
        at = At(row=number, column=code if match.raw_code else name, subject=match.subject)
        note = self._source.find(match.code, match.severity, at, **self._about(match))
        return replace(match, note=note)

    def _choice(self, code: Cell, name: Cell) -> OwnerChoice | None:
        """What a person said of such rows; of an enterprise that left the register it holds no more."""
        profile = self._source.profile
        choice = self._settled.owner(profile, visible(code.text), visible(name.text))
        is_known = choice and (not choice.subject or choice.subject in self._register.names)
        return choice if is_known else None

    def _about(self, match: Match) -> dict[str, object]:
        proposed = [*sorted(match.strong), *match.weak]
        named = "；".join(f"{code} {self._register.names[code]}" for code in proposed[:_PROPOSED])
        if len(proposed) > _PROPOSED:
            named += f"……等 {len(proposed)} 家"
        return {
            "code": match.raw_code[:60] or "（空）",
            "name": match.raw_name[:60] or "（空）",
            "proposals": named or "名册中没有相近的企业",
            "registered": self._register.names.get(match.subject, ""),
            "said": match.said,
        }

    def _reading(
        self, placed: Placed, cell: Cell, number: int, who: Mapping[str, Match]
    ) -> Reading:
        column = placed.column
        subject = who[column.of].subject if column.of in who else ""
        at = At(row=number, column=placed.at, subject=subject, item=column.item)
        if (number, placed.at) in self._merged_figures:
            reading = Reading(column, at, cell.text, unit=placed.unit)
            self._reader.hold(reading, "merged_figure")
            return reading
        return self._reader.read(placed, cell, at)

    def _check_place(self, row: Row) -> None:
        """A row that runs past its header is never taken silently."""
        at = At(row=row.number, subject=row.subject)
        if row.number in self._shifted:
            row.hold(self._source.find("row_too_long", "error", at))
        for reading in row.readings.values():
            if (
                reading.column.kind == "date"
                and not reading.column.item
                and reading.status == "held"
            ):
                row.hold(reading.note)
