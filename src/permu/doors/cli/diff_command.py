"""`permu diff`: what changed between two methods, in words."""

from pathlib import Path

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb


@verb("diff")
@click.argument("before", type=click.Path(exists=True, path_type=Path))
@click.argument("after", type=click.Path(exists=True, path_type=Path))
@json_option
def command(before: Path, after: Path, *, as_json: bool) -> int:
    """Compare two methods. As diff does: 0 the same, 1 different."""
    from permu.method import compare_methods, load_method

    old, new = load_method(method_folder(before)), load_method(method_folder(after))
    changes = [change.text(language()) for change in compare_methods(old, new)]
    if as_json:
        print_json({"before": old.id, "after": new.id, "changes": changes})
    else:
        tell("·", f"{old.title} → {new.title}")
        for change in changes:
            click.echo(f"  {change}")
        tell("·" if changes else "✓", say("changes", count=len(changes)))
    return int(bool(changes))
