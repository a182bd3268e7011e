"""Checks within one sheet: a row against its own total, a row against its repetition."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from permu.intake.found import At
from permu.intake.numbers import factor, label
from permu.intake.readings import Reading
from permu.intake.recognise import PlacedTotal
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key
from permu.terms.rounding import scaled

_NAMED = 8  # rows that a sentence names
_SLIPS = {Fraction(10**power) for power in (1, 2, 3, 4)}


def check_totals(table: Table) -> None:
    """Hold the figures of a row whose total is not the sum (or mean) of its parts."""
    slipped: set[int] = set()
    for row in table.rows:
        for placed, total in zip(table.form.totals, row.totals, strict=True):
            parts = [row.readings[part] for part in placed.total.of if part in row.readings]
            is_whole = len(parts) == len(placed.total.of)
            if is_whole and _check_total(table, row, placed, (total, parts)):
                slipped.add(row.number)
    # digits beyond the scale come of the same slip: one cause, one finding
    table.source.withdraw("too_precise", slipped)


def _check_total(
    table: Table, row: Row, placed: PlacedTotal, read: tuple[Reading, list[Reading]]
) -> bool:
    """Whether the row's total shows that a unit slipped."""
    total, parts = read
    unreadable = any(part.quantity is None and part.status == "held" for part in parts)
    if total.quantity is None or unreadable:
        return False
    possible = _expected(placed.total.how, total, parts)
    if any(agrees(total, value) for value in possible):
        return False
    expected = possible[0]
    times = total.quantity / expected if expected else Fraction(0)
    is_slip = times in _SLIPS or (times != 0 and 1 / times in _SLIPS)
    concerned = [total, *parts, *(r for r in row.figures if r.at.column == total.at.column)]
    note = table.source.find(
        "unit_slip" if is_slip else placed.total.code, "error",
        At(row=row.number, column=total.at.column, subject=row.subject, item=_item(concerned)),
        total=total.raw, unit=label(total.unit), expected=shown(expected),
        times=shown(max(times, 1 / times)) if is_slip else "",
    )  # fmt: skip
    for reading in concerned:
        reading.hold(note)
    return is_slip


def _expected(how: str, total: Reading, parts: list[Reading]) -> tuple[Fraction, ...]:
    """What the total may say.

    A blank part adds nothing here, though it stays missing as a figure; a mean may be over all
    months or over those that have a number.
    """
    known = [
        part.quantity * factor(part.unit, total.unit) for part in parts if part.quantity is not None
    ]
    added = sum(known, Fraction(0))
    if how == "sum":
        return (added,)
    return (added / len(parts), added / max(1, len(known)))


def agrees(total: Reading, expected: Fraction) -> bool:
    """Equal, or equal after the rounding that the total shows."""
    if total.quantity is None or expected == total.quantity:
        return True
    decimals = len(total.raw.partition(".")[2]) if "e" not in total.raw.lower() else 0
    return _is_finer(expected, decimals) and (
        scaled(expected, decimals) == scaled(total.quantity, decimals)
    )


def _item(readings: list[Reading]) -> str:
    """The item, where the figures concerned are of one alone."""
    found = {reading.column.item for reading in readings if reading.column.item}
    return found.pop() if len(found) == 1 else ""


def _is_finer(value: Fraction, decimals: int) -> bool:
    return (value * int(10**decimals)).denominator != 1


def shown(value: Fraction) -> str:
    """The number for a sentence."""
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return format(decimal.normalize(), "f") if abs(decimal) < 10**15 else str(decimal)


