"""`permu frontier`: who yields most from what is put in, and how far the others are from it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb

if TYPE_CHECKING:
    from permu.documents.frontier import GroupSummary, Saying
    from permu.engine.frontier import Analysis

FOLDER = click.Path(exists=True, path_type=Path)
BAR = 40


@verb("frontier")
@click.option("--method", required=True, type=FOLDER)
@click.option("--facts", required=True, type=FOLDER)
@click.option("--earlier", type=FOLDER)
@click.option("--inputs", default="")
@click.option("--outputs", default="")
@click.option("--returns", type=click.Choice(["variable", "constant"]), default="variable")
@click.option("--orientation", type=click.Choice(["input", "output"]), default="input")
@click.option("--group", "groups", multiple=True)
@click.option("--out", type=click.Path(path_type=Path))
@json_option
def command(
    *,
    method: Path,
    facts: Path,
    earlier: Path | None,
    out: Path | None,
    as_json: bool,
    **asked: Any,
) -> int:
    """Analyse each ranking group; write the workbook where one is asked for. It keeps no result."""
    found = _analysed(method_folder(method), facts, earlier, asked)
    if out:
        from permu.documents.frontier import write_frontier_workbook

        write_frontier_workbook(out, found, language=language())
    if as_json:
        print_json(_as_json(found))
    else:
        _tell(found)
        if out:
            tell("·", say("frontier_written", path=out))
    return 0


def _analysed(method: Path, facts: Path, earlier: Path | None, asked: dict[str, Any]) -> "Analysis":
    from permu.engine import evaluate
    from permu.engine.frontier import Asked, analyse
    from permu.engine.refusals import needs_earlier
    from permu.method import load_method
    from permu.terms.years import load_years

    loaded = load_method(method)
    known, past = load_years(facts, earlier)
    evaluation = evaluate(loaded, known, earlier=past if needs_earlier(loaded) else None)
    named: dict[str, Any] = {side: _names(asked[side]) for side in ("inputs", "outputs")}
    return analyse(loaded, evaluation, earlier=past, asked=Asked(**asked | named))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.replace("，", ",").split(",") if name.strip())


def _as_json(found: "Analysis") -> dict[str, object]:
    from dataclasses import asdict

    from permu.documents.frontier import summaries

    return {
        "note": say("frontier_note"),
        "method": found.method.id,
        "asked": asdict(found.frontier.asked),
        "groups": [asdict(each) for each in summaries(found.frontier)],
        "units": found.frontier.units,
        "subjects": found.frontier.table.to_dicts(),
        "obstacles": found.obstacles.to_dicts(),
    }


def _tell(found: "Analysis") -> None:
    from permu.documents.frontier import Saying, summaries

    tell("!", say("frontier_note"))
    for refused in found.frontier.unread.values():
        tell("!", refused.text(language()))
    saying = Saying(found, language())
    for each in summaries(found.frontier):
        _tell_group(saying, each)


def _tell_group(saying: "Saying", each: "GroupSummary") -> None:
    analysis = saying.analysis
    comma = saying.words["list_comma"]
    figures = {
        side: comma.join(map(saying.figure, getattr(each.choice, side)))
        for side in ("inputs", "outputs")
    }
    tell("·", say("frontier_group", group=analysis.method.group(each.group).label, **figures))
    share = "—" if each.mean is None else f"{100 * each.mean:.1f}%"
    counts = {"analysed": each.analysed, "left_out": each.left_out, "frontier": each.on_frontier}
    click.echo("  " + say("frontier_counts", mean=share, **counts))
    most = max(each.tenths, default=0)
    for place, count in enumerate(each.tenths):
        bar = "█" * round(BAR * count / max(most, 1))
        click.echo(f"    {10 * place:>3}–{10 * place + 10:>3}%  {bar} {count}")
    click.echo("  " + say("frontier_sizes", **each.sizes))
    if analysis.frontier.has_earlier:
        _tell_change(analysis, each)
    _tell_obstacles(saying, each.group)


def _tell_change(found: "Analysis", each: "GroupSummary") -> None:
    """The median of the change between the two years, and of how many it is."""
    changes = found.frontier.of(each.group)["change"].drop_nulls()
    median = changes.median()
    middle = f"{median:.3f}" if isinstance(median, float) else "—"
    counts = {"known": len(changes), "unknown": each.analysed - len(changes)}
    click.echo("  " + say("frontier_changed", median=middle, **counts))


def _tell_obstacles(saying: "Saying", group: str) -> None:
    """The mean obstacle degree of each indicator of a group, the greatest first."""
    import polars as pl

    found = saying.analysis
    subjects = found.frontier.of(group)["subject"].implode()
    means = (
        found.obstacles.filter(pl.col("subject").is_in(subjects))
        .group_by("indicator", maintain_order=True)
        .agg(pl.col("obstacle").mean())
        .drop_nulls()
        .sort("obstacle", descending=True, maintain_order=True)
    )
    said = [f"{saying.indicator(name)} {100 * share:.1f}%" for name, share in means.iter_rows()]
    click.echo("  " + say("frontier_obstacles", said=saying.words["list_comma"].join(said)))
