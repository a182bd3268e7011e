"""`permu completion`: the line that gives a shell tab completion."""

import click
from click.shell_completion import get_completion_class

from permu.doors.cli.frame import permu, verb


@verb("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), default="bash")
def command(shell: str) -> int:
    """Print the completion script of a shell."""
    completion = get_completion_class(shell)
    if completion is None:
        return 1
    click.echo(completion(permu, {}, "permu", "_PERMU_COMPLETE").source())
    return 0
