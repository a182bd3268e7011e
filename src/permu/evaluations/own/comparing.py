"""An enterprise beside the others of its ranking, and beside itself the year before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from permu.engine.explanation import explain_some
from permu.evaluations.models import Publication, Result
from permu.evaluations.stored import result_in, stored_result
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.engine.explanation.peers import Peers, Rankings
    from permu.engine.sheet import IndicatorLine


@dataclass(frozen=True)
class LastYear:
    """The result of the year before, and its indicators by id; none where its run is lost."""

    result: Result
    lines: Mapping[str, "IndicatorLine"]

    def value_of(self, line: "IndicatorLine") -> str:
        """What the indicator was, where it was measured in the same unit; "" elsewhere."""
        then = self.lines.get(line.id)
        return then.value if then and then.unit == line.unit else ""


def peers_of(result: Result) -> "Mapping[str, Peers]":
    """The median and best of each indicator of the ranking that a result stands in.

    Raises:
        Refused: the run's folder is incomplete or was changed.
    """
    return _rankings(result.run.folder).of(result.subject)


def last_year(result: Result, earlier: Iterable[Result]) -> LastYear | None:
    """The result of the year before, of the list that went out to the public; None where there was none."""
    public = Publication.objects.exclude(kind=Publication.Kind.TRIAL)
    before = [one for one in earlier if one.run.round.year == result.run.round.year - 1]
    runs = set(public.filter(run__in=[one.run_id for one in before]).values_list("run", flat=True))
    last = next((one for one in before if one.run_id in runs), None)
    return LastYear(last, _lines(last)) if last else None


def _lines(result: Result) -> "Mapping[str, IndicatorLine]":
    try:
        stored = stored_result(result.run)
    except Refused:
        return {}
    sheets = explain_some(stored.evaluation, stored.method, stored.facts, [result.subject])
    return {line.id: line for sheet in sheets for line in sheet.indicators}


@lru_cache(maxsize=4)
def _rankings(folder: Path) -> "Rankings":
    from permu.engine.explanation import rankings

    stored = result_in(folder)
    return rankings(stored.evaluation, stored.method, stored.facts)
