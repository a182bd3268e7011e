"""The evaluation's rows beside the names of the enterprises, in the order they are printed."""

from collections.abc import Mapping

from permu.documents.text import MISSING, source_text
from permu.documents.workbook.book import Row
from permu.engine import Result
from permu.engine.evaluation import RESULT_COLUMNS
from permu.engine.figures import LAST_YEAR, ratio_parts
from permu.method.model import Indicator, Method
from permu.terms.items import item, items
from permu.terms.refusal import Language, Refused
from permu.terms.refusal import words as sentence

ABOUT = ("name", "town", "park")
SCORED = ("graded", "scored", "ungraded")
APART = ("ungraded", "exempt", "deferred")
"""The states that stand on a sheet of their own, also where nobody is in them."""


def rows(result: Result) -> list[Row]:
    """Every registered subject once: by group in the method's order, then by rank, then by code.

    Raises:
        Refused: the evaluation lacks a column that every evaluation has.
    """
    table = result.evaluation.table
    lacking = [name for name in RESULT_COLUMNS if name not in table.columns]
    if lacking:
        raise Refused("documents.no_columns", columns="、".join(lacking))
    known = [name for name in ABOUT if name in result.facts.table.columns]
    joined = table.join(result.facts.table.select("subject", *known), on="subject", how="left")
    order = {group.id: place for place, group in enumerate(result.method.groups)}
    nowhere = len(order)
    found = [dict.fromkeys(ABOUT) | row for row in joined.iter_rows(named=True)]
    return sorted(
        found,
        key=lambda row: (
            order.get(row["group"], nowhere), row["rank"] is None, row["rank"] or 0, row["subject"]
        ),
    )  # fmt: skip


def group_label(method: Method, row: Row, words: Mapping[str, str]) -> str:
    """The name of a row's group, or that it stands in none."""
    labels = {group.id: group.label for group in method.groups}
    return labels.get(row["group"], words["no_group"])


def indicators(method: Method) -> dict[str, list[Indicator]]:
    """Every indicator of the method by id, in file order, as each group has it."""
    found: dict[str, list[Indicator]] = {}
    for group in method.groups:
        for indicator in group.indicators:
            found.setdefault(indicator.id, []).append(indicator)
    return found


def grades(method: Method) -> list[str]:
    """Every grade of the method, best first."""
    found = [grade for group in method.groups if group.grading for grade in group.grading.grades]
    return list(dict.fromkeys(found))


def name_of(method: Method, id_: str, language: Language) -> str:
    """The name of an item (or of what it was last year), of a definition of the method, or of an indicator."""
    known = {definition.id: definition.label for definition in method.definitions}
    known |= {id_: found[0].label for id_, found in indicators(method).items()}
    if id_ in known:
        return known[id_]
    if id_.startswith(LAST_YEAR):
        figure = name_of(method, id_.removeprefix(LAST_YEAR), language)
        return sentence("engine.of_last_year", language, figure=figure)
    if id_ not in items():
        return id_
    return item(id_).called(language)


def state_reason(
    method: Method, row: Row, language: Language, words: Mapping[str, str]
) -> tuple[str, str]:
    """Why a subject stands apart, and by which clause or assumption."""
    rule = str(row["state_rule"] or "")
    for scope in method.scope:
        if scope.id == rule:
            return scope.label, source_text(scope.source, language)
    kind, _, id_ = rule.partition(":")
    name = name_of(method, id_, language) if id_ else ""
    reason = words.get(f"reason_{kind}", rule or MISSING).format(name=name)
    if kind == "no_group":
        clauses = dict.fromkeys(source_text(group.source, language) for group in method.groups)
        return reason, "、".join(clauses)
    if kind in ("held", "unmeasured"):
        return reason, ""
    return reason, _missing_clause(method, row, id_, language)


def _missing_clause(method: Method, row: Row, id_: str, language: Language) -> str:
    for group in method.groups:
        if group.id != row["group"]:
            continue
        for indicator in group.indicators:
            if id_.removeprefix(LAST_YEAR) in (indicator.id, *ratio_parts(indicator)):
                return source_text(indicator.missing_source, language)
    return ""
