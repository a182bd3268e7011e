"""What an enterprise is told on its page beside its sheet: how others and last year stand, and how sure its grade is."""

from collections.abc import Sequence

from permu.engine.explanation.peers import LEAST
from permu.engine.sheet import WorkingSheet
from permu.evaluations.models import Result
from permu.evaluations.own.comparing import last_year, peers_of
from permu.evaluations.own.plain import plain_lines
from permu.evaluations.own.sureness import drawn, edges

BINDING = ("direct", "ceiling", "floor", "lift", "drop", "veto")
"""Rules that set a grade beside the ranking."""


def told(sheet: WorkingSheet, result: Result, earlier: Sequence[Result]) -> dict[str, object]:
    """All of it, for the page's template; `earlier` are the results that it may see of other years.

    Raises:
        Refused: the run's folder is incomplete or was changed.
    """
    before = last_year(result, earlier)
    lines = plain_lines(sheet, peers_of(result), before)
    return {
        "plain": lines,
        "earlier": earlier,
        "before": before,
        "bound": [one.effect for one in sheet.rules if one.took_effect and one.kind in BINDING],
        "few": [one.line.label for one in lines if one.peers and not one.peers.median],
        "least": LEAST,
        "drawn": drawn(result),
        "edges": edges(result),
    }
