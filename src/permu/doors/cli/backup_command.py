"""`permu backup`: the whole office as one file, and whether such a file is still whole."""

import importlib
import importlib.util
from pathlib import Path
from typing import Any

import click

from permu.doors.cli.frame import say, tell, verb
from permu.terms.refusal import Refused

MIB = 1 << 20


@verb("backup")
@click.argument("to", type=click.Path(path_type=Path))
@click.option("--with-key", is_flag=True)
@click.option("--check", "is_check", is_flag=True)
def command(to: Path, *, with_key: bool, is_check: bool) -> int:
    """Write the office to a new file; with `--check`, read such a file through."""
    if is_check:
        manifest = of_office("archive").check(to)
        tell("✓", say("backup_whole", name=to.name))
    else:
        made = of_office("backing").back_up_this_office(to, with_key=with_key)
        to, manifest = made.path, made.manifest
        tell("✓", say("backup_made", name=to.name))
    tell_manifest(manifest)
    click.echo("  " + say("backup_size", size=f"{to.stat().st_size / MIB:.1f}"))
    if manifest.key:
        tell("!", say("backup_has_key" if manifest.has_key else "backup_without_key"))
    return int(bool(manifest.lacks))


def of_office(module: str) -> Any:
    """A module of the office's backup.

    Raises:
        Refused: only the library is installed.
    """
    if importlib.util.find_spec("django") is None:
        raise Refused("doors.office_not_installed")
    return importlib.import_module(f"permu.doors.site.backup.{module}")


def tell_manifest(manifest: Any) -> None:
    """Of which moment a backup is, and what the office had lost already."""
    head = manifest.head or say("nothing_put_out")
    click.echo("  " + say("backup_of", at=manifest.made_at, version=manifest.version, head=head))
    for name in manifest.lacks:
        tell("✗", say("backup_lacks", name=name))
