"""Subjects evaluated as one, and subjects that take another's grade: what stands around an evaluation.

A method without either pays nothing: `as_units` then only evaluates.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.overlays import overlaid
from permu.engine.units.inheriting import with_inherited
from permu.engine.units.measuring import own_measures
from permu.engine.units.membership import Unit, units_of
from permu.engine.units.merging import merged
from permu.engine.units.sharing import chosen, shared
from permu.method.model import Method
from permu.terms.facts import Facts

Evaluate = Callable[[Method, Facts, Facts | None], Evaluation]


@dataclass(frozen=True)
class Run:
    """One working out of all subjects: who was evaluated as one, the facts as given and as read, what came out."""

    units: Sequence[Unit]
    given: Facts
    facts: Facts
    earlier: Facts | None
    evaluation: Evaluation


def has_units(method: Method) -> bool:
    """Whether the method merges subjects, or gives one the grade of another."""
    return bool(method.merges) or any(rule.state == "inherits" for rule in method.scope)


def as_units(
    method: Method,
    facts: Facts,
    earlier: Facts | None,
    evaluate: Evaluate,
    *,
    alone: Evaluate | None = None,
) -> Evaluation:
    """The evaluation with units in the place of their members, shared with all of them after.

    Of an overlay it is that of its area. `alone` works out each subject by itself where a rule
    compares that with its unit; without it `evaluate` does both.
    """
    now, past = overlaid(method, facts), earlier and overlaid(method, earlier)
    if has_units(method):
        evaluation = _evaluated(method, now, past, (evaluate, alone or evaluate))
    else:
        evaluation = evaluate(method, now, past)
    return replace(evaluation, facts=now, earlier=past)


def _evaluated(
    method: Method, facts: Facts, earlier: Facts | None, by: tuple[Evaluate, Evaluate]
) -> Evaluation:
    together, alone = runs(method, facts, earlier, by[0], alone=by[1])
    table, benchmarks = of_members(together), together.evaluation.benchmarks
    if alone is not None:
        table = chosen(method, of_members(alone), table, together.units)
        benchmarks = pl.concat([_of_run(together, "merged"), _of_run(alone, "alone")])
    table = with_inherited(method, facts, table, together.units)
    members = [member for unit in together.units for member in unit.members]
    has_others = pl.col("subject").is_in(members) | (pl.col("state") == "inherits")
    others = table.filter(has_others)
    theirs = together.evaluation.measures.filter(
        ~pl.col("subject").is_in(others["subject"].implode())
    )
    measures = pl.concat([theirs, own_measures(method, facts, earlier, others)])
    return replace(
        together.evaluation,
        table=table,
        benchmarks=benchmarks,
        measures=measures.sort("subject", maintain_order=True),
    )


def runs(
    method: Method,
    facts: Facts,
    earlier: Facts | None,
    evaluate: Evaluate,
    *,
    alone: Evaluate | None = None,
) -> tuple[Run, Run | None]:
    """The evaluation of units, and, where a rule compares the two, that of each subject by itself."""
    units = units_of(method, facts, earlier=earlier)

    def run(units: Sequence[Unit], evaluate: Evaluate) -> Run:
        companies = [unit for unit in units if not unit.waits]
        left_out = [member for unit in units if unit.waits for member in unit.members]
        now = merged(facts, companies, without=left_out) if units else facts
        past = merged(earlier, companies) if earlier and companies else earlier
        return Run(units, facts, now, past, evaluate(method, now, past))

    if not any(merge.result == "both" for merge in method.merges):
        return run(units, evaluate), None
    apart = [each for each in units if each.waits or each.merge.result == "shared"]
    return run(units, evaluate), run(apart, alone or evaluate)


def of_members(run: Run) -> pl.DataFrame:
    """The results of a run, one row a subject."""
    table = run.evaluation.table
    return (
        shared(table, run.given.table["subject"], run.units) if "unit" in table.columns else table
    )


def _of_run(run: Run, basis: str) -> pl.DataFrame:
    """The benchmarks of a run, with the `basis` they were worked out on: `merged` or `alone`."""
    return run.evaluation.benchmarks.select(pl.lit(basis).alias("basis"), pl.all())
