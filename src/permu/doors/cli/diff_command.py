"""`permu diff`: what changed between two methods, in words, and whose grade moves because of it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.compare_command import FOLDER, spoken
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb

if TYPE_CHECKING:
    from permu.engine.comparing import Comparison
    from permu.method.model import Method

MOST = 20
"""Movers named on a terminal; `--json` has all."""


@verb("diff")
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER)
@click.option("--facts", type=FOLDER)
@click.option("--earlier", type=FOLDER)
@json_option
def command(
    before: Path, after: Path, *, facts: Path | None, earlier: Path | None, as_json: bool
) -> int:
    """Compare two methods. As diff does: 0 the same, 1 different."""
    from permu.method import compare_methods, load_method

    old, new = load_method(method_folder(before)), load_method(method_folder(after))
    changes = [change.text(language()) for change in compare_methods(old, new)]
    found = _compared(old, new, facts, earlier) if facts else None
    if as_json:
        moved = {"moves": found.moves, "movers": list(_movers(found))} if found else {}
        print_json({"before": old.id, "after": new.id, "changes": changes} | moved)
    else:
        tell("·", f"{old.title} → {new.title}")
        for change in changes:
            click.echo(f"  {change}")
        tell("·" if changes else "✓", say("changes", count=len(changes)))
        if found:
            _tell_movers(found)
    return int(bool(changes))


def _compared(old: "Method", new: "Method", facts: Path, earlier: Path | None) -> "Comparison":
    from permu.engine import evaluate
    from permu.engine.comparing import compare_evaluations
    from permu.terms.years import load_years

    known, past = load_years(facts, earlier)
    first, second = (evaluate(method, known, earlier=past) for method in (old, new))
    return compare_evaluations((old, first), (new, second), known)


class Mover(TypedDict):
    """One subject whose grade moved, and why."""

    subject: str
    name: str
    move: str
    before: str
    after: str
    why: list[str]


def _movers(found: "Comparison") -> Iterator[Mover]:
    """Who moves, each with the reasons, which are worked out one by one."""
    from permu.engine.comparing import reasons

    names = dict.fromkeys(found.table["subject"], "")
    if "name" in found.facts.table.columns:
        names = dict(found.facts.table.select("subject", "name").iter_rows())
    for row in found.movers.iter_rows(named=True):
        yield Mover(
            subject=row["subject"],
            name=names[row["subject"]],
            move=row["move"],
            before=row["grade:before"] or row["state:before"],
            after=row["grade:after"] or row["state:after"],
            why=reasons(found, row["subject"], language=language()),
        )


def _tell_movers(found: "Comparison") -> None:
    counts = {str(move): count for move, count in found.moves.items()}
    tell("✓", say("compare_moves", **counts, registered=len(found.table)))
    for mover in islice(_movers(found), MOST):
        grades = f"{spoken(mover['before'])} → {spoken(mover['after'])}"
        why = say("list_semicolon").join(mover["why"])
        click.echo(
            "  " + say("mover", name=mover["name"] or mover["subject"], grades=grades, why=why)
        )
    if found.movers.height > MOST:
        click.echo("  " + say("more_movers", count=found.movers.height - MOST))
