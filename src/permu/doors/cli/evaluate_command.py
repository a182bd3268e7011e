"""`permu evaluate`: a method over a facts folder gives a result folder."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, progress, say, tell, verb
from permu.doors.cli.telling import tell_counts, tell_evaluation
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.engine import Result

Document = Literal["workbook", "sheets", "pdf"]
DOCUMENTS: tuple[Document, ...] = get_args(Document)


class Place(click.Path):
    """A path of this machine, or an address that Spark reads or writes, such as hdfs://… ."""

    def convert(self, value: Any, *told: Any) -> Any:
        """An address as it is, anything else as a path."""
        is_address = isinstance(value, str) and "://" in value
        return value if is_address else super().convert(value, *told)


@verb("evaluate")
@click.option("--method", "method", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--facts", required=True, type=Place(exists=True, path_type=Path))
@click.option("--earlier", type=Place(exists=True, path_type=Path))
@click.option("--out", required=True, type=Place(path_type=Path))
@click.option("--workbook", is_flag=True)
@click.option("--sheets", is_flag=True)
@click.option("--pdf", is_flag=True)
@click.option("--engine", type=click.Choice(["embedded", "spark"]), default="embedded")
@click.option("--master")
@json_option
def command(
    *,
    method: Path,
    facts: Path | str,
    earlier: Path | str | None,
    out: Path | str,
    engine: str,
    master: str | None,
    as_json: bool,
    **documents: bool,
) -> int:
    """Evaluate, keep the result, and write the documents asked for."""
    wanted = [document for document in DOCUMENTS if documents[document]]
    folder = method_folder(method)
    if engine == "spark":
        if wanted:
            raise Refused("doors.spark_no_documents")
        on_spark(folder, (facts, earlier, out), master or "local[2]", as_json=as_json)
        return 0
    if master:
        raise Refused("doors.master_without_spark")
    if isinstance(facts, str) or isinstance(earlier, str) or isinstance(out, str):
        raise Refused("doors.address_without_spark")
    embedded(folder, facts, earlier, out, as_json=as_json)
    if wanted:
        from permu.engine import load_result

        write_documents(load_result(out), out, wanted, quiet=as_json)
    return 0


def embedded(folder: Path, facts: Path, earlier: Path | None, out: Path, *, as_json: bool) -> None:
    """Evaluate on this machine, and keep the result."""
    from permu.engine import evaluate, save_result
    from permu.method import load_method
    from permu.terms.years import load_years

    known, before = load_years(facts, earlier)
    loaded = load_method(folder)
    evaluation = evaluate(loaded, known, earlier=before)
    save_result(out, evaluation, folder, known, earlier=before)
    if as_json:
        print_json(
            {"counts": evaluation.counts, "digest": evaluation.digest, "engine": evaluation.engine}
        )
        return
    tell_evaluation(evaluation, known)
    tell_kept(out, evaluation.digest, year=known.year, its=loaded.year)


def on_spark(
    folder: Path,
    places: tuple[Path | str, Path | str | None, Path | str],
    master: str,
    *,
    as_json: bool,
) -> None:
    """Evaluate on a Spark cluster, or on Spark on this machine, and keep the result."""
    from permu.engine.spark import evaluate_on_spark, session_on
    from permu.method import load_method

    facts, earlier, out = (_address(place) if place else None for place in places)
    with session_on(master) as session:
        found = evaluate_on_spark(session, folder, facts or "", out or "", earlier_url=earlier)
    if as_json:
        print_json({"counts": found.counts, "digest": found.digest, "engine": found.engine})
        return
    tell_counts(found.counts, held=found.held, undecided=found.unsure)
    tell_kept(places[2], found.digest, year=found.year, its=load_method(folder).year)


def tell_kept(out: Path | str, digest: str, *, year: int, its: int) -> None:
    """Where the result is; and that its year is not the method's, where it is not."""
    if its != year:
        tell("!", say("other_year", year=year, its=its))
    tell("·", say("result_kept", folder=out, digest=digest))


def _address(place: Path | str) -> str:
    """A path of this machine as Spark names it."""
    return place if isinstance(place, str) else f"file://{place.resolve()}"


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
