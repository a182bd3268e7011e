"""`permu land`: the land ledger of a facts folder, by enterprise, by parcel, by town, and what does not close."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb
from permu.terms.rounding import rounded

if TYPE_CHECKING:
    from permu.documents.land import Account, LandReport, Stake
    from permu.intake.land.statement import NotClosed, Town

MOST = 20
"""Lines on a terminal of each list; `--out` and `--json` have all."""
AREAS = (
    "area",
    "firms",
    "others",
    "accounted",
    "difference",
    "own",
    "rented",
    "let",
    "land",
    "floor",
)
Cells = Sequence[str]


@verb("land")
@click.argument("facts", type=click.Path(exists=True, path_type=Path))
@click.option("--enterprise", default="")
@click.option("--parcel", default="")
@click.option("--town", default="")
@click.option("--definition", default="used")
@click.option("--out", type=click.Path(path_type=Path))
@json_option
def command(
    facts: Path,
    *,
    enterprise: str,
    parcel: str,
    town: str,
    definition: str,
    out: Path | None,
    as_json: bool,
) -> int:
    """Tell the ledger, or one enterprise or parcel of it; write the workbook where one is asked for."""
    from permu.documents.land import load_land, write_land_workbook

    report = load_land(facts)
    report.known(definition)
    if out:
        write_land_workbook(out, report, language=language())
    if as_json:
        print_json(_as_json(report, enterprise, parcel, town))
        return 0
    if enterprise:
        lines = _of_enterprise(report, report.account(enterprise))
    elif parcel:
        lines = _of_parcel(report, parcel)
    else:
        lines = _of_all(report, town, definition)
    for line in lines:
        click.echo(line)
    if out:
        tell("·", say("land_written", path=out))
    return 0


def _of_all(report: "LandReport", town: str, definition: str) -> Iterator[str]:
    """The towns, everybody's land, and the parcels that do not close."""
    statement = report.statement
    towns = [one for one in statement.towns if town in ("", one.town)]
    yield click.style(say("land_towns", on=statement.leases_on), bold=True)
    yield from _table(
        "land_town_heads",
        [
            (one.town or "—", str(one.parcels), *map(_mu, (one.area, one.firms, one.others)), str(one.open))
            for one in towns
        ],
    )  # fmt: skip
    told = report.in_town(town)
    yield click.style(say("land_enterprises", count=len(told)), bold=True)
    label = report.known(definition).label(language())
    yield from _table("land_heads", [_line(one, definition) for one in told[:MOST]], label=label)
    if len(told) > MOST:
        yield say("land_more", count=len(told) - MOST)
    yield from _open(report, town=town)


def _line(one: "Account", definition: str) -> Cells:
    sides = (one.own, one.rented, one.let, one.areas.get("used"), one.areas[definition])
    return (one.name, *map(_mu, sides))


def _of_enterprise(report: "LandReport", one: "Account") -> Iterator[str]:
    """Own + rented − let, then each definition, with the cells."""
    yield click.style(f"{one.name}　{one.subject}", bold=True)
    used = one.areas.get("used")
    yield say(
        "land_sum", own=_mu(one.own), rented=_mu(one.rented), let=_mu(one.let), used=_mu(used)
    )
    for found in report.definitions:
        yield f"{found.label(language())}　{_mu(one.areas[found.id])}　〔{found.source}〕"
        for cell in report.cells(one.subject, found.item):
            place = " ".join(filter(None, (cell["sheet"], cell["cell"])))
            yield f"  {place or '—'}　{cell['raw']}{cell['unit'] if cell['raw'] else ''}　{cell['note']}"


def _of_parcel(report: "LandReport", parcel: str) -> Iterator[str]:
    """Who holds and rents what of a parcel, and whether it closes."""
    yield click.style(parcel, bold=True)
    rows = [
        (one.name, say(f"land_{one.role}"), _mu(one.land), _mu(one.floor))
        for one in report.of_parcel(parcel)
    ]
    yield from _table("land_parcel_heads", rows)
    yield from _open(report, parcel=parcel)


def _open(report: "LandReport", *, town: str = "", parcel: str = "") -> Iterator[str]:
    rows = report.not_closed(town=town, parcel=parcel)
    yield click.style(say("land_open", count=len(rows)), bold=True)
    for row in rows:
        cells = "、".join(f"{at.sheet} {at.cell}" for at in row.cells)
        yield f"  {row.town or '—'}　{row.text(language())}" + (f"〔{cells}〕" if cells else "")


def _table(heads: str, rows: Sequence[Cells], **named: str) -> list[str]:
    from permu.sample.tallying.table import aligned

    return [f"  {line}" for line in aligned([say(heads, **named).split("|"), *rows])]


def _mu(value: Decimal | str | None) -> str:
    """An area for the eye; — where it is not known."""
    return "—" if value is None or value == "" else f"{rounded(Fraction(value), 2):,}"


def _as_json(report: "LandReport", enterprise: str, parcel: str, town: str) -> dict[str, object]:
    """The whole ledger, or the part asked for, each area with its cells where one enterprise is asked for."""
    if enterprise:
        one = report.account(enterprise)
        cells = {found.id: report.cells(one.subject, found.item) for found in report.definitions}
        return _plain(one) | {"cells": cells}
    not_closed = [_plain(row) for row in report.not_closed(town=town, parcel=parcel)]
    if parcel:
        parties = [_plain(one) for one in report.of_parcel(parcel)]
        return {"parcel": parcel, "parties": parties, "not_closed": not_closed}
    return {
        "leases_on": report.statement.leases_on,
        "definitions": {one.id: one.label(language()) for one in report.definitions},
        "towns": [_plain(one) for one in report.statement.towns if town in ("", one.town)],
        "enterprises": [_plain(one) for one in report.in_town(town)],
        "not_closed": not_closed,
    }


def _plain(row: "Account | Stake | Town | NotClosed") -> dict[str, object]:
    """A record whose areas are decimals as text; None is not known."""
    told = asdict(row)
    told |= {name: _exact(told[name]) for name in AREAS if name in told}
    if "areas" in told:
        told["areas"] = {name: _exact(area) for name, area in told["areas"].items()}
    return told


def _exact(value: Decimal | str | None) -> str | None:
    return None if value is None or value == "" else f"{rounded(Fraction(value), 6):f}"
