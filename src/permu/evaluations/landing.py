"""The list of land areas that goes on notice: of each enterprise of the last reading the areas that its method reads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from permu.documents.text import figure
from permu.evaluations.models import LandNotice, Round
from permu.evaluations.settling.figures import items_used
from permu.register.models import Enterprise
from permu.terms.items import Item, items

AREA = "mu"


@dataclass(frozen=True)
class LandList:
    """Heads and rows as they are put out, all text; "" is a figure that nobody gave, or that is held."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class NoticedRow:
    """One enterprise's row of a notice: each area in mu with its head."""

    name: str
    code: str
    areas: Sequence[tuple[str, str]]


def rows_of(notice: LandNotice, codes: Collection[str]) -> list[NoticedRow]:
    """The rows of these credit codes, as they were put out."""
    return [
        NoticedRow(name, code, tuple(zip(notice.heads, areas, strict=True)))
        for _town, name, code, *areas in notice.entries
        if code in codes
    ]


def land_list(round_: Round) -> LandList:
    """By town and name. Call it where something was read."""
    import polars as pl

    folder = round_.intake_folder(round_.reading)
    facts = pl.read_parquet(folder / "facts.parquet")
    used = items_used(round_)
    areas = [
        one for id_, one in items().items() if one.unit == AREA and id_ in used and id_ in facts.columns
    ]  # fmt: skip
    known = {one.credit_code: one for one in Enterprise.objects.select_related("town")}
    rows = [
        [str(one.town or ""), one.name, one.credit_code, *(_said(area, row[area.id]) for area in areas)]
        for row in facts.select("subject", *(area.id for area in areas)).iter_rows(named=True)
        if (one := known.get(row["subject"]))
    ]  # fmt: skip
    return LandList(tuple(area.label for area in areas), sorted(rows))


def _said(area: Item, whole: int | None) -> str:
    return "" if whole is None else figure(Decimal(whole).scaleb(-area.scale))
