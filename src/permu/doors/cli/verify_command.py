"""`permu verify`: recompute a stored evaluation from its facts and method."""

from pathlib import Path

import click

from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb


@verb("verify")
@click.argument("results", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@json_option
def command(results: tuple[Path, ...], *, as_json: bool) -> int:
    """Say whether every byte of each result agrees with what its facts and method give."""
    from permu.engine import verify_result

    found = {
        str(folder): [wrong.text(language()) for wrong in verify_result(folder)]
        for folder in results
    }
    if as_json:
        print_json(
            {
                folder: {"agrees": not wrong, "disagreements": wrong}
                for folder, wrong in found.items()
            }
        )
    else:
        for folder, disagreements in found.items():
            tell(
                "✗" if disagreements else "✓",
                say("disagrees" if disagreements else "agrees", folder=folder),
            )
            for text in disagreements:
                click.echo(f"  {text}")
    return int(any(found.values()))
