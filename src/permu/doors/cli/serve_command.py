"""`permu serve`: open the office in the browser."""

import importlib.util
from pathlib import Path

import click

from permu.doors.cli.frame import say, tell, verb


@verb("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--demo", type=click.Path(exists=True, path_type=Path))
def command(host: str, port: int, *, demo: Path | None) -> int:
    """Start the office; with `--demo`, on the sample county of that folder."""
    if importlib.util.find_spec("django") is None:
        tell("✗", say("office_not_installed"))
        return 1
    serve = importlib.import_module("permu.doors.site.serve").serve
    serve(host=host, port=port, demo=demo)
    return 0
