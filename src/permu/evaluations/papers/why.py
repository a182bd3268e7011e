"""Why an enterprise stands elsewhere than in the list before: its own figures were corrected, the method was, or others'."""

from collections.abc import Mapping

import polars as pl

from permu.documents.official.changes import Why, nothing_said
from permu.documents.official.wording import listed, wording
from permu.evaluations.models import Run
from permu.evaluations.stored import stored_result
from permu.terms.facts import Facts
from permu.terms.items import item
from permu.terms.refusal import Refused


def why(before: Run, after: Run, *, names_items: bool) -> Why:
    """The reason by subject; figures are named for the office and their owner alone, and never shown.

    Nobody can say where a run's folder is lost.
    """
    try:
        old, new = stored_result(before).facts, stored_result(after).facts
    except Refused:
        return nothing_said
    is_same_method = before.method_digest == after.method_digest
    amended = amended_items(old, new)

    def said(subject: str) -> str:
        own = amended.get(subject, [])
        if own and names_items:
            return wording("why_items", items=listed(own))
        if own:
            return wording("why_own")
        if not is_same_method:
            return wording("why_method")
        return wording("why_others") if amended else ""

    return said


def amended_items(old: Facts, new: Facts) -> Mapping[str, list[str]]:
    """The labels of each subject's figures that are otherwise than they were; who is new has none."""
    missing = [name for name in new.table.columns if name not in old.table.columns]
    before = old.table.with_columns(pl.lit(None).alias(name) for name in missing)
    both = new.table.join(before, on="subject", how="inner", suffix=":before")
    found: dict[str, list[str]] = {}
    for name in new.table.columns[1:]:
        differs = pl.col(name).ne_missing(pl.col(f"{name}:before"))
        for subject in both.filter(differs)["subject"]:
            found.setdefault(subject, []).append(item(name).label)
    return found
