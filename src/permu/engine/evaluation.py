"""What an evaluation gives: one table of results, and the benchmarks and measures behind it."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from permu.terms.digests import table_digest
from permu.terms.facts import Facts

DECIMALS = 6
"""Values, points, bonuses and scores are kept as Int64: whole units of 10^-6, rounded half up from the
exact number. A score that the method rounds to 2 decimals is so rounded, and kept at this scale. Ranks
and grades are decided on the exact (or the method's rounded) score, never on the kept one."""

KEPT: int = 10**DECIMALS
"""Whole numbers kept for one point."""

STATES = ("graded", "scored", "ungraded", "exempt", "deferred")
"""The states every evaluation counts; `scored`: no grading is known."""

RARE_STATES = ("improving", "collected", "inherits")
"""The states that few methods have, counted where there are any."""

RESULT_COLUMNS: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "state": pl.String(),  # see STATES
    "state_rule": pl.String(),  # the scope rule's id; `held:<item>`, `missing:<item>`, `zero:<item>`, `negative:<indicator>`, `unmeasured:<indicator>`, `source:<scope rule>`; `no_group`
    "group": pl.String(),
    # then, only where the method has use for them:
    #   pool    String  the value of the group's `each`
    #   unit    String  the head of the subjects that were evaluated as one, itself included
    #   source  String  the subject whose grade was taken
    # then, for every indicator of the method, in file order:
    #   value:<id>   Int64   the indicator's value, in its unit
    #   how:<id>     String  measured | otherwise (by the ratio in its place) | missing | zero_denominator
    #                        (what `when_missing` then gave points for)
    #   points:<id>  Int64   null where the other indicators carry its weight
    "base_score": pl.Int64(),  # Σ points
    "bonus": pl.Int64(),  # bonuses less deductions
    "score": pl.Int64(),
    "rank": pl.Int64(),  # within the group; ties share the better rank
    "ranked": pl.Int64(),  # how many stand in that ranking
    "grade_by_rank": pl.String(),  # before the rules that bind it: direct, ceiling, floor, lift, drop, veto
    "grade": pl.String(),
    "hits": pl.String(),  # ids of all adjustments whose condition holds, in file order, comma-joined
    # then, only where the method keeps any:
    #   lists   String  ids of the lists the subject is on, in file order, comma-joined
    # what could matter and missing facts leave undecided: ids of scope rules, then of adjustments, then
    # `grade:<grade>` of ordered rules, then ids of lists and of measures
    "unsure": pl.String(),
}

BENCHMARK_COLUMNS: dict[str, pl.DataType] = {
    "group": pl.String(),
    "indicator": pl.String(),  # `otherwise:<id>`: of the ratio judged in its place
    "kind": pl.String(),
    "part": pl.String(),  # value, or least / greatest of a range
    "value": pl.String(),  # exact: a decimal, or a fraction such as 1024/37
    "subjects": pl.Int64(),  # how many went into it; null where it is published
}

MEASURE_COLUMNS: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "measure": pl.String(),
    "amount": pl.Int64(),  # in 分 (0.01 yuan), half up; null for a measure without an amount
}


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """The result of `evaluate`: rows in order of `subject`, no float anywhere."""

    table: pl.DataFrame
    benchmarks: pl.DataFrame
    measures: pl.DataFrame
    facts: Facts  # those evaluated
    method_digest: str
    engine: str  # the engine's version
    earlier: Facts | None = None  # last year's

    @property
    def facts_digest(self) -> str:
        """The digest of the facts: worked out when it is first asked for, so that no trial waits for it."""
        return self.facts.digest

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the three tables: the same facts, method and engine give the same one."""
        tables = (self.table, self.benchmarks, self.measures)
        return ".".join(table_digest(table)[:32] for table in tables)

    @property
    def counts(self) -> dict[str, int]:
        """How many subjects stand in each state. They add up to those registered."""
        found = dict(self.table["state"].value_counts().iter_rows())
        rare = [state for state in RARE_STATES if state in found]
        return {state: found.get(state, 0) for state in (*STATES, *rare)}
