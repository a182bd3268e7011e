"""`permu restore`: an office out of a backup, checked."""

from pathlib import Path

import click

from permu.doors.cli.backup_command import of_office, tell_manifest
from permu.doors.cli.frame import language, say, tell, verb
from permu.doors.cli.verify_command import head_said


@verb("restore")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", required=True, type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--head", multiple=True)
def command(backup: Path, *, into: Path, key: Path | None, head: tuple[str, ...]) -> int:
    """Write the office of a backup to a new folder, and say what is wrong with it."""
    heads = [head_said(text) for text in head]
    restored = of_office("restoring").restore(backup, into, key=key, heads=heads)
    tell("✓", say("restored", name=backup.name, folder=into))
    tell_manifest(restored.manifest)
    if restored.found is None:
        tell("!", say("restored_unchecked", folder=into))
        return 1
    for one in restored.found:
        tell("✗", one.text(language()))
    if not restored.found:
        tell("✓", say("agrees_kept", folder=say("this_office")))
    click.echo("  " + say("restored_next", folder=into))
    return int(bool(restored.found or restored.manifest.lacks))
