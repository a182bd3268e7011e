"""Why a subject has no grade, in the few words that a list has room for; its working sheet says more."""

from permu.documents.workbook.rows import name_of
from permu.evaluations.models import Result
from permu.evaluations.sentences import reading_language
from permu.evaluations.stored import kept_method
from permu.method.model import Method
from permu.terms.refusal import words

KINDS = ("held", "missing", "zero", "negative", "unmeasured", "no_group", "source")


def reason(result: Result) -> str:
    """The scope rule's name, or what the result waits for; "" where there is nothing to say."""
    method = kept_method(result.run)
    return reason_by(method, result.state_rule) if method else ""


def reason_by(method: Method, state_rule: str) -> str:
    """The same of a rule as the engine names it: a scope rule's id, or `missing:<item>` and its like."""
    kind, _, name = state_rule.partition(":")
    if not kind:
        return ""
    scopes = {scope.id: scope.label for scope in method.scope}
    if kind not in KINDS:
        return scopes.get(kind, "")
    language = reading_language()
    figure = scopes.get(name) or (name_of(method, name, language) if name else "")
    return words(f"evaluations.reason_{kind}", language, figure=figure)
