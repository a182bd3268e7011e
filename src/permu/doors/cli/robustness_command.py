"""`permu robustness`: how sure the grades of a result are, under uncertainty that is stated."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, progress, say, tell, verb
from permu.terms.industries import division_name

if TYPE_CHECKING:
    from permu.engine import Result
    from permu.engine.robustness import Robustness, Uncertainty

FOLDER = click.Path(exists=True, path_type=Path)
FIRST = 10
"""So many are named on the screen; the workbook and JSON have all."""


class Given(TypedDict):
    """What is analysed: a result folder, or a method and facts."""

    result: Path | None
    method: Path | None
    facts: Path | None
    earlier: Path | None


class Assumed(TypedDict):
    """What is uncertain: of a file, and what is said on the command line over it."""

    uncertainty: Path | None
    weights: str | None
    errors: tuple[str, ...]
    rounding: bool
    missing: str | None
    draws: int | None
    engine_draws: int | None
    seed: int | None


class Asked(Given, Assumed):
    """Everything but where the answer goes."""


@verb("robustness")
@click.argument("result", type=FOLDER, required=False)
@click.option("--method", type=FOLDER)
@click.option("--facts", type=FOLDER)
@click.option("--earlier", type=FOLDER)
@click.option("--weights")
@click.option("--error", "errors", multiple=True)
@click.option("--rounding", is_flag=True)
@click.option("--missing", type=click.Choice(["keep", "draw"]))
@click.option("--uncertainty", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--draws", type=click.IntRange(20, 1_000_000))
@click.option("--engine-draws", type=click.IntRange(20, 1_000_000))
@click.option("--seed", type=int)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def command(*, out: Path | None, as_json: bool, **asked: Unpack[Asked]) -> int:
    """Say how likely each grade is. It keeps no result and changes none."""
    from permu.engine.robustness import robustness

    assumed, given = _assumed(asked), _given(asked)
    with progress(say("robustness_drawing"), quiet=as_json) as moved:
        found = robustness(
            given.method, given.evaluation, assumed,
            progress=lambda done, total, _source: moved(done, total, ""),
        )  # fmt: skip
    if out:
        from permu.documents.robustness import write_robustness_workbook

        write_robustness_workbook(out, found, language=language())
    if as_json:
        print_json(_as_json(found))
        return 0
    _tell(found)
    if out:
        tell("·", say("robustness_written", path=out))
    return 0


def _given(asked: Given) -> "Result":
    """The result of a folder, or one evaluated now."""
    from permu.engine import Result, evaluate, load_result
    from permu.method import load_method
    from permu.terms.years import load_years

    if asked["result"]:
        if asked["method"] or asked["facts"]:
            raise click.UsageError(say("robustness_both"))
        return load_result(asked["result"])
    if not asked["method"] or not asked["facts"]:
        raise click.UsageError(say("robustness_neither"))
    facts, earlier = load_years(asked["facts"], asked["earlier"])
    method = load_method(method_folder(asked["method"]))
    found = evaluate(method, facts, earlier=earlier)
    return Result(evaluation=found, method=method, facts=found.facts, earlier=earlier)


def _assumed(asked: Assumed) -> "Uncertainty":
    """What the file says, and over it what the command line does; weights within 10 % where nobody says anything."""
    from permu.engine.robustness import said_in, uncertainty_of

    said = said_in(asked["uncertainty"]) if asked["uncertainty"] else {}
    for name in ("weights", "missing", "draws", "engine_draws", "seed"):
        if asked[name] is not None:
            said[name] = asked[name]
    if asked["rounding"]:
        said["rounding"] = True
    if asked["errors"]:
        written = said.get("data")
        errors = dict(each.partition("=")[::2] for each in asked["errors"])
        said["data"] = (written if isinstance(written, dict) else {}) | errors
    if not said.keys() & {"weights", "data", "missing", "rounding"}:
        said["weights"] = "uniform:10%"
    return uncertainty_of(said)


def _as_json(found: "Robustness") -> dict[str, object]:
    from permu.engine.robustness import DIMENSIONS, assumptions_said

    return {
        "is_official": False,
        "method": found.method.id,
        "assumptions": assumptions_said(found.uncertainty, language()),
        "draws": found.draws,
        "way": found.way,
        "seed": found.uncertainty.seed,
        "standing": found.standing,
        "drivers": found.drivers.to_dicts(),
        "leave_one_out": found.leave_one_out.to_dicts(),
        "droppable": found.droppable,
        "hit_by": {name: found.hit_by(name).to_dicts() for name in DIMENSIONS},
        "enterprises": found.table.to_dicts(),
    }


def _tell(found: "Robustness") -> None:
    for line in _lines(found):
        click.echo(line)


def _lines(found: "Robustness") -> Iterator[str]:
    from permu.engine.robustness import assumptions_said, source_said

    tell("!", say("robustness_head", title=found.method.title))
    for sentence in assumptions_said(found.uncertainty, language()):
        yield f"  {sentence}"
    yield "  " + say(f"robustness_way_{found.way}", draws=found.draws["joint"])
    tell(
        "✓",
        say(
            "robustness_standing",
            graded=len(found.graded),
            **{str(name): count for name, count in found.standing.items()},
        ),
    )
    for source, count in found.drivers.iter_rows():
        yield "  " + say("robustness_driver", source=source_said(source, language()), count=count)
    yield from _nearest(found)
    yield from _left_out(found)
    yield from _hit(found)


def _nearest(found: "Robustness") -> Iterator[str]:
    """The least sure of all, by name."""
    rows = found.graded.filter("within_reach").sort("own", "subject").head(FIRST)
    facts = found.county.facts.table
    if rows.is_empty():
        return
    if "name" in facts.columns:
        names = facts.select("subject", "name")
        rows = rows.join(names, on="subject", how="left", maintain_order="left")
    yield "  " + say("robustness_nearest")
    for row in rows.to_dicts():
        name = row.get("name") or row["subject"]
        yield "    " + say(
            "robustness_one", name=name, grade=row["grade"], own=f"{row['own']:.0%}",
            low=row["rank:low"] or "—", high=row["rank:high"] or "—",
        )  # fmt: skip


def _left_out(found: "Robustness") -> Iterator[str]:
    for row in found.leave_one_out.iter_rows(named=True):
        yield "  " + say("robustness_left_out", **{str(name): value for name, value in row.items()})


def _hit(found: "Robustness") -> Iterator[str]:
    from permu.engine.robustness import DIMENSIONS

    for dimension in DIMENSIONS:
        for row in found.hit_by(dimension).filter("hit").to_dicts():
            value = row["value"]
            if dimension == "is_above_scale":
                value = say("above_scale" if value == "true" else "below_scale")
            elif dimension == "industry":
                value = division_name(value, language())
            yield "  " + say(
                "robustness_hit", where=say(f"robustness_by_{dimension}"), value=value, graded=row["graded"],
                low=row["low"], expected=f"{row['low:expected']:.1f}", p=f"{row['p']:.2g}",
            )  # fmt: skip
