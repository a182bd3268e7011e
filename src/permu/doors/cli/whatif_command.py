"""`permu whatif`: what becomes of a county if some numbers of its method were otherwise."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb

if TYPE_CHECKING:
    from permu.engine.trying import Rehearsal
    from permu.engine.whatif import WhatIf
    from permu.method.model.scenarios import Scenario

FOLDER = click.Path(exists=True, path_type=Path)
NEW = click.Path(path_type=Path, dir_okay=False)


class Tried(TypedDict):
    """What is to be tried: scenario files, then numbers set on the command line, which may be kept."""

    files: tuple[Path, ...]
    settings: tuple[str, ...]
    save: Path | None
    label: str


@verb("whatif")
@click.option("--method", required=True, type=FOLDER)
@click.option("--facts", required=True, type=FOLDER)
@click.option("--earlier", type=FOLDER)
@click.option("--scenario", "files", multiple=True, type=FOLDER)
@click.option("--set", "settings", multiple=True)
@click.option("--save", type=NEW)
@click.option("--label", default="")
@click.option("--each", is_flag=True)
@click.option("--out", type=NEW)
@json_option
def command(
    *,
    method: Path,
    facts: Path,
    earlier: Path | None,
    each: bool,
    out: Path | None,
    as_json: bool,
    **tried: Unpack[Tried],
) -> int:
    """Try a method with other numbers. It keeps no result."""
    rehearsal = _rehearsed(method, facts, earlier)
    scenarios = _stack(rehearsal, **tried)
    found = _under(rehearsal, scenarios)
    alone = list(_each(rehearsal, scenarios)) if each else []
    if tried["save"]:  # what cannot be tried is not kept
        from permu.doors.cli.whatif_settings import keep

        keep(scenarios[-1], tried["save"])
    if out:
        from permu.documents.whatif import write_whatif_workbook

        write_whatif_workbook(out, found, scenarios, language=language())
    if as_json:
        print_json(_as_json(rehearsal, scenarios, found, alone))
        return 0
    _tell(rehearsal, scenarios, found, alone)
    for name, path in (("whatif_saved", tried["save"]), ("whatif_written", out)):
        if path:
            tell("·", say(name, path=path))
    return 0


def _rehearsed(method: Path, facts: Path, earlier: Path | None) -> "Rehearsal":
    from permu.engine.trying import rehearse
    from permu.method import load_method
    from permu.terms.years import load_years

    known, past = load_years(facts, earlier)
    return rehearse(load_method(method_folder(method)), known, earlier=past)


def _stack(rehearsal: "Rehearsal", **tried: Unpack[Tried]) -> "list[Scenario]":
    """The scenarios in their order, what is set here after those of the files."""
    from permu.doors.cli.whatif_settings import scenario_of
    from permu.method.scenarios import load_scenario

    files, settings, save, label = (
        tried["files"], tried["settings"], tried["save"], tried["label"],
    )  # fmt: skip
    if not files and not settings:
        raise click.UsageError(say("whatif_no_scenario"))
    if (save or label) and not settings:
        raise click.UsageError(say("whatif_nothing_set"))
    scenarios = [load_scenario(file) for file in files]
    if settings:
        scenarios.append(scenario_of(settings, rehearsal.method, label=label, save=save))
    return scenarios


def _under(rehearsal: "Rehearsal", scenarios: "Sequence[Scenario]") -> "WhatIf":
    from permu.engine.whatif import what_if
    from permu.method.scenarios import amended

    return what_if(rehearsal, amended(rehearsal.method, scenarios))


def _each(
    rehearsal: "Rehearsal", scenarios: "Sequence[Scenario]"
) -> "Iterator[tuple[str, WhatIf]]":
    """Each scenario alone, then all of them one over the other."""
    for scenario in scenarios:
        yield scenario.label, _under(rehearsal, [scenario])
    yield say("whatif_together"), _under(rehearsal, scenarios)


def _tell(
    rehearsal: "Rehearsal",
    scenarios: "Sequence[Scenario]",
    found: "WhatIf",
    alone: "Sequence[tuple[str, WhatIf]]",
) -> None:
    from permu.doors.cli.whatif_telling import tell_each, tell_stack, tell_trial

    method, facts = rehearsal.method, rehearsal.facts
    tell_stack(method, scenarios)
    if method.year != facts.year:
        tell("!", say("other_year", year=facts.year, its=method.year))
    if alone:
        tell_each(alone)
    tell_trial(found)


def _as_json(
    rehearsal: "Rehearsal",
    scenarios: "Sequence[Scenario]",
    found: "WhatIf",
    alone: "Sequence[tuple[str, WhatIf]]",
) -> dict[str, Any]:
    """Everything, every mover included; amounts in 分."""
    from permu.engine.whatif import answer
    from permu.method.scenarios import amendments_said, cited, overridden

    method, tongue = rehearsal.method, language()
    before, after = found.comparison.evaluations
    return {
        "cited": cited(method, scenarios, language=tongue),
        "method": {"id": method.id, "digest": method.digest},
        "scenarios": [
            {"id": one.id, "label": one.label, "digest": one.digest} for one in scenarios
        ],
        "tried": {"id": found.method.id, "digest": found.method.digest},
        "facts_digest": before.facts_digest,
        "digests": {"before": before.digest, "after": after.digest},
        "amended": amendments_said(method, scenarios, language=tongue),
        "overridden": overridden(method, scenarios, language=tongue),
        "each": [
            {"label": label, "moves": dict(one.comparison.moves), "totals": one.totals}
            for label, one in alone
        ],
        **answer(found, most=None, language=tongue),
    }
