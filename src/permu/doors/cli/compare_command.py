"""`permu compare`: one county's facts under two methods, and who moves."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb
from permu.terms.items import item

if TYPE_CHECKING:
    from permu.engine.comparing import Comparison
    from permu.method.model import Method

FOLDER = click.Path(exists=True, path_type=Path)


@verb("compare")
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER)
@click.option("--facts", required=True, type=FOLDER)
@click.option("--earlier", type=FOLDER)
@click.option("--means", is_flag=True)
@click.option("--out", type=click.Path(path_type=Path))
@json_option
def command(
    before: Path,
    after: Path,
    *,
    facts: Path,
    earlier: Path | None,
    means: bool,
    out: Path | None,
    as_json: bool,
) -> int:
    """Compare what two methods make of the same facts. It keeps no result."""
    from permu.engine.comparing import with_means
    from permu.method import load_method

    own, other = load_method(method_folder(before)), load_method(method_folder(after))
    found = _compared(own, with_means(other) if means else other, facts, earlier)
    if out:
        from permu.documents.comparing import write_comparison_workbook

        write_comparison_workbook(out, found, language=language())
    if as_json:
        print_json(_as_json(found))
    else:
        _tell(found)
        if out:
            tell("·", say("compare_written", path=out))
    return 0


def _compared(own: "Method", other: "Method", facts: Path, earlier: Path | None) -> "Comparison":
    from permu.engine import evaluate
    from permu.engine.comparing import compare_under
    from permu.terms.years import load_years

    known, past = load_years(facts, earlier)
    return compare_under((own, evaluate(own, known, earlier=past)), other, known, earlier=past)


def _as_json(found: "Comparison") -> dict[str, object]:
    from permu.engine.comparing import DIMENSIONS, assumed_means

    return {
        "before": found.before.method.id,
        "after": found.after.method.id,
        "basis": found.basis,
        "absent": found.after.absent,
        "assumed": assumed_means(found.after.method),
        "borrowed": [one.id for one in found.after.borrowed],
        "moves": found.moves,
        "transitions": found.transitions.to_dicts(),
        "by": {name: found.by(name).to_dicts() for name in DIMENSIONS},
        "movers": found.movers.to_dicts(),
    }


def _tell(found: "Comparison") -> None:
    from permu.engine.comparing import DIMENSIONS

    titles = {side: getattr(found, side).method.title for side in ("before", "after")}
    tell("·", say("compare_head", **titles))
    for warning in _warnings(found):
        tell("!", warning)
    tell(
        "✓",
        say(
            "compare_moves",
            **{str(move): n for move, n in found.moves.items()},
            registered=len(found.table),
        ),
    )
    click.echo("  " + say("compare_from_to"))
    for old, new, count in found.transitions.iter_rows():
        click.echo(f"    {spoken(old)} → {spoken(new)}  {count}")
    for dimension in DIMENSIONS:
        click.echo("  " + say(f"compare_by_{dimension}"))
        for row in found.by(dimension).iter_rows(named=True):
            counts = {str(name): count for name, count in row.items()}
            click.echo("    " + say("compare_place", name=place(counts.pop("value")), **counts))


def _warnings(found: "Comparison") -> list[str]:
    """What a reader must know before the numbers."""
    from permu.engine.comparing import assumed_means

    absent = "、".join(item(name).called(language()) for name in found.after.absent)
    borrowed = "、".join(one.label for one in found.after.borrowed)
    assumed = "、".join(assumed_means(found.after.method))
    warnings = [say("compare_assumed", names=assumed)] if assumed else []
    warnings += [say("compare_absent", names=absent)] if absent else []
    warnings += [say("compare_borrowed", names=borrowed)] if borrowed else []
    if not found.after.counts_grades:
        return [*warnings, say("compare_ungraded")]
    return [*warnings, say("compare_places")] if found.basis == "places" else warnings


def spoken(grade: str) -> str:
    """A grade as it is, a state by its name."""
    from permu.engine.evaluation import RARE_STATES, STATES

    return say(f"state_{grade}") if grade in (*STATES, *RARE_STATES) else grade


def place(value: object) -> str:
    """A value of a dimension by its name."""
    if isinstance(value, bool):
        return say("above_scale" if value else "below_scale")
    return str(value) if value else say("place_unknown")
