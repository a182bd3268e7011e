"""What a trial comes to, in lines for a terminal."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from permu.doors.cli.compare_command import place, spoken
from permu.doors.cli.diff_command import MOST
from permu.doors.cli.frame import language, say, tell

if TYPE_CHECKING:
    from permu.engine.whatif import WhatIf
    from permu.method.model import Method
    from permu.method.model.scenarios import Scenario

KINDS = ("charges", "reliefs")


def tell_stack(method: "Method", scenarios: "Sequence[Scenario]") -> None:
    """Which scenarios over which method, and each number that is otherwise."""
    from permu.method.scenarios import amendments_said, cited, overridden

    tongue = language()
    tell("·", cited(method, scenarios, language=tongue))
    tell("!", say("whatif_trial"))
    for scenario in scenarios:
        if scenario.method and scenario.method != method.id:
            tell("!", say("whatif_other_method", label=scenario.label, made=scenario.method))
    for what, first, last in overridden(method, scenarios, language=tongue):
        tell("!", say("whatif_overridden", what=what, first=first, last=last))
    said = amendments_said(method, scenarios, language=tongue)
    click.echo("  " + say("whatif_amended" if said else "whatif_nothing"))
    for line in said:
        click.echo(f"    {line}")


def tell_trial(found: "WhatIf") -> None:
    """Who moves from where to where, by place, the money, and the movers."""
    from permu.engine.comparing import DIMENSIONS

    comparison = found.comparison
    counts = {str(move): n for move, n in comparison.moves.items()}
    tell("✓", say("compare_moves", **counts, registered=len(comparison.table)))
    click.echo("  " + say("compare_from_to"))
    for old, new, count in comparison.transitions.iter_rows():
        click.echo(f"    {spoken(old)} → {spoken(new)}  {count}")
    _tell_money(found)
    for dimension in DIMENSIONS:
        click.echo("  " + say(f"compare_by_{dimension}"))
        money = found.money_by(dimension).drop("value", "registered")
        for row in found.moves_by(dimension).hstack(money).iter_rows(named=True):
            counts = {str(name): count for name, count in row.items()}
            line = say("compare_place", name=place(counts.pop("value")), **counts)
            click.echo(f"    {line}{_shifts(row)}")
    _tell_movers(found)


def _tell_money(found: "WhatIf") -> None:
    click.echo("  " + say("whatif_money"))
    for row in found.money.iter_rows(named=True):
        kind = say("whatif_relief" if row["gives"] else "whatif_charge") if row["is_money"] else ""
        subjects = say(
            "whatif_subjects", before=row["subjects:before"], after=row["subjects:after"]
        )
        shift = say("list_semicolon") + shifted(row, "amount") if row["is_money"] else ""
        _line(f"{row['label']}{kind}", f"{subjects}{shift}{_missing(row)}")
    totals = found.totals
    parts = [f"{say(f'whatif_{kind}')} {shifted(totals, kind)}" for kind in KINDS]
    _line(say("whatif_total"), f"{say('list_semicolon').join(parts)}{_missing(totals)}")


def _shifts(row: dict[str, Any]) -> str:
    """The sums of a place that move."""
    parts = [
        f"{say('list_semicolon')}{say(f'whatif_{kind}')} {shifted(row, kind)}"
        for kind in KINDS
        if row[f"{kind}:before"] != row[f"{kind}:after"]
    ]
    return "".join(parts) + (_missing(row) if parts else "")


def shifted(row: dict[str, Any], name: str) -> str:
    """`1,200.00 元 → 800.00 元`."""
    return f"{yuan(row[f'{name}:before'])} → {yuan(row[f'{name}:after'])}"


def yuan(fen: int | None) -> str:
    """An amount in 分 as people write it; — where it is not known."""
    return "—" if fen is None else f"{Decimal(fen) / 100:,.2f} {say('yuan')}"


def _missing(row: dict[str, Any]) -> str:
    before, after = row["missing:before"], row["missing:after"]
    return say("whatif_missing", before=before, after=after) if before or after else ""


def _tell_movers(found: "WhatIf") -> None:
    from permu.engine.whatif import movers

    if len(found.movers):
        click.echo("  " + say("whatif_movers"))
    for row in movers(found, most=MOST, language=language()):
        old, new = (row[f"grade:{side}"] or row[f"state:{side}"] for side in ("before", "after"))
        why = say("list_semicolon").join(row["why"])
        name = row["name"] or row["subject"]
        grades = f"{spoken(old)} → {spoken(new)}"
        click.echo("    " + say("mover", name=name, grades=grades, why=why))
    if len(found.movers) > MOST:
        click.echo("    " + say("whatif_more", count=len(found.movers) - MOST))


def tell_each(rows: "Sequence[tuple[str, WhatIf]]") -> None:
    """Each scenario alone and all together, a line each."""
    click.echo("  " + say("whatif_each"))
    for label, found in rows:
        counts = {str(move): n for move, n in found.comparison.moves.items()}
        parts = [f"{say(f'whatif_{kind}')} {shifted(found.totals, kind)}" for kind in KINDS]
        counted = say("whatif_each_moves", **counts)
        _line(label, say("list_semicolon").join([counted, *parts]))


def _line(label: str, text: str) -> None:
    click.echo("    " + say("whatif_line", label=label, text=text))
