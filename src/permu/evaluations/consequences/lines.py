"""What the published measures come to: enterprise by enterprise, by quarter, and in total."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from permu.evaluations.consequences.gate import Judged, judged
from permu.evaluations.consequences.quarters import by_quarter, has_quarters
from permu.evaluations.models import Publication, Result, Round
from permu.evaluations.stored import stored_result
from permu.method.model import Measure
from permu.terms.refusal import Refused

OUT = (Round.Stage.PUBLISHED, Round.Stage.ARCHIVED)


@dataclass(frozen=True)
class Line:
    """One enterprise under one measure; amounts in 分, None where there is none or its figure is missing."""

    result: Result
    measure: Measure
    amount: int | None

    @cached_property
    def quarters(self) -> dict[str, int]:
        """Its amount by quarter; nothing where it has none."""
        if self.amount is None or not has_quarters(self.measure):
            return {}
        return by_quarter(self.measure, self.amount)


@dataclass(frozen=True)
class Handed:
    """One measure of a published year, and whom it falls on. One that does not run has no lines."""

    judged: Judged
    lines: Sequence[Line]

    @cached_property
    def total(self) -> int | None:
        """The sum of the amounts that are known; None where the measure has none."""
        known = [one.amount for one in self.lines if one.amount is not None]
        return sum(known) if known else None

    @property
    def missing(self) -> int:
        """How many amounts wait for a figure."""
        has_money = self.judged.measure.kind not in ("text", "cut")
        return sum(one.amount is None for one in self.lines) if has_money else 0

    @cached_property
    def quarters(self) -> dict[str, int]:
        """The sums by quarter, in order of time."""
        sums: Counter[str] = Counter()
        for line in self.lines:
            sums.update(line.quarters)
        return dict(sorted(sums.items(), key=lambda one: (not one[0], one[0])))


def final_of(round_: Round) -> Publication | None:
    """The final list of a year that is published or archived: what is handed over is of it."""
    if round_.stage not in OUT:
        return None
    finals = round_.publications.select_related("run").filter(kind=Publication.Kind.FINAL)
    return finals.first()


def handed(final: Publication, only: str = "") -> list[Handed]:
    """Every measure, or the one of that id.

    Raises:
        Refused: the run's folder is incomplete or was changed.
    """
    every = judged(final.round, final.run)
    wanted = [one for one in every if only in ("", one.measure.id)]
    return [Handed(one, list(_lines(final, one)) if one.may_run else []) for one in wanted]


def must_run(one: Handed) -> Judged:
    """The measure of a list that may go out.

    Raises:
        Refused: it was not reviewed, or must not run.
    """
    if not one.judged.may_run:
        raise Refused("evaluations.measure_not_run", label=one.judged.measure.label)
    return one.judged


def _lines(final: Publication, one: Judged) -> Iterator[Line]:
    given = stored_result(final.run).evaluation.measures
    own = given.filter(given["measure"] == one.measure.id)
    amounts = dict(own.select("subject", "amount").iter_rows())
    for result in final.run.results.filter(subject__in=amounts):
        measure = one.variants.get(result.group, one.measure)
        yield Line(result, measure, amounts[result.subject])
