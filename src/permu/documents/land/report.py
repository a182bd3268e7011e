"""The land ledger of a facts folder, each amount with the cells it was read from."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import polars as pl

from permu.intake.land import DEFINITIONS
from permu.intake.land.definitions import AreaDefinition, definition
from permu.intake.land.statement import LandStatement, NotClosed
from permu.terms.facts import Facts
from permu.terms.items import item
from permu.terms.refusal import Refused

OWN, RENTED, LET = "land_owned", "land_leased_in", "land_leased_out"
CELL = ("item", "status", "file", "sheet", "cell", "raw", "unit", "note")


@dataclass(frozen=True, kw_only=True)
class Account:
    """An enterprise: own + rented − let, and its area by each definition, in mu; None waits or is not known."""

    subject: str
    name: str
    own: Decimal | None
    rented: Decimal | None
    let: Decimal | None
    areas: dict[str, Decimal | None]  # by definition


@dataclass(frozen=True, kw_only=True)
class Stake:
    """What one party has of a parcel: mu, and m² of floor where it rents some."""

    parcel: str
    party: str
    name: str
    role: str
    land: Decimal | None
    floor: Decimal | None


@dataclass(frozen=True, kw_only=True)
class LandReport:
    """The ledger: facts, and what the reading said of towns and of parcels that do not close."""

    facts: Facts
    statement: LandStatement

    @property
    def definitions(self) -> list[AreaDefinition]:
        """Those that the sheets can tell."""
        table = self.facts.table
        return [one for one in DEFINITIONS.values() if one.item in table.columns]

    def known(self, id_: str) -> AreaDefinition:
        """The definition of that id.

        Raises:
            Refused: there is none, or these sheets cannot tell it.
        """
        found = definition(id_)
        if found not in self.definitions:
            known = "、".join(one.id for one in self.definitions)
            raise Refused("intake.no_such_area", known=known)
        return found

    @cached_property
    def accounts(self) -> list[Account]:
        """Everybody, in order of name."""
        rows = self.facts.table.iter_rows(named=True)
        found = (
            Account(
                subject=row["subject"], name=row.get("name") or row["subject"],
                own=_mu(row[OWN]), rented=_mu(row[RENTED]), let=_mu(row[LET]),
                areas={one.id: _mu(row[one.item]) for one in self.definitions},
            )
            for row in rows
        )  # fmt: skip
        return sorted(found, key=lambda one: (one.name, one.subject))

    def in_town(self, town: str) -> list[Account]:
        """The enterprises of a town, or all."""
        if not town:
            return self.accounts
        here = self.facts.table.filter(pl.col("town") == town)["subject"].to_list()
        return [one for one in self.accounts if one.subject in set(here)]

    def not_closed(self, *, town: str = "", parcel: str = "") -> list[NotClosed]:
        """The parcels that do not close, of a town or of one number where that is asked."""
        return [
            row
            for row in self.statement.not_closed
            if town in ("", row.town) and parcel in ("", row.parcel)
        ]

    def account(self, who: str) -> Account:
        """The enterprise of that code or name.

        Raises:
            Refused: nobody is called so.
        """
        for one in self.accounts:
            if who in (one.subject, one.name):
                return one
        raise Refused("documents.land_nobody", who=who)

    def cells(self, subject: str, item_id: str) -> list[dict[str, str]]:
        """The cells that a figure was made of."""
        mine = (pl.col("subject") == subject) & (pl.col("item") == item_id)
        return self.facts.cells.filter(mine).select(CELL).fill_null("").to_dicts()

    @cached_property
    def stakes(self) -> list[Stake]:
        """Who has what of each parcel, holders first."""
        names = {one.subject: one.name for one in self.accounts}
        return [
            Stake(
                parcel=parcel, party=party, name=names.get(party, party), role=role,
                land=_mu(land), floor=_mu(floor),
            )
            for party, parcel, role, land, floor in self.facts.holdings.sort("parcel", "role", "subject").iter_rows()
        ]  # fmt: skip

    def of_parcel(self, number: str) -> list[Stake]:
        """Who has what of one parcel.

        Raises:
            Refused: the ledger knows no such parcel.
        """
        found = [one for one in self.stakes if one.parcel == number]
        if not found and not self.not_closed(parcel=number):
            raise Refused("documents.land_no_parcel", parcel=number)
        return found


def load_land(folder: Path) -> LandReport:
    """The ledger kept in a facts folder.

    Raises:
        Refused: there is none, because no form of the land bureau was among the workbooks.
    """
    facts, statement = Facts.load(folder), LandStatement.load(folder)
    if statement is None or not {OWN, RENTED, LET} <= set(facts.table.columns):
        raise Refused("documents.land_none")
    return LandReport(facts=facts, statement=statement)


def _mu(units: int | None) -> Decimal | None:
    return None if units is None else item("land_used").decimal(units)
