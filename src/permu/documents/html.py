"""The working sheet as one page: style inside, no script, nothing fetched from anywhere."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from permu.documents.view import page
from permu.engine.sheet import WorkingSheet
from permu.terms.refusal import Language


@cache
def templates() -> Environment:
    """The room's page templates. Every value is escaped."""
    return Environment(
        loader=PackageLoader("permu.documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def working_sheet_html(sheet: WorkingSheet, *, language: Language = "zh") -> str:
    """One subject's working sheet as a whole page that can be mailed or printed on A4."""
    return templates().get_template("sheet.html.jinja").render(page(sheet, language))
