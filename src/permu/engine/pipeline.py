"""`evaluate`: a method and the facts of a year, step by step, to an evaluation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from permu.engine.adjustments import with_hits
from permu.engine.assembly import Graded, assembled
from permu.engine.batches import Batch
from permu.engine.benchmarks import benchmarks_of
from permu.engine.composing import compose
from permu.engine.evaluation import Evaluation
from permu.engine.figures import Figures
from permu.engine.grades import rank
from permu.engine.indicators import HoldRule, hold_rules, measure
from permu.engine.ratios import Ratio, ratio_of
from permu.engine.refusals import refuse_what_cannot_be_scored
from permu.engine.scope import in_scope, members, reading_of
from permu.engine.scores import Points, Scoring, score
from permu.method.model import Method
from permu.terms.facts import Facts


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A batch of groups before it is judged: who stands in it, what is known of each, what rules are hit.

    `table` has one row a subject in order of `row`; `past` is the table and ratios of the year before.
    """

    batch: Batch
    table: pl.DataFrame
    ratios: Mapping[str, Ratio]
    rules: Sequence[HoldRule]
    past: tuple[pl.DataFrame, Mapping[str, Ratio]] | None


def evaluate(method: Method, facts: Facts, *, earlier: Facts | None = None) -> Evaluation:
    """Evaluate one year's facts under one method, exactly.

    Every number is the exact one, rounded where the method says, or kept to 10^-6: float64 works
    out whole columns, and what it cannot tell for sure is settled with fractions. `evaluate_exactly`
    gives the same without float64.

    Args:
        method: as loaded; all its weights and benchmarks must be known.
        facts: the year's facts. Ages are counted to the end of their year.
        earlier: the year before, where a benchmark is last year's mean.

    Raises:
        Refused: see `refusals`, `figures.compose` and `benchmarks.benchmarks_of`.
    """
    refuse_what_cannot_be_scored(method, earlier)
    figures = compose(method, facts, earlier=earlier)
    scoped = in_scope(method, figures, year=facts.year)
    parts = map(graded, prepare(method, scoped, figures, facts, earlier))
    return assembled(method, facts, figures, scoped, parts)


def graded(prepared: Prepared) -> Graded:
    """Benchmarks, points, scores, ranks and grades of one batch, by columns."""
    batch, table, ratios = prepared.batch, prepared.table, prepared.ratios
    judged = benchmarks_of(batch, table, ratios, last_year=prepared.past)
    scorings = [
        Scoring(group=group, ratios=ratios, judged=each)
        for group, each in zip(batch.groups, judged, strict=True)
    ]
    table = score(batch, table, Points(batch, scorings, table))
    return Graded(
        batch=batch, table=rank(batch, table), ratios=ratios, judged=judged, rules=prepared.rules
    )


def prepare(
    method: Method, scoped: pl.DataFrame, figures: Figures, facts: Facts, earlier: Facts | None
) -> Iterator[Prepared]:
    """Each batch with its subjects, what is known of them, who waits, and which rules are hit."""
    past = dict(_past(method, earlier))
    for batch, table in members(method, scoped):
        ratios = {each.id: ratio_of(each, figures) for each in batch.indicators}
        reading = reading_of(method, figures, year=facts.year, group=batch.rule)
        rules = hold_rules(batch.rule, ratios, reading)
        yield Prepared(
            batch=batch,
            table=measure(batch, with_hits(batch.rule, table, reading), ratios, rules),
            ratios=ratios,
            rules=rules,
            past=past.get(batch),
        )


def _past(
    method: Method, earlier: Facts | None
) -> Iterator[tuple[Batch, tuple[pl.DataFrame, Mapping[str, Ratio]]]]:
    """Last year's groups: the same method's scope and groups over last year's facts."""
    if earlier is not None:
        figures = compose(method, earlier)
        scoped = in_scope(method, figures, year=earlier.year)
        for prepared in prepare(method, scoped, figures, earlier, None):
            yield prepared.batch, (prepared.table, prepared.ratios)