def check_repetitions(table: Table) -> None:
    """Two rows that are the same row: counted once where they agree, held where they do not."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in (each for each in table.rows if not each.adds):
        key = tuple(_key_part(row, part) for part in table.form.profile.row_is)
        if all(part not in ("", None) for part in key):
            groups[key].append(row)
    for rows in groups.values():
        shown = _shown(table, rows)
        if len(shown) > 1:
            _check_group(table, shown)


def _shown(table: Table, rows: list[Row]) -> list[Row]:
    """The rows that show, if any do: one that does not says nothing against them."""
    hidden = table.form.sheet.hidden_rows
    shown = [row for row in rows if row.number not in hidden]
    for row in rows if shown else ():
        row.ignored = row.ignored if row.number not in hidden else "hidden"
    return shown or rows


def _key_part(row: Row, part: str) -> object:
    if part in row.who:
        return row.who[part].key
    reading = row.readings.get(part)
    if reading is None:
        return "-"  # the form has no such column, so it tells no two rows apart
    is_text = reading.value is None or isinstance(reading.value, str)
    return name_key(reading.raw) if is_text else reading.value


def _check_group(table: Table, rows: list[Row]) -> None:
    holders = {match.key for row in rows for match in row.who.values()}
    if table.form.profile.one_holder and len(holders) > 1:
        _hold_claims(table, rows)
        return
    first, *others = rows
    differing = list(_differing(first, others))
    for row in others:
        row.ignored = "repetition"
        if not differing:
            at = At(row=row.number, subject=row.subject)
            table.source.find("duplicate_same", "note", at, first=first.number)
    numbers = _some(str(row.number) for row in rows)
    for name in differing:
        values = _some(row.readings[name].raw[:30] or "（空）" for row in rows)
        for row in rows:
            reading = row.readings[name]
            reading.hold(
                table.source.find(
                    "duplicate_conflict", "error", reading.at, rows=numbers, values=values,
                    column=reading.column.heading,
                )
            )  # fmt: skip


def _some(texts: Iterable[str]) -> str:
    """The texts; of very many the first, for each of their rows is told all of them."""
    first = list(islice(texts, _NAMED + 1))
    return "、".join(first[:_NAMED]) + ("……" if len(first) > _NAMED else "")


def _differing(first: Row, others: list[Row]) -> Iterator[str]:
    """Columns in which two readings of one row disagree; a held cell agrees with nothing."""
    for name, reading in first.readings.items():
        if not reading.column.item:
            continue
        for other in others:
            twin = other.readings[name]
            if twin.value != reading.value or "held" in (twin.status, reading.status):
                yield name
                break


def _hold_claims(table: Table, rows: list[Row]) -> None:
    """One parcel or meter under several holders: nobody's figure counts until it is settled."""
    numbers = _some(str(row.number) for row in rows)
    for row in rows:
        key = row.readings[table.form.profile.row_is[0]]
        at = At(row=row.number, column=key.at.column, subject=row.subject, item=_item(row.figures))
        row.hold(table.source.find("two_holders", "error", at, key=key.raw, rows=numbers))


def check_year(table: Table, year: int) -> None:
    """Rows of a dated list count only in the year evaluated."""
    dated = table.form.profile.in_year
    if not dated:
        return
    for row in table.rows:
        reading = row.readings[dated]
        if reading.status == "missing":
            at = At(row=row.number, column=reading.at.column, subject=row.subject)
            row.hold(table.source.find("date_needed", "error", at, year=year))
        elif reading.status == "read" and not str(reading.value).startswith(f"{year}-"):
            row.ignored = "other_year"
            at = At(row=row.number, column=reading.at.column, subject=row.subject)
            table.source.find("other_year", "note", at, date=reading.value, year=year)


def report_blanks(table: Table) -> None:
    """Say once a column how many of its figures are blank: each of them is missing, none is 0."""
    blank = Counter(
        reading.column
        for row in table.rows
        for reading in row.figures
        if reading.column.unit and reading.status == "missing" and not reading.raw
    )
    columns = {placed.column: placed.at for placed in table.form.columns}
    for column, number in blank.items():
        at = At(row=table.form.header.first_data_row - 1, column=columns[column], item=column.item)
        table.source.find("column_blanks", "note", at, column=column.heading, number=number)
