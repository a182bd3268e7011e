"""`permu evaluate`: a method over a facts folder gives a result folder."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, progress, say, tell, verb
from permu.doors.cli.telling import tell_evaluation

if TYPE_CHECKING:
    from permu.engine import Result

Document = Literal["workbook", "sheets", "pdf"]
DOCUMENTS: tuple[Document, ...] = get_args(Document)


@verb("evaluate")
@click.option("--method", "method", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--facts", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--earlier", type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--workbook", is_flag=True)
@click.option("--sheets", is_flag=True)
@click.option("--pdf", is_flag=True)
@json_option
def command(
    *,
    method: Path,
    facts: Path,
    earlier: Path | None,
    out: Path,
    workbook: bool,
    sheets: bool,
    pdf: bool,
    as_json: bool,
) -> int:
    """Evaluate, keep the result, and write the documents asked for."""
    from permu.engine import evaluate, load_result, save_result
    from permu.method import load_method
    from permu.terms.facts import Facts

    folder, known = method_folder(method), Facts.load(facts)
    before = Facts.load(earlier) if earlier else None
    loaded = load_method(folder)
    evaluation = evaluate(loaded, known, earlier=before)
    save_result(out, evaluation, folder, known, earlier=before)
    asked = {"workbook": workbook, "sheets": sheets, "pdf": pdf}
    wanted = [document for document in DOCUMENTS if asked[document]]
    if wanted:
        write_documents(load_result(out), out, wanted, quiet=as_json)
    if as_json:
        print_json(
            {"counts": evaluation.counts, "digest": evaluation.digest, "engine": evaluation.engine}
        )
    else:
        tell_evaluation(evaluation, known)
        if loaded.year != known.year:
            tell("!", say("other_year", year=known.year, its=loaded.year))
        tell("·", say("result_kept", folder=out, digest=evaluation.digest))
    return 0


def write_documents(
    result: "Result", out: Path, wanted: Collection[Document], *, quiet: bool
) -> None:
    """The documents wanted (workbook, sheets, pdf: sheets as PDF too), beside the result."""
    from permu.documents import write_results_workbook, write_working_sheets
    from permu.engine import explain_all

    tongue = language()
    if "workbook" in wanted:
        write_results_workbook(out / say("workbook_name"), result, language=tongue)
    if "sheets" in wanted or "pdf" in wanted:
        told = list(explain_all(result.evaluation, result.method, result.facts, language=tongue))
        with progress(say("writing_sheets"), quiet=quiet) as moved:
            write_working_sheets(
                out / say("sheets_name"), told, pdf="pdf" in wanted, language=tongue, progress=moved
            )
