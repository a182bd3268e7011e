"""`permu cases`: run the worked cases that stand beside a method."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.method.cases.model import CaseResult

SHEETS = (".xlsx", ".xls", ".csv")


@verb("cases")
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--template", type=click.Path(path_type=Path))
@json_option
def command(folders: tuple[Path, ...], *, template: Path | None, as_json: bool) -> int:
    """Run the worked cases of method folders, and of spreadsheets named after their folder."""
    if template:
        return _write_template(folders[0], template)
    results = {str(folder): list(cases) for folder, cases in _run(folders)}
    if as_json:
        print_json(
            {folder: [_as_json(case) for case in cases] for folder, cases in results.items()}
        )
    else:
        for folder, cases in results.items():
            _tell(folder, cases)
    return int(any(not case.passed for cases in results.values() for case in cases))


def _write_template(folder: Path, path: Path) -> int:
    from permu.documents.cases import write_cases_template
    from permu.method import load_method

    write_cases_template(path, load_method(method_folder(folder)), language=language())
    tell("·", say("template_written", path=path))
    return 0


def _run(paths: tuple[Path, ...]) -> "Iterator[tuple[Path, list[CaseResult]]]":
    """A folder's cases, spreadsheets in it included; a spreadsheet's under the method named before it."""
    from permu.documents.cases import read_cases_sheet
    from permu.engine import compare_commitments, evaluate
    from permu.method import load_method, run_cases
    from permu.method.cases.running import run_case

    folder: Path | None = None
    for path in paths:
        sheets = [path]
        if path.suffix.lower() not in SHEETS:
            folder = method_folder(path)
            sheets = [one for suffix in SHEETS for one in sorted(folder.glob(f"*.cases{suffix}"))]
            yield folder, run_cases(folder, evaluate, commitments=compare_commitments)
        if folder is None:
            raise Refused("doors.sheet_without_method", file=path.name)
        for sheet in sheets:
            method = load_method(folder)
            cases = read_cases_sheet(sheet, method)
            yield sheet, [run_case(case, method, evaluate) for case in cases]


def _as_json(case: "CaseResult") -> dict[str, object]:
    return {"name": case.name, "passed": case.passed, "disagreements": case.text(language())}


def _tell(folder: str, cases: "list[CaseResult]") -> None:
    for case in cases:
        tell("✓" if case.passed else "✗", case.name)
        if not case.passed:
            click.echo(f"  {case.text(language())}")
    passed = sum(case.passed for case in cases)
    tell("·", say("cases_run", folder=folder, count=len(cases), passed=passed))
