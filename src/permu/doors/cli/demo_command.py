"""`permu demo`: the main job on the sample county, from workbooks to graded enterprises."""

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from permu.doors.cli.evaluate_command import DOCUMENTS, write_documents
from permu.doors.cli.frame import language, say, tell, verb
from permu.doors.cli.import_command import read, workbooks
from permu.doors.cli.telling import tell_evaluation, tell_findings

if TYPE_CHECKING:
    from permu.engine import Result

YEAR, AS_OF = 2025, date(2026, 2, 28)


@verb("demo")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@click.option("--enterprises", type=click.IntRange(100, 20_000), default=600, show_default=True)
@click.option("--pdf/--no-pdf", default=True)
def command(folder: Path, *, enterprises: int, pdf: bool) -> int:
    """Make the county, read its workbooks, evaluate, write the documents, verify, and say how it went."""
    from permu.engine import verify_result

    if not _cleared(folder):
        tell("✗", say("demo_folder_taken", folder=folder))
        return 1
    tell("·", say("demo_county", enterprises=enterprises))
    missed = _import(folder, enterprises)
    result = _evaluate(folder)
    write_documents(result, folder, DOCUMENTS if pdf else ("workbook", "sheets"), quiet=False)
    disagreements = verify_result(folder / "result")
    tell(
        "✗" if disagreements else "✓",
        say("disagrees" if disagreements else "agrees", folder=folder / "result"),
    )
    _where(folder)
    return int(bool(missed or disagreements))


def _cleared(folder: Path) -> bool:
    """Remove what an earlier demo left; False for a folder that holds anything else's work."""
    if not folder.exists() or not any(folder.iterdir()):
        return True
    if not (folder / "county/truth/planted.json").exists():
        return False
    for made in ("county", "facts", "result", "office", say("sheets_name")):
        shutil.rmtree(folder / made, ignore_errors=True)
    return True


def _import(folder: Path, enterprises: int) -> int:
    """Read the county's workbooks into `facts/`; how many planted errors went unnoticed."""
    from permu.intake import save_intake
    from permu.sample import tally, write_county

    write_county(folder / "county", enterprises=enterprises)
    intake = read(workbooks([folder / "county" / "workbooks"]), year=YEAR, as_of=AS_OF, quiet=False)
    tell_findings(intake.findings, most=8)
    save_intake(intake, folder / "facts")
    counted = tally(folder / "county" / "truth", intake.facts, intake.findings)
    for line in counted.lines(language()):
        click.echo(line)
    return counted.missed


def _evaluate(folder: Path) -> "Result":
    from permu.engine import evaluate, load_result, save_result
    from permu.method import load_method
    from permu.sample import SAMPLE_METHOD
    from permu.terms.facts import Facts

    facts = Facts.load(folder / "facts")
    evaluation = evaluate(load_method(SAMPLE_METHOD), facts)
    save_result(folder / "result", evaluation, SAMPLE_METHOD, facts)
    tell_evaluation(evaluation, facts)
    return load_result(folder / "result")


def _where(folder: Path) -> None:
    for name, path in (
        ("where_workbooks", folder / "county" / "workbooks"),
        ("where_findings", folder / "facts" / "findings.json"),
        ("where_results", folder / say("workbook_name")),
        ("where_sheets", folder / say("sheets_name") / "index.html"),
        ("where_result", folder / "result"),
    ):
        tell("·", say(name, path=path))
    tell("·", say("next_serve"))
