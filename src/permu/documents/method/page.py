"""The method's page: style inside, no script, nothing fetched from anywhere."""

from permu.documents.html import templates
from permu.documents.method.view import method_page
from permu.method.model import Method
from permu.terms.refusal import Language


def method_html(method: Method, notice: str, *, language: Language = "zh") -> str:
    """One method as a whole page that can be mailed or printed on A4. `notice` is its text, as Markdown."""
    return (
        templates().get_template("method.html.jinja").render(method_page(method, notice, language))
    )
