"""A county cut in parts and asked round by round, in this process: what Spark does, without Spark."""

from dataclasses import replace

import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.spark.asking import Answers
from permu.engine.spark.parts import (
    Outcome,
    Share,
    joined,
    refuse,
    refuse_what_needs_others,
    settled,
    work_out,
)  # fmt: skip
from permu.method.model import Method
from permu.terms.facts import Facts


def evaluate_in_parts(
    method: Method, facts: Facts, *, earlier: Facts | None = None, parts: int = 3
) -> Evaluation:
    """The parts' evaluations, joined in order of subject."""
    refuse_what_needs_others(method)
    ledgers = facts.has_ledger, bool(earlier and earlier.has_ledger)
    nobody, *shares = (
        Share(
            facts=_of(facts, n, parts), earlier=earlier and _of(earlier, n, parts), ledgers=ledgers
        )
        for n in range(-1, parts)
    )

    def ask(answers: Answers) -> list[Outcome]:
        return [work_out(method, share, answers) for share in shares]

    answers = Answers()
    while True:
        answers = settled(method, nobody, ask, answers)
        own, outcomes = work_out(method, nobody, answers), ask(answers)
        for each in outcomes:
            refuse(each)
        found = [each.evaluation for each in outcomes if each.evaluation]
        if own.evaluation and len(found) == parts:
            return replace(
                own.evaluation,
                table=pl.concat([each.table for each in found]).sort("subject"),
                measures=pl.concat([each.measures for each in found]).sort(
                    "subject", maintain_order=True
                ),
            )
        answers = joined(own, outcomes, answers)


def _of(facts: Facts, number: int, parts: int) -> Facts:
    """The facts of those in that part; of part -1 nobody's."""
    is_in = pl.col("subject").hash(seed=1) % parts == number
    if number < 0:
        is_in = pl.lit(value=False)
    return replace(
        facts,
        table=facts.table.filter(is_in),
        cells=facts.cells.filter(is_in),
        holdings=facts.holdings.filter(is_in),
    )
