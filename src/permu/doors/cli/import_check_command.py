"""`permu import-check`: what one file would give, told to a machine in one object or to a person in words."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from permu.doors.cli.frame import json_option, say, tell, verb

if TYPE_CHECKING:
    from permu.intake.dryrun import Checked

_WRONG_CALL = 2


@verb("import-check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dataset", required=True)
@click.option("--register", required=True, type=click.Path(path_type=Path))
@json_option
def command(file: Path, *, dataset: str, register: Path, as_json: bool) -> int:
    """Check a file without importing it. Whatever happens, a machine gets its one object."""
    from permu.intake.dryrun import DATASETS

    checked = _checked(file, dataset, register)
    if as_json:  # in plain ASCII: one line whatever the names hold, whatever the terminal speaks
        click.echo(json.dumps(checked.as_json()))
    else:
        _tell(checked)
    return 0 if dataset in DATASETS else _WRONG_CALL


def _checked(file: Path, dataset: str, register: Path) -> "Checked":
    from permu.intake.dryrun import import_check
    from permu.intake.dryrun.checked import rejected
    from permu.intake.tidy import file_name
    from permu.terms.refusal import Refused

    try:
        return import_check(file, dataset=dataset, register=register)
    except Exception:  # noqa: BLE001 — a fault of ours is no reason to leave a machine without its answer
        return rejected(Refused("intake.check_failed", file=file_name(file)))


def _tell(checked: "Checked") -> None:
    for told in checked.findings:
        place = say("row", row=told.row) if told.row else say("whole_file")
        tell("!", "  ".join(filter(None, (place, told.code, told.text))))
    tell("✗" if checked.outcome.startswith("rejected") else "✓", checked.message)
