"""The sheet 表计分摊: which meters several share, and each one's part as the entry of a figure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from permu.intake.found import At
from permu.intake.grid import Cell, address
from permu.intake.land.accounts import Accounts
from permu.intake.land.meters import Meter, SplitRule, split
from permu.intake.land.wording import share_in
from permu.intake.ledger import Entry
from permu.intake.numbers import factor, label, number_in
from permu.intake.readings import Reading
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key, tidy
from permu.terms.refusal import Refused, words

RULES: dict[str, SplitRule] = {
    **dict.fromkeys(("分表读数", "按分表", "分表", "按分表读数"), "sub_meter"),
    **dict.fromkeys(("厂房面积", "建筑面积", "按厂房面积", "按建筑面积"), "floor"),
    **dict.fromkeys(("用地面积", "按用地面积", "土地面积"), "land"),
    **dict.fromkeys(("约定比例", "按约定比例", "协议比例", "比例"), "agreed"),
}  # fmt: skip
Entries = dict[tuple[str, str], list[Entry]]


def shared_meters(meters: Table, sharing: Table, accounts: Accounts | None) -> Entries:
    """The parts of each shared meter by subject and item; the meter's own row then gives no figure.

    Where it cannot be parted, nobody who shares it has a figure until a person settles it.
    """
    found: Entries = defaultdict(list)
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in sharing.rows:
        if not row.ignored:
            rows_of[name_key(row.readings["meter"].raw)].append(row)
    for row in meters.rows:
        rows = rows_of.get(name_key(row.readings["meter"].raw))
        if not rows or row.ignored:
            continue
        reading = row.readings["electricity"]
        parts, problem = _parts(reading, rows, accounts)
        if problem:
            at = At(row=rows[0].number, subject=rows[0].subject, item="electricity")
            sharing.source.find(problem.code.partition(".")[2], "error", at, **problem.details)
        note = problem.text() if problem else reading.note
        for share in rows:
            for subject, entry in _entries(meters, reading, share, parts=parts, note=note):
                found[subject, "electricity"].append(entry)
        row.ignored = "shared_meter"
    return found


def _parts(
    reading: Reading, rows: list[Row], accounts: Accounts | None
) -> tuple[dict[str, int] | None, Refused | None]:
    """The parts by sharer, or why there are none; a reading that waits or is blank has none to part."""
    if reading.status != "read" or not isinstance(reading.value, int):
        return None, None
    rules = {RULES.get(tidy(row.readings["rule"].raw)) for row in rows}
    sharers = tuple(row.who["subject"].key for row in rows)
    rule = rules.pop() if len(rules) == 1 else None
    if rule is None or len(set(sharers)) < len(sharers):
        known = "、".join(dict.fromkeys(("分表读数", "厂房面积", "用地面积", "约定比例")))
        return None, Refused("intake.meter_rule_unknown", meter=reading_of(rows[0]), known=known)
    meter = Meter(
        number=reading_of(rows[0]), kind="power", reading=reading.value, sharers=sharers, rule=rule,
        weights=dict(_weights(rows, rule)), parcel=_parcel(rows, accounts),
    )  # fmt: skip
    try:
        return split(meter, accounts), None
    except Refused as refused:
        return None, refused


def reading_of(row: Row) -> str:
    """The meter that a row names."""
    return row.readings["meter"].raw


def _weights(rows: list[Row], rule: SplitRule) -> Iterator[tuple[str, Fraction]]:
    """What stands beside each sharer; shares that add up to 100 are percent without their sign."""
    found: dict[str, Fraction] = {}
    for row in rows:
        text = row.readings["weight"].raw if "weight" in row.readings else ""
        weight = share_in(text) if rule == "agreed" else _reading_in(text)
        if weight is not None:
            found[row.who["subject"].key] = weight
    is_percent = rule == "agreed" and sum(found.values()) == 100
    yield from ((one, weight / 100 if is_percent else weight) for one, weight in found.items())


def _reading_in(text: str) -> Fraction | None:
    """A sub-meter's reading in kWh."""
    number = number_in(Cell("t", text), "kwh")
    if number.value is None or number.problem or number.value < 0:
        return None
    return number.value * factor(number.unit, "kwh")


def _parcel(rows: list[Row], accounts: Accounts | None) -> str:
    raw = next((r.raw for row in rows if (r := row.readings.get("parcel")) and r.raw), "")
    known: Mapping[str, str] = (
        {name_key(number): number for number in accounts.numbers} if accounts else {}
    )
    return known.get(name_key(raw), "")


def _entries(
    meters: Table, reading: Reading, share: Row, *, parts: Mapping[str, int] | None, note: str
) -> Iterator[tuple[str, Entry]]:
    """A sharer's part; where nobody has said yet who it is, whoever it may be waits."""
    match = share.who["subject"]
    if match.subject:
        part = None if parts is None else parts[match.key]
        yield match.subject, _entry(meters, reading, part, note=note)
    else:
        yield from (
            (suspect, _entry(meters, reading, None, note=match.note)) for suspect in match.strong
        )


def _entry(table: Table, reading: Reading, part: int | None, *, note: str) -> Entry:
    is_part = part is not None
    return Entry(
        "read" if is_part else "missing" if reading.status == "missing" else "held", part,
        reading.raw, label(reading.unit), table.source,
        address(reading.at.row or 0, reading.at.column or 0),
        words("intake.meter_shared") if is_part else note,
    )  # fmt: skip
