"""`permu cases`: run the worked cases that stand beside a method."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb

if TYPE_CHECKING:
    from permu.method.cases.model import CaseResult


@verb("cases")
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@json_option
def command(folders: tuple[Path, ...], *, as_json: bool) -> int:
    """Run the worked cases of method folders."""
    from permu.engine import compare_commitments, evaluate
    from permu.method import run_cases

    results = {
        str(folder): run_cases(method_folder(folder), evaluate, commitments=compare_commitments)
        for folder in folders
    }
    if as_json:
        print_json(
            {folder: [_as_json(case) for case in cases] for folder, cases in results.items()}
        )
    else:
        for folder, cases in results.items():
            _tell(folder, cases)
    return int(any(not case.passed for cases in results.values() for case in cases))


def _as_json(case: "CaseResult") -> dict[str, object]:
    return {"name": case.name, "passed": case.passed, "disagreements": case.text(language())}


def _tell(folder: str, cases: "list[CaseResult]") -> None:
    for case in cases:
        tell("✓" if case.passed else "✗", case.name)
        if not case.passed:
            click.echo(f"  {case.text(language())}")
    passed = sum(case.passed for case in cases)
    tell("·", say("cases_run", folder=folder, count=len(cases), passed=passed))
