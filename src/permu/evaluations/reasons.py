"""Why a subject has no grade, in the few words that a list has room for; its working sheet says more."""

from functools import lru_cache
from pathlib import Path

from permu.documents.workbook.rows import name_of
from permu.evaluations.models import Result
from permu.evaluations.sentences import reading_language
from permu.method import load_method
from permu.method.model import Method
from permu.terms.refusal import Refused, words

KINDS = ("held", "missing", "zero", "negative", "unmeasured", "no_group")


def reason(result: Result) -> str:
    """The scope rule's name, or what the result waits for; "" where there is nothing to say."""
    kind, _, name = result.state_rule.partition(":")
    method = _method(result.run.folder / "method")
    if method is None or not kind:
        return ""
    scopes = {scope.id: scope.label for scope in method.scope}
    if kind not in KINDS:
        return scopes.get(kind, "")
    language = reading_language()
    figure = name_of(method, name, language) if name else ""
    return words(f"evaluations.reason_{kind}", language, figure=figure)


@lru_cache(maxsize=8)
def _method(folder: Path) -> Method | None:
    """The method as the run kept it; a list is shown without reasons where it is lost."""
    try:
        return load_method(folder)
    except (Refused, OSError):
        return None
