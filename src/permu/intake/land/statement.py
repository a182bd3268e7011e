"""What the land ledger closes, kept beside the facts: each town's accounts, and the parcels that do not close."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from permu.intake.land.book import LandBook
from permu.intake.land.closing import Closing, Reason
from permu.intake.land.leases import LeaseTime
from permu.intake.land.towns import TownSum
from permu.terms.refusal import Language, Refused


@dataclass(frozen=True, kw_only=True)
class CellSeen:
    """Where an area stands in a file."""

    sha256: str
    sheet: str
    cell: str
    raw: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class NotClosed:
    """One parcel that does not close, with its sentence in both languages; areas in mu as `a/b`, "" unknown."""

    parcel: str
    town: str
    reason: Reason
    area: str
    accounted: str
    difference: str
    parties: tuple[str, ...]
    cells: tuple[CellSeen, ...]
    text_zh: str
    text_en: str

    def text(self, language: Language) -> str:
        """What does not close, and how to settle it."""
        return self.text_zh if language == "zh" else self.text_en


@dataclass(frozen=True, kw_only=True)
class Town:
    """As `TownSum`, in mu as `a/b`."""

    town: str
    parcels: int
    area: str
    firms: str
    others: str
    open: int


@dataclass(frozen=True, kw_only=True)
class LandStatement:
    """The whole of it; `leases_on` is the day on which leases were looked at."""

    towns: tuple[Town, ...]
    not_closed: tuple[NotClosed, ...]
    leases_on: str

    @classmethod
    def of(
        cls, book: LandBook, rows: Iterable[Closing], towns: Iterable[TownSum], *, time: LeaseTime
    ) -> "LandStatement":
        """The statement of a book."""
        return cls(
            towns=tuple(map(_town, towns)),
            not_closed=tuple(_not_closed(book, row) for row in rows),
            leases_on=time.on.isoformat(),
        )

    def save(self, folder: Path) -> None:
        """Write `land.json`."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / "land.json").write_text(text + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LandStatement | None":
        """Read what `save` wrote; None where there was no land form.

        Raises:
            Refused: the file is not what was written.
        """
        path = folder / "land.json"
        if not path.exists():
            return None
        try:
            told = json.loads(path.read_text("utf-8"))
            return cls(
                towns=tuple(Town(**one) for one in told["towns"]),
                not_closed=tuple(map(_told, told["not_closed"])),
                leases_on=told["leases_on"],
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Refused("intake.intake_damaged") from error


def _told(row: dict[str, Any]) -> NotClosed:
    cells = tuple(CellSeen(**one) for one in row["cells"])
    return NotClosed(**{**row, "cells": cells, "parties": tuple(row["parties"])})


def _town(one: TownSum) -> Town:
    return Town(
        town=one.town, parcels=one.parcels, area=str(one.area), firms=str(one.firms),
        others=str(one.others), open=one.open,
    )  # fmt: skip


def _not_closed(book: LandBook, row: Closing) -> NotClosed:
    return NotClosed(
        parcel=row.parcel, town=row.town, reason=row.reason, area=_text(row.area),
        accounted=_text(row.accounted), difference=_text(row.difference),
        parties=tuple(book.name(party) for party in row.parties),
        cells=tuple(
            CellSeen(sha256=at.source.sha256, sheet=at.source.sheet, cell=at.cell, raw=at.raw, unit=at.unit)
            for at in row.places
        ),
        text_zh=row.text("zh"), text_en=row.text("en"),
    )  # fmt: skip


def _text(area: Fraction | None) -> str:
    return "" if area is None else str(area)
