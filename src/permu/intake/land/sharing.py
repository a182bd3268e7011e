"""The sheets 表计分摊 and 水表分摊: which meters several share, and each one's part as the entry of a figure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from permu.intake.found import At
from permu.intake.grid import Cell, address
from permu.intake.land.accounts import Accounts
from permu.intake.land.cells import rows_of
from permu.intake.land.meters import Meter, SplitRule, split
from permu.intake.land.wording import share_in
from permu.intake.ledger import Entry
from permu.intake.numbers import factor, label, number_in
from permu.intake.readings import Reading
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key, tidy
from permu.terms.items import item
from permu.terms.refusal import Refused, words

RULES: dict[str, SplitRule] = {
    **dict.fromkeys(("分表读数", "按分表", "分表", "按分表读数"), "sub_meter"),
    **dict.fromkeys(("厂房面积", "建筑面积", "按厂房面积", "按建筑面积"), "floor"),
    **dict.fromkeys(("用地面积", "按用地面积", "土地面积"), "land"),
    **dict.fromkeys(("约定比例", "按约定比例", "协议比例", "比例"), "agreed"),
}  # fmt: skip
Entries = dict[tuple[str, str], list[Entry]]


@dataclass(frozen=True, kw_only=True)
class MeterKind:
    """Meters of one kind: the sheets of their readings and of who shares them, and the item they give."""

    kind: Literal["power", "water"]
    meters: str
    sharing: str
    item: str


KINDS = (
    MeterKind(kind="power", meters="用电量", sharing="表计分摊", item="electricity"),
    MeterKind(kind="water", meters="用水量", sharing="水表分摊", item="water"),
)


def all_shared(tables: Mapping[str, Table], accounts: Accounts | None) -> Entries:
    """The parts of every meter that several share, of power and of water. `tables` by label."""
    found: Entries = {}
    for kind in KINDS:
        if kind.meters in tables and kind.sharing in tables:
            found |= shared_meters(kind, tables, accounts)
    return found


def shared_meters(
    kind: MeterKind, tables: Mapping[str, Table], accounts: Accounts | None
) -> Entries:
    """The parts of each shared meter by subject and item; the meter's own row then gives no figure.

    Where it cannot be parted, nobody who shares it has a figure until a person settles it.
    """
    meters, sharing = tables[kind.meters], tables[kind.sharing]
    found: Entries = defaultdict(list)
    sharers = _by_meter(sharing)
    for row in meters.rows:
        rows = sharers.pop(name_key(row.readings["meter"].raw), None)
        if not rows or row.ignored:
            continue
        reading = row.readings[kind.item]
        parts, problem = _parts(kind, reading, rows, accounts)
        if problem:
            at = At(row=rows[0].number, subject=rows[0].subject, item=kind.item)
            sharing.source.find(problem.code.partition(".")[2], "error", at, **problem.details)
        note = problem.text() if problem else reading.note
        for share in rows:
            for subject, entry in _entries(meters, reading, share, parts=parts, note=note):
                found[subject, kind.item] += [entry, *_weight_of(sharing, share, entry)]
        _leave_out(meters, row)
    for rows in sharers.values():
        at = At(row=rows[0].number, column=rows[0].readings["meter"].at.column, item=kind.item)
        sharing.source.find("meter_unlisted", "question", at, meter=reading_of(rows[0]))
    return found


def _by_meter(sharing: Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(sharing):
        found[name_key(row.readings["meter"].raw)].append(row)
    return found


def _leave_out(meters: Table, row: Row) -> None:
    """The shared meter's own row gives no figure, and its holder need not be on the register."""
    row.ignored = "shared_meter"
    if any(match.is_stranger for match in row.who.values()):
        meters.source.withdraw("not_registered", {row.number})


def _parts(
    kind: MeterKind, reading: Reading, rows: list[Row], accounts: Accounts | None
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
        number=reading_of(rows[0]), kind=kind.kind, reading=reading.value, sharers=sharers, rule=rule,
        weights=dict(_weights(kind, rows, rule)), parcel=_parcel(rows, accounts),
    )  # fmt: skip
    try:
        return split(meter, accounts), None
    except Refused as refused:
        return None, refused


def reading_of(row: Row) -> str:
    """The meter that a row names."""
    return row.readings["meter"].raw


def _weights(kind: MeterKind, rows: list[Row], rule: SplitRule) -> Iterator[tuple[str, Fraction]]:
    """What stands beside each sharer; shares that add up to 100 are percent without their sign."""
    found: dict[str, Fraction] = {}
    for row in rows:
        text = row.readings["weight"].raw if "weight" in row.readings else ""
        weight = share_in(text) if rule == "agreed" else _reading_in(text, item(kind.item).unit)
        if weight is not None:
            found[row.who["subject"].key] = weight
    is_percent = rule == "agreed" and sum(found.values()) == 100
    yield from ((one, weight / 100 if is_percent else weight) for one, weight in found.items())


def _reading_in(text: str, unit: str) -> Fraction | None:
    """A sub-meter's reading in the item's unit."""
    number = number_in(Cell("t", text), unit)
    if number.value is None or number.problem or number.value < 0:
        return None
    return number.value * factor(number.unit, unit)


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


def _weight_of(sharing: Table, share: Row, part: Entry) -> list[Entry]:
    """The cell that says how much is a sharer's (or by what it is parted), beside its part; it adds nothing itself."""
    if part.status != "read":
        return []
    weight = share.readings.get("weight")
    said = weight if weight and weight.raw else share.readings["rule"]
    cell = address(said.at.row or share.number, said.at.column or 1)
    note = words("intake.meter_weight", rule=share.readings["rule"].raw)
    return [Entry("read", 0, said.raw, "", sharing.source, cell, note)]


def _entry(table: Table, reading: Reading, part: int | None, *, note: str) -> Entry:
    is_part = part is not None
    return Entry(
        "read" if is_part else "missing" if reading.status == "missing" else "held", part,
        reading.raw, label(reading.unit), table.source,
        address(reading.at.row or 0, reading.at.column or 0),
        words("intake.meter_shared") if is_part else note,
    )  # fmt: skip
