"""From the sheets to facts: each definition of 用地面积 as an item, with the cells it is made of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain

import polars as pl

from permu.intake.found import Source
from permu.intake.land.accounts import Accounts, Part
from permu.intake.land.book import LandBook, mu
from permu.intake.land.cells import is_whole, place_of, rows_of
from permu.intake.land.closing import closings, shown
from permu.intake.land.corrected import (
    SIDES,
    Parts,
    Taken,
    corrections_in_force,
    holdings_settled,
    shaken,
    taken,
)
from permu.intake.land.counting import totals
from permu.intake.land.definitions import DEFINITIONS, AreaDefinition, parts_of
from permu.intake.land.holdings import holdings_of
from permu.intake.land.leases import LeaseTime
from permu.intake.land.reading import land_book
from permu.intake.land.sharing import Entries, all_shared
from permu.intake.land.statement import LandStatement
from permu.intake.land.towns import town_sums
from permu.intake.ledger import Entry, Ledger
from permu.intake.numbers import label
from permu.intake.rows import Table
from permu.intake.settled import Correction
from permu.intake.tidy import name_key
from permu.terms.findings import Finding
from permu.terms.holdings import no_holdings
from permu.terms.items import item
from permu.terms.refusal import words
from permu.terms.rounding import scaled

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
        known = [one for one in DEFINITIONS.values() if one.item not in SIDES]
        known = [one for one in known if one.is_known(self.accounts.book)]
        used = _by_party(self.accounts, "used")
        corrected = {
            part.parcel: correction
            for (subject, _), correction in corrections_in_force(ledger).items()
            for part in used[subject]
        }
        held_by = (one.at.source for one in self.accounts.book.certificates if one.at)
        for source in {(at.sha256, at.sheet): at for at in held_by}.values():
            ledger.cite("land_owned", source)
        for one in known:
            _enter(ledger, one, accounts=self.accounts, used=used, corrected=corrected)
        return [one.item for one in known]

    def holdings_after(self, ledger: Ledger) -> pl.DataFrame:
        """The ledger of parcels with what people corrected, once the facts were made."""
        return holdings_settled(self.holdings, ledger)


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
        _count_leases(accounts, by_label["租赁"])
        if "权证" in by_label:
            entries |= _by_certificate(book, by_label["宗地"], by_label["权证"])
    entries |= all_shared(by_label, accounts)
    held = holdings_of(accounts) if accounts else no_holdings()
    return LandResult(accounts=accounts, entries=entries, holdings=held)


def _count_leases(accounts: Accounts, leases: Table) -> None:
    """On both sides, of a lease that ran for part of the year a part, of one that counts with its lessor nothing."""
    for row, lease in zip(rows_of(leases), accounts.book.leases, strict=True):
        part = Fraction(0) if lease.with_lessor else accounts.time.part(lease)
        for name in ("land_leased_in", "land_leased_out") if part != 1 else ():
            reading = row.readings[name]
            if reading.status == "read" and isinstance(reading.value, int):
                reading.value = scaled(reading.value * part, 0)
                reading.note = words(
                    "intake.lease_with_lessor" if lease.with_lessor else "intake.lease_in_part",
                    part=f"{part.numerator}/{part.denominator}",
                )


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


def _enter(
    ledger: Ledger,
    definition: AreaDefinition,
    *,
    accounts: Accounts,
    used: Parts,
    corrected: Mapping[str, Correction],
) -> None:
    parts = _by_party(accounts, definition.id)
    for source in {(at.sha256, at.sheet): at for at in _sources(accounts.book)}.values():
        ledger.cite(definition.item, source)
    for subject in ledger.subjects:
        sides = {one: ledger.entries.get((subject, one), []) for one in SIDES}
        if not all(sides.values()):
            continue  # a list that is not whole says nothing of whom it does not name
        figure = subject, definition.item
        plain = Taken(parts=parts[subject])
        if (own := ledger.corrections.get(figure)) and ledger.is_made_over(
            found := _entries(ledger, figure, sides, plain), own
        ):
            ledger.entries[figure] += found  # settled itself, whatever becomes of its parts
            continue
        now = taken(ledger, subject, definition, parts=parts, used=used)
        why = now.waits or shaken(definition, now.parts, corrected)
        ledger.entries[figure] += (
            _without(definition, sides, waits=why, lacks=now.lacks)
            if why or now.lacks
            else _entries(ledger, figure, sides, now)
        )


def _without(
    definition: AreaDefinition, sides: Mapping[str, list[Entry]], *, waits: str, lacks: str
) -> list[Entry]:
    """An area without a figure: it waits for a person, or a person said that there is none."""
    if waits:
        base = chain.from_iterable(sides.values())
        return [replace(entry, status="held", value=None, note=waits) for entry in base]
    unit = label(item(definition.item).unit)
    return [Entry("missing", None, "", unit, _NOWHERE, "", lacks)]


def _by_party(accounts: Accounts, id_: str) -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = defaultdict(list)
    for part in parts_of(accounts, id_):
        parts[part.party].append(part)
    return parts


def _sources(book: LandBook) -> Iterator[Source]:
    records = (book.parcels, book.certificates, book.buildings, book.leases)
    return (one.at.source for of_kind in records for one in of_kind if one.at)


def _entries(
    ledger: Ledger, figure: tuple[str, str], sides: Mapping[str, list[Entry]], now: Taken
) -> list[Entry]:
    """The entries of one subject's area, none of them usable while a figure it is made of is in doubt."""
    subject, item_id = figure
    parts = now.parts
    base = [entry for one in sides if one not in now.settled for entry in sides[one]]
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
    found = [_entry(part) for part in parts if part.amount or part.note]
    missing = [entry for entry in base if entry.status == "missing"]
    if total is None and missing:
        return missing
    if total is None:
        note = words("intake.land_not_known", item=item(item_id).label)
        return [replace(_entry(part), status="held", value=None, note=note) for part in parts]
    return found or [_nothing(item_id, next(iter(sides.values()))[0])]


def _negative(ledger: Ledger, figure: tuple[str, str], total: int) -> str:
    subject, item_id = figure
    finding = Finding(
        code="intake.land_below_zero", severity="error", subject=subject, item=item_id,
        details={"item": item(item_id).label, "area": shown(mu(total))},
    )  # fmt: skip
    ledger.findings.append(finding)
    return finding.text()


def _nothing(item_id: str, first: Entry) -> Entry:
    """No land by this definition: none is held, or all of it counts with another."""
    return replace(
        first, status="assumed", value=0, raw="", unit=label(item(item_id).unit), cell="",
        note=first.note or words("intake.land_nothing", item=item(item_id).label),
    )  # fmt: skip


def _entry(part: Part) -> Entry:
    at = part.at
    note = part.note or words(f"intake.land_{part.role}", parcel=part.parcel)
    if at is None:
        return Entry("read", part.amount, "", "", _NOWHERE, "", note)
    note = at.why or note
    is_sure = part.amount is not None and not at.is_held
    return Entry(
        "read" if is_sure else "held", part.amount, at.raw, at.unit, at.source, at.cell, note
    )
