"""From the sheets to facts: each definition of 用地面积 as an item, with the cells it is made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from permu.intake.found import Source
from permu.intake.land.accounts import Accounts, Part
from permu.intake.land.book import LandBook, mu
from permu.intake.land.cells import is_whole, place_of
from permu.intake.land.closing import closings, shown
from permu.intake.land.counting import totals
from permu.intake.land.definitions import DEFINITIONS, AreaDefinition, parts_of
from permu.intake.land.holdings import holdings_of
from permu.intake.land.leases import LeaseTime
from permu.intake.land.reading import land_book
from permu.intake.land.sharing import Entries, shared_meters
from permu.intake.land.statement import LandStatement
from permu.intake.land.towns import town_sums
from permu.intake.ledger import Entry, Ledger
from permu.intake.numbers import label
from permu.intake.rows import Table
from permu.intake.tidy import name_key
from permu.terms.findings import Finding
from permu.terms.holdings import no_holdings
from permu.terms.items import item
from permu.terms.refusal import words

BASE = ("land_owned", "land_leased_in", "land_leased_out")
"""The items of the sheets themselves: while one waits for a person, so does every area made of it."""

_NOWHERE = Source(file="", sha256="", sheet="", provider="", findings=[])


@dataclass(frozen=True, kw_only=True)
class LandResult:
    """What the land sheets give beyond the items of their own columns."""

    accounts: Accounts | None  # None: the land form is not there
    entries: Entries  # to stand in the ledger before the sheets are entered
    holdings: pl.DataFrame

    @property
    def statement(self) -> LandStatement | None:
        """What closes and what does not, as it is kept beside the facts."""
        if self.accounts is None:
            return None
        book, time = self.accounts.book, self.accounts.time
        return LandStatement.of(
            book, closings(book, time=time), town_sums(book, time=time), time=time
        )

    def enter(self, ledger: Ledger) -> list[str]:
        """Write every definition's area into the ledger, after the sheets; the items it now has besides."""
        if self.accounts is None:
            return []
        known = [one for one in DEFINITIONS.values() if one.item not in BASE]
        known = [one for one in known if one.is_known(self.accounts.book)]
        for one in known:
            _enter(ledger, one, self.accounts)
        return [one.item for one in known]


def lease_day(year: int, as_of: date) -> date:
    """The day on which the year's leases are looked at: its last, or the as-of date where that lies before."""
    return min(date(year, 12, 31), as_of)


def land_facts(
    tables: Mapping[tuple[str, str], Table], names: Mapping[str, str], *, year: int, as_of: date
) -> LandResult:
    """The land ledger of the sheets that were read, `tables` by profile and label, `names` by code.

    Rows whose figures the ledger gives in another way (a parcel with certificates of its own, a shared
    meter) are marked as ignored. Findings go to their sheets.
    """
    by_label = {label_: table for (_, label_), table in tables.items()}
    accounts = None
    entries: Entries = {}
    if is_whole(by_label):
        book = land_book(by_label, names, year=year)
        accounts = Accounts(book, LeaseTime(year=year, day=lease_day(year, as_of)))
        if "权证" in by_label:
            entries |= _by_certificate(book, by_label["宗地"], by_label["权证"])
    if "表计分摊" in by_label and "用电量" in by_label:
        entries |= shared_meters(by_label["用电量"], by_label["表计分摊"], accounts)
    held = holdings_of(accounts) if accounts else no_holdings()
    return LandResult(accounts=accounts, entries=entries, holdings=held)


def _by_certificate(book: LandBook, parcels: Table, certificates: Table) -> Entries:
    """Own land of parcels that have certificates of their own: each holder its share of each."""
    accounts = Accounts(book, LeaseTime(year=book.year))
    found: Entries = defaultdict(list)
    own = {
        one.parcel
        for one in book.certificates
        if one.at and one.at.source.sheet == certificates.source.sheet
    }
    keys = set(map(name_key, own))
    for row in parcels.rows:
        if name_key(row.readings["parcel"].raw) in keys and not row.ignored:
            row.ignored = "by_certificate"
    for part in (part for number in sorted(own) for part in accounts.own(number)):
        if book.is_firm(part.party):
            found[part.party, "land_owned"].append(_entry(part))
    for row in certificates.rows:
        match, at = row.who["subject"], place_of(certificates, row, row.readings["area"])
        for suspect in () if match.subject else match.strong:
            held = Entry("held", None, at.raw, at.unit, at.source, at.cell, match.note)
            found[suspect, "land_owned"].append(held)
    return found


