"""`permu new`: a guided start from a notice's text to a method folder that can be checked."""

import sys
from datetime import date
from pathlib import Path

import click

from permu.doors.cli.frame import json_option, print_json, say, tell, verb
from permu.doors.cli.telling import tell_finding
from permu.terms.refusal import Refused

TEXTS = (".md", ".txt")


@verb("new")
@click.argument("notice", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--place")
@click.option("--place-label")
@click.option("--year", type=click.IntRange(1990, 2100))
@click.option("--title")
@click.option("--document")
@click.option("--address")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]))
@json_option
def command(notice: Path, folder: Path, *, as_json: bool, **said: object) -> int:
    """Write a method folder from a notice, every guess marked; asks for what was not said."""
    from permu.method import check_method
    from permu.method.starting import Head, recognise, write_start

    published = said.pop("published")
    text = _text(notice)
    told = {name: _asked(name, value) for name, value in said.items()}
    head = Head(
        place=told["place"],
        place_label=told["place_label"],
        year=int(told["year"]),
        title=told["title"],
        document=told["document"],
        address=told["address"],
        published=published.date() if hasattr(published, "date") else None,
    )
    draft = recognise(text)
    open_points = write_start(folder, head, text, draft)
    faults = [one for one in check_method(folder) if one.severity == "error"]
    if as_json:
        found = {side: len(guesses) for side, guesses in draft.indicators.items()}
        print_json({"folder": str(folder), "indicators": found, "open": open_points})
        return int(bool(faults))
    count = sum(map(len, draft.indicators.values()))
    tell("✓", say("start_written", folder=folder, indicators=count, grades=len(draft.shares)))
    for what in open_points:
        tell("!", what)
    for fault in faults:
        tell_finding(fault)
    tell("·", say("start_next", folder=folder))
    return int(bool(faults))


def _text(path: Path) -> str:
    """The notice's text.

    Raises:
        Refused: it is no plain text.
    """
    if path.suffix.lower() not in TEXTS:
        raise Refused("doors.notice_not_text", file=path.name)
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("doors.notice_not_text", file=path.name)


def _asked(name: str, value: object) -> str:
    """What was said of the notice, or what a person answers.

    Raises:
        Refused: nobody is there to answer.
    """
    if value is not None:
        return str(value)
    if not sys.stdin.isatty():
        raise Refused("doors.start_lacks", option="--" + name.replace("_", "-"))
    question = say(f"ask_{name}")
    kind = click.IntRange(1990, 2100) if name == "year" else str
    default = str(date.today().year - 1) if name == "year" else None  # noqa: DTZ011 — a suggestion at a terminal
    return str(click.prompt(question, type=kind, default=default))
