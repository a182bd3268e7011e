"""A run's results as rows for lists. Nothing is computed here but sums for the overview."""

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from permu.engine.composing import compose
from permu.engine.evaluation import DECIMALS, Evaluation
from permu.engine.figures import Figures
from permu.evaluations.actions import held_findings
from permu.evaluations.models import Result, Round, Run
from permu.evaluations.readings import register_rows
from permu.method.model import Method
from permu.register.models import Enterprise, User
from permu.terms.facts import Facts

PER_MU = "tax_per_mu"
UNITS = {"tax": "10k_yuan", "land": "mu"}
COPIED = (
    "subject", "state", "state_rule", "group", "rank", "ranked", "grade_by_rank", "grade", "hits",
    "unsure",
)  # fmt: skip
RARE = ("pool", "unit", "source", "lists")
"""Columns that only some methods have use for."""


def new_run(round_: Round, method: Method, evaluation: Evaluation, *, by: User) -> Run:
    """The round's next run, not yet saved."""
    return Run(
        round=round_,
        number=round_.runs.count() + 1,
        method_id=method.id,
        method_title=method.title,
        method_digest=evaluation.method_digest,
        facts_digest=evaluation.facts_digest,
        evaluation_digest=evaluation.digest,
        engine=evaluation.engine,
        counts=evaluation.counts,
        open_findings=held_findings(round_),
        created_by=by,
    )


def result_rows(run: Run, method: Method, facts: Facts, evaluation: Evaluation) -> Iterator[Result]:
    """Every subject's result, with its name and places as they were read for this run."""
    about = {row["subject"]: row for row in register_rows(facts)}
    parts = _per_mu_parts(method, facts)
    labels = {group.id: group.label for group in method.groups}
    enterprises = dict(Enterprise.objects.values_list("credit_code", "pk"))
    for row in evaluation.table.iter_rows(named=True):
        subject = row["subject"]
        copied = {name: row[name] if row[name] is not None else "" for name in COPIED}
        rare = {name: row.get(name) or "" for name in RARE}
        rare["lists"] = f",{rare['lists']}," if rare["lists"] else ""
        yield Result(
            **copied | rare | {"rank": row["rank"], "ranked": row["ranked"]},
            run=run,
            enterprise_id=enterprises[subject],
            name=about[subject]["name"] or subject,
            town=about[subject]["town"],
            park=about[subject]["park"],
            cluster=about[subject]["cluster"],
            group_label=labels.get(row["group"], ""),
            score=None if row["score"] is None else Decimal(row["score"]).scaleb(-DECIMALS),
            **parts.get(subject, {}),
        )


def _per_mu_parts(method: Method, facts: Facts) -> dict[str, dict[str, int | None]]:
    """Tax and land of each subject in whole units of 10^-6, where the method has per-mu tax."""
    found = [line for group in method.groups for line in group.indicators if line.id == PER_MU]
    if not found:
        return {}
    figures = compose(method, facts)
    columns = {
        "tax": _in_millionths(figures, found[0].numerator, UNITS["tax"]),
        "land": _in_millionths(figures, found[0].denominator, UNITS["land"]),
    }
    table = figures.table.select("subject", **columns)
    return {row.pop("subject"): row for row in table.iter_rows(named=True)}


def _in_millionths(figures: Figures, name: str, unit: str) -> pl.Expr:
    """A figure in whole units of 10^-6 of `unit`; finer ones cannot be summed so, and are left out."""
    step = figures.scales[name].into(unit) * 10**DECIMALS
    return pl.col(name) * step.numerator if step.denominator == 1 else pl.lit(None, pl.Int64)
