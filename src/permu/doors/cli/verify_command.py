"""`permu verify`: recompute stored evaluations, check receipts, and the whole chain of an office."""

import importlib
import importlib.util
from pathlib import Path

import click

from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb
from permu.terms.chain import Head
from permu.terms.refusal import Refused

Found = dict[str, list[str]]


@verb("verify")
@click.argument("results", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--head", multiple=True)
@click.option("--office", is_flag=True)
@json_option
def command(
    results: tuple[Path, ...], *, head: tuple[str, ...], office: bool, as_json: bool
) -> int:
    """Say of each result folder, receipt and office whether it is what it was."""
    if not results and not office:
        raise Refused("doors.nothing_to_verify")
    heads = [head_said(text) for text in head]
    found = {str(path): _wrong(path, heads) for path in results}
    if office:
        found[say("this_office")] = _office(heads)
    if as_json:
        print_json(
            {name: {"agrees": not wrong, "disagreements": wrong} for name, wrong in found.items()}
        )
    else:
        _tell(found)
    return int(any(found.values()))


def _wrong(path: Path, heads: list[Head]) -> list[str]:
    """What is wrong with a result folder, or with a receipt."""
    from permu.engine import verify_result
    from permu.terms.receipts import LARGEST, doubts, read_receipt

    if path.is_dir():
        return [one.text(language()) for one in verify_result(path)]
    with path.open("rb") as file:
        receipt = read_receipt(file.read(LARGEST + 1).decode(errors="replace"))
    against: list[Head | None] = [*heads] or [None]
    said = [one.text(language()) for head in against for one in doubts(receipt, head)]
    return list(dict.fromkeys(said))


def _office(heads: list[Head]) -> list[str]:
    if importlib.util.find_spec("django") is None:
        raise Refused("doors.office_not_installed")
    bent = importlib.import_module("permu.doors.site.verify").bent_of_this_office
    return [str(one.text(language())) for one in bent(heads)]


def head_said(text: str) -> Head:
    """A head as somebody typed it off a notice.

    Raises:
        Refused: it is none.
    """
    head = Head.read(text)
    if head is None:
        raise Refused("doors.no_head", text=text)
    return head


def _tell(found: Found) -> None:
    for name, wrong in found.items():
        tell("✗" if wrong else "✓", _verdict(name, is_whole=not wrong))
        for text in wrong:
            click.echo(f"  {text}")


def _verdict(name: str, *, is_whole: bool) -> str:
    if Path(name).is_dir():
        return say("agrees" if is_whole else "disagrees", folder=name)
    return say("agrees_kept" if is_whole else "disagrees_kept", folder=name)
