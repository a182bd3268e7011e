"""`permu import`: department workbooks become a facts folder, or a list of what is wrong."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from permu.doors.cli.frame import json_option, language, print_json, progress, say, tell, verb
from permu.doors.cli.telling import tell_findings

if TYPE_CHECKING:
    from permu.intake import Intake
    from permu.intake.known import Known
    from permu.intake.settled_file import SettledFile

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".csv")


@verb("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(2000, 2100), required=True)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--earlier", type=click.Path(exists=True, path_type=Path))
@click.option("--settled", type=click.Path(exists=True, path_type=Path))
@click.option("--hold", is_flag=True)
@json_option
def command(
    paths: tuple[Path, ...],
    *,
    out: Path,
    year: int,
    as_of: datetime,
    earlier: Path | None,
    settled: Path | None,
    hold: bool,
    as_json: bool,
) -> int:
    """Read, check and match workbooks; write the facts only where nothing is at fault, or `--hold`."""
    from permu.intake import save_intake

    told = _settled(settled, year, as_of.date()) if settled else None
    known = _known(year, earlier, told)
    intake = read(workbooks(paths), year=year, as_of=as_of.date(), known=known, quiet=as_json)
    at_fault = sum(finding.severity == "error" for finding in intake.findings)
    written = hold or not at_fault
    if written:
        save_intake(intake, out)
    if as_json:
        findings = [finding.as_json(language()) for finding in intake.findings]
        digest = intake.facts.digest
        print_json(
            {
                "written": written,
                "subjects": len(intake.facts.table),
                "facts_digest": digest,
                "findings": findings,
            }
        )
    else:
        if others := _left_out(paths):
            tell("!", say("left_out", names="、".join(others)))
        tell_findings(intake.findings)
        name = "imported" if written else "not_imported"
        tell(
            "✓" if written else "✗",
            say(name, subjects=len(intake.facts.table), folder=out, count=at_fault),
        )
        if told:
            _tell_settled(told, intake.facts.digest)
    return int(not written)


def workbooks(paths: Iterable[Path]) -> list[Path]:
    """The files named, whatever they are, and the workbooks of the folders named."""
    found = [
        file
        for path in paths
        for file in (filter(_is_workbook, _visible(path)) if path.is_dir() else [path])
    ]
    if not found:
        raise click.UsageError(say("no_workbooks"))
    return found


def _visible(folder: Path) -> list[Path]:
    """What a person sees in a folder: nothing hidden, no lock file of an open workbook."""
    return sorted(file for file in folder.iterdir() if not file.name.startswith(("~$", ".")))


def _is_workbook(file: Path) -> bool:
    return file.suffix.lower() in WORKBOOKS and not file.is_dir()


def _left_out(paths: Iterable[Path]) -> list[str]:
    """What stands in the folders named and is not read."""
    from permu.intake.tidy import file_name

    folders = (path for path in paths if path.is_dir())
    return [
        file_name(file) for folder in folders for file in _visible(folder) if not _is_workbook(file)
    ]


def _known(year: int, earlier: Path | None, told: "SettledFile | None") -> "Known":
    """What people settled, and the facts of the year before, against which figures are held."""
    from permu.intake.known import Known
    from permu.intake.settled import NOTHING_SETTLED
    from permu.terms.facts import Facts
    from permu.terms.years import refuse_unless_before

    before = Facts.load(earlier) if earlier else None
    if before:
        refuse_unless_before(year, before.year)
    return Known(settled=told.settled if told else NOTHING_SETTLED, earlier=before)


def _settled(file: Path, year: int, as_of: date) -> "SettledFile":
    """What people settled of the files of this year and date."""
    from permu.intake.settled_file import SettledFile

    told = SettledFile.read(file)
    told.refuse_other(year, as_of)
    return told


def _tell_settled(told: "SettledFile", digest: str) -> None:
    """How much was settled, and whether the facts are those that it gave where it was written."""
    counts = {
        name: len(getattr(told.settled, name)) for name in ("columns", "owners", "corrections")
    }
    tell("·", say("settled", **counts))
    if told.facts_digest:
        is_same = told.facts_digest == digest
        name = "settled_same_facts" if is_same else "settled_other_facts"
        tell("✓" if is_same else "!", say(name, digest=digest))


def read(
    paths: list[Path], *, year: int, as_of: date, quiet: bool, known: "Known | None" = None
) -> "Intake":
    """`intake.read_workbooks` behind a progress bar."""
    from permu.intake import read_workbooks
    from permu.intake.known import NOTHING_KNOWN

    with progress(say("reading"), quiet=quiet) as moved:
        return read_workbooks(
            paths, year=year, as_of=as_of, known=known or NOTHING_KNOWN, progress=moved
        )
