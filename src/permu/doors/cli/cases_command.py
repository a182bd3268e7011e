"""`permu cases`: run the worked cases that stand beside a method."""

from dataclasses import asdict
from pathlib import Path

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, print_json, say, tell, verb


@verb("cases")
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@json_option
def command(folders: tuple[Path, ...], *, as_json: bool) -> int:
    """Run the worked cases of method folders."""
    from permu.engine import evaluate
    from permu.method import run_cases

    results = {str(folder): run_cases(method_folder(folder), evaluate) for folder in folders}
    if as_json:
        print_json({folder: [asdict(case) for case in cases] for folder, cases in results.items()})
    else:
        for folder, cases in results.items():
            for case in cases:
                tell(
                    "✓" if case.passed else "✗",
                    f"{case.name}{'' if case.passed else '：' + case.disagreement}",
                )
            tell(
                "·",
                say(
                    "cases_run",
                    folder=folder,
                    count=len(cases),
                    passed=sum(case.passed for case in cases),
                ),
            )
    return int(any(not case.passed for cases in results.values() for case in cases))