def _enter(ledger: Ledger, definition: AreaDefinition, accounts: Accounts) -> None:
    parts: dict[str, list[Part]] = defaultdict(list)
    for part in parts_of(accounts, definition.id):
        parts[part.party].append(part)
    for source in {(at.sha256, at.sheet): at for at in _sources(accounts.book)}.values():
        ledger.cite(definition.item, source)
    for subject in ledger.subjects:
        sides = [ledger.entries.get((subject, one), []) for one in BASE]
        if not all(sides):  # a list that is not whole says nothing of whom it does not name
            continue
        figure = subject, definition.item
        ledger.entries[figure] += (
            _of_corrected(ledger, figure, sides)
            if any((subject, one) in ledger.corrections for one in BASE)
            else _entries(
                ledger, figure, [entry for side in sides for entry in side], parts[subject]
            )
        )


def _sources(book: LandBook) -> Iterator[Source]:
    records = (book.parcels, book.certificates, book.buildings, book.leases)
    return (one.at.source for of_kind in records for one in of_kind if one.at)


def _of_corrected(
    ledger: Ledger, figure: tuple[str, str], sides: list[list[Entry]]
) -> Iterable[Entry]:
    """Own + rented − let as people corrected them; which parcel a correction is of nobody said, so no other area follows."""
    subject, item_id = figure
    known = [value for one in BASE if isinstance(value := ledger.value(subject, one), int)]
    if item_id != "land_used" or len(known) < len(BASE) or known[0] + known[1] < known[2]:
        note = words("intake.land_part_corrected", item=item(item_id).label)
        base = (entry for side in sides for entry in side)
        return [replace(entry, status="held", value=None, note=note) for entry in base]
    note = words("intake.land_corrected", item=item(item_id).label)
    used = known[0] + known[1] - known[2]
    return [Entry("read", used, "", label(item(item_id).unit), _NOWHERE, "", note)]


def _entries(
    ledger: Ledger, figure: tuple[str, str], base: list[Entry], parts: list[Part]
) -> Iterable[Entry]:
    """The entries of one subject's area, none of them usable while a figure it is made of is in doubt."""
    subject, item_id = figure
    waits = [entry for entry in base if entry.status == "held"]
    if waits:
        return [replace(entry, value=None) for entry in waits]
    total = totals(parts).get(subject, 0)
    if total is not None and total < 0:
        return [
            replace(
                _entry(parts[0]), status="held", value=None, note=_negative(ledger, figure, total)
            )
        ]
    found = [_entry(part) for part in parts if part.amount]
    missing = [entry for entry in base if entry.status == "missing"]
    if total is None and missing:
        return missing
    if total is None:
        note = words("intake.land_not_known", item=item(item_id).label)
        return [replace(_entry(part), status="held", value=None, note=note) for part in parts]
    return found or [_nothing(item_id, base)]


def _negative(ledger: Ledger, figure: tuple[str, str], total: int) -> str:
    subject, item_id = figure
    finding = Finding(
        code="intake.land_below_zero", severity="error", subject=subject, item=item_id,
        details={"item": item(item_id).label, "area": shown(mu(total))},
    )  # fmt: skip
    ledger.findings.append(finding)
    return finding.text()


def _nothing(item_id: str, base: list[Entry]) -> Entry:
    """No land by this definition: none is held, or all of it counts with another."""
    first = base[0]
    return replace(
        first, status="assumed", value=0, raw="", unit=label(item(item_id).unit), cell="",
        note=first.note or words("intake.land_nothing", item=item(item_id).label),
    )  # fmt: skip


def _entry(part: Part) -> Entry:
    at = part.at
    note = words(f"intake.land_{part.role}", parcel=part.parcel)
    if at is None:
        return Entry("read", part.amount, "", "", _NOWHERE, "", note)
    is_sure = part.amount is not None and not at.is_held
    return Entry(
        "read" if is_sure else "held", part.amount, at.raw, at.unit, at.source, at.cell, note
    )
