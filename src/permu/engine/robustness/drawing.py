"""Draws that change facts too, or that columns cannot do: each one is an evaluation of its own.

Scope, groups, benchmarks, points, quotas and every rule are worked out anew in each draw, exactly, by the
steps of `pipeline`: who falls under an area limit or over a ceiling in a draw does so in it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from permu.engine.benchmarks import Base
from permu.engine.evaluation import Evaluation
from permu.engine.overall import bases
from permu.engine.overlays import overlaid
from permu.engine.pipeline import evaluate, graded
from permu.engine.prepared import Prepared
from permu.engine.ready import Fill, made_ready
from permu.engine.robustness.bands import band
from permu.engine.robustness.filling import filling
from permu.engine.robustness.pools import Whole
from permu.engine.robustness.rounding import is_otherwise_rounded, otherwise_rounded
from permu.engine.robustness.uncertainty import Uncertainty
from permu.engine.robustness.weighing import with_weights
from permu.engine.robustness.weights import Array, random_for, weight_draws, written_out
from permu.engine.units import has_units
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class County:
    """What is evaluated: a method, the facts of its area, and its official evaluation of them."""

    method: Method
    facts: Facts
    earlier: Facts | None
    evaluation: Evaluation

    @property
    def words(self) -> list[str]:
        """Every grade of the method, best first."""
        return words(self.method)


def county_of(method: Method, evaluation: Evaluation) -> County:
    """An evaluation under a method, with the facts that it bears."""
    return County(
        method=method, facts=evaluation.facts, earlier=evaluation.earlier, evaluation=evaluation
    )


def words(method: Method) -> list[str]:
    """Every grade of the method, best first."""
    grades = (each.grading.grades for each in method.groups if each.grading)
    return list(dict.fromkeys(grade for found in grades for grade in found))


@dataclass(frozen=True)
class Drawn:
    """`counts`: subjects × grades, in how many draws each has it; `low` and `high`: its band of ranks, 0 is none."""

    counts: Whole
    low: Whole
    high: Whole
    draws: int


def in_batches(
    method: Method, facts: Facts, earlier: Facts | None, *, fill: Fill | None = None
) -> Iterator[tuple[Prepared, Base]]:
    """Each batch made ready, and who counts for its benchmarks; `fill` puts figures in the place of missing ones."""
    now, past = overlaid(method, facts), earlier and overlaid(method, earlier)
    ready = made_ready(method, now, past, fill=fill)
    return bases(ready, ready.batches())


def drawn_one_by_one(
    county: County, uncertainty: Uncertainty, *, progress: Progress | None = None
) -> Drawn:
    """Each draw an evaluation.

    Raises:
        Refused: missing values are to be drawn where subjects are merged or inherit a grade.
    """
    if uncertainty.missing == "draw" and has_units(county.method):
        raise Refused("engine.no_missing_of_units", method=county.method.title)
    draws, subjects = uncertainty.engine_draws, len(county.evaluation.table)
    counts = np.zeros((subjects, len(county.words)), np.int64)
    ranks = np.zeros((draws, subjects), np.int32)
    for draw, (method, facts, fill) in enumerate(_varied(county, uncertainty)):
        for rows, grades, places in _grades(county, method, facts, fill):
            has = grades >= 0
            counts[rows[has], grades[has]] += 1
            ranks[draw, rows] = places
        if progress:
            progress(draw + 1, draws)
    return Drawn(counts, *band(ranks), draws)


def _varied(
    county: County, uncertainty: Uncertainty
) -> Iterator[tuple[Method, Facts, Fill | None]]:
    """Of each draw the method, the facts, and what stands for missing figures (None: nothing does)."""
    draws, groups = uncertainty.engine_draws, county.method.groups
    weights = {group.id: weight_draws(group, uncertainty, draws=draws) for group in groups}
    otherwise = is_otherwise_rounded(uncertainty, draws)
    for draw in range(draws):
        drawn = {id_: of_group[draw] for id_, of_group in weights.items()}
        method = _with_weights(county.method, drawn, uncertainty)
        if otherwise[draw]:
            method = otherwise_rounded(method)
        fill = None
        if uncertainty.missing == "draw":
            random = random_for(uncertainty, "missing", draw)
            fill = filling(county.method, county.evaluation, random)
        yield method, _with_errors(county.facts, uncertainty, draw), fill


def _grades(
    county: County, method: Method, facts: Facts, fill: Fill | None
) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Rows, the numbers of their grades among all words (−1: none), and their ranks (0: none)."""
    number = {word: place for place, word in enumerate(county.words)}
    if has_units(method):
        table = evaluate(method, facts, earlier=county.earlier).table
        codes = table["grade"].replace_strict(number, default=-1, return_dtype=pl.Int64)
        yield np.arange(len(table)), codes.to_numpy(), table["rank"].fill_null(0).to_numpy()
        return
    for prepared, base in in_batches(method, facts, county.earlier, fill=fill):
        table = graded(prepared, base).table
        grading = prepared.batch.rule.grading
        of_group = np.array([number[grade] for grade in grading.grades] + [-1] if grading else [-1])
        grades = of_group[table["grade_code"].fill_null(-1).to_numpy()]
        rows, ranks = table["row"].cast(pl.Int64), table["rank"].fill_null(0)
        yield rows.to_numpy(), grades, ranks.to_numpy()


def _with_weights(method: Method, drawn: Mapping[str, Array], uncertainty: Uncertainty) -> Method:
    if uncertainty.weights == "none":
        return method
    return with_weights(
        method, {group.id: written_out(group, drawn[group.id]) for group in method.groups}
    )


def _with_errors(facts: Facts, uncertainty: Uncertainty, draw: int) -> Facts:
    """The facts with each figure of the uncertain items somewhere within its error; what is above zero stays so."""
    columns = []
    for name, error in uncertainty.data.items():
        if name not in facts.table.columns:
            raise Refused("engine.no_error_of", item=name)
        random = random_for(uncertainty, "data", name, draw)
        factors = random.uniform(1 - float(error), 1 + float(error), len(facts.table))
        own = facts.table[name]
        numbers = own.fill_null(0).to_numpy()
        drawn = np.rint(numbers * factors).astype(np.int64)
        found = pl.Series(name, np.where(numbers > 0, np.maximum(drawn, 1), drawn))
        columns.append(found.scatter(own.is_null().arg_true(), None))
    return replace(facts, table=facts.table.with_columns(columns)) if columns else facts
