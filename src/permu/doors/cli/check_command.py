"""`permu check`: is a method file sound?"""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb
from permu.doors.cli.telling import tell_finding
from permu.terms.findings import Finding

if TYPE_CHECKING:
    from permu.method.language.schema import FileKind


def _print_schema(context: click.Context, _option: click.Parameter, kind: str | None) -> None:
    """Print the JSON Schema of a kind of file, and end: there is nothing to check."""
    if kind is None:
        return
    from permu.method.language.schema import schema

    print_json(schema(cast("FileKind", kind), language()))
    context.exit()


@verb("check")
@click.option(
    "--schema",
    type=click.Choice(["method", "group", "cases", "overlay"]),
    callback=_print_schema,
    is_eager=True,
    expose_value=False,
)
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@json_option
def command(folders: tuple[Path, ...], *, as_json: bool) -> int:
    """Check method folders: weights, units, clauses, shares, rules."""
    from permu.method import check_method

    found = {folder: check_method(method_folder(folder)) for folder in folders}
    if as_json:
        print_json(
            {
                str(folder): [f.as_json(language()) for f in faults]
                for folder, faults in found.items()
            }
        )
    else:
        for folder, faults in found.items():
            _tell(folder, faults)
    return int(any(fault.severity == "error" for faults in found.values() for fault in faults))


def method_folder(path: Path) -> Path:
    """The folder a person means who names a method's folder or one of its files."""
    return path if path.is_dir() else path.parent


def _tell(folder: Path, faults: list[Finding]) -> None:
    from permu.method import load_method

    errors = sum(fault.severity == "error" for fault in faults)
    if errors:
        tell("✗", say("method_unsound", folder=folder, count=errors))
    else:
        method = load_method(method_folder(folder))
        indicators = sum(len(group.indicators) for group in method.groups)
        tell("✓", say("method_sound", folder=folder, title=method.title, indicators=indicators))
    for fault in faults:
        tell_finding(fault)
