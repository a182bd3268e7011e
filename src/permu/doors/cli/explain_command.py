"""`permu explain`: the working sheet of one enterprise."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb
from permu.doors.cli.telling import sheet_lines

if TYPE_CHECKING:
    import polars as pl


@verb("explain")
@click.argument("result", type=click.Path(exists=True, path_type=Path))
@click.argument("subject")
@click.option("--html", type=click.Path(path_type=Path))
@click.option("--pdf", type=click.Path(path_type=Path))
@json_option
def command(
    result: Path, subject: str, *, html: Path | None, pdf: Path | None, as_json: bool
) -> int:
    """Explain one result, by credit code or by (part of) a name that only one enterprise has."""
    from permu.engine import explain, load_result

    kept = load_result(result)
    found = _subjects(kept.facts.table, subject)
    if len(found) != 1:
        tell("✗", say("subjects_found", count=len(found), subject=subject))
        for code, name in found[:20]:
            click.echo(f"  {code}  {name}")
        return 1
    sheet = explain(kept.evaluation, kept.method, kept.facts, found[0][0], language=language())
    if html:
        from permu.documents import working_sheet_html

        html.write_text(working_sheet_html(sheet, language=language()), "utf-8")
    if pdf:
        from permu.documents import working_sheet_pdf

        pdf.write_bytes(working_sheet_pdf(sheet, language=language()))
    if as_json:
        print_json(asdict(sheet))
    else:
        click.echo("\n".join(sheet_lines(sheet)))
    return 0


def _subjects(table: "pl.DataFrame", asked: str) -> list[tuple[str, str]]:
    """(credit code, name) of those meant: the code, else the whole name, else a part of it."""
    pairs: list[tuple[str, str]] = list(table.select("subject", "name").fill_null("").iter_rows())
    exact = [pair for pair in pairs if asked in pair]
    return exact or [pair for pair in pairs if asked.strip() and asked in pair[1]]
