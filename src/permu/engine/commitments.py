"""What entry contracts demand beside what was reached (标准地, M58): no score and no grade."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import polars as pl

from permu.engine.benchmarks import as_text
from permu.engine.composing import compose
from permu.engine.conditions import Reading, holds
from permu.engine.figures import Figures, conditions, ratio_parts, read_by, used_items
from permu.engine.ratios import make_ratio
from permu.engine.refusals import refuse_other_purpose
from permu.method.model import Commitment, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused

COMMITMENT_COLUMNS: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "commitment": pl.String(),
    "promised": pl.String(),  # exact, in the commitment's unit: a decimal, or a fraction such as 1024/37
    "reached": pl.String(),  # the same; null where it cannot be worked out
    "verdict": pl.String(),  # met | short | unknown (one of the two is missing, or waits for a person)
}


def compare_commitments(
    method: Method, facts: Facts, *, earlier: Facts | None = None
) -> pl.DataFrame:
    """Each subject's commitments, one row each, in order of subject and file; see `COMMITMENT_COLUMNS`.

    A commitment concerns those for whom its condition holds. It is met by a ratio at least as high.

    Raises:
        Refused: the method demands nothing, or reads what the law gives for statistics alone.
    """
    if not method.commitments:
        raise Refused("engine.no_commitments", method=method.title)
    for name in used_items(method):
        refuse_other_purpose(name)
    figures = compose(method, facts, earlier=earlier, names=_names(method))
    reading = Reading(figures, (), date(facts.year, 12, 31))
    parts = [pl.DataFrame(schema=COMMITMENT_COLUMNS | {"number": pl.Int64})]
    for number, commitment in enumerate(method.commitments):
        concerned = figures.table.filter(holds(commitment.when, reading))
        found = list(_compared(commitment, figures, concerned))
        part = pl.DataFrame(found, schema=COMMITMENT_COLUMNS, orient="row")
        parts.append(part.with_columns(number=pl.lit(number, dtype=pl.Int64)))
    return pl.concat(parts).sort("subject", "number").drop("number")


def _names(method: Method) -> Iterator[str]:
    for commitment in method.commitments:
        yield from ratio_parts(commitment)
        yield from (name for each in conditions(commitment.when) for name in read_by(each))
        if commitment.promised:
            yield commitment.promised


def _compared(
    commitment: Commitment, figures: Figures, concerned: pl.DataFrame
) -> Iterator[tuple[str, str, str | None, str | None, str]]:
    ratio = make_ratio(
        commitment.numerator, commitment.denominator, unit=commitment.unit, figures=figures
    )
    for row in concerned.iter_rows(named=True):
        promised, reached = _promised(commitment, figures, row), ratio.exact(row)
        verdict = "unknown"
        if promised is not None and reached is not None:
            verdict = "met" if reached >= promised else "short"
        yield row["subject"], commitment.id, _text(promised), _text(reached), verdict


def _promised(
    commitment: Commitment, figures: Figures, row: dict[str, int | None]
) -> Fraction | None:
    if commitment.value is not None:
        return Fraction(commitment.value)
    whole = row[commitment.promised]
    return (
        None if whole is None else whole * figures.scales[commitment.promised].into(commitment.unit)
    )


def _text(number: Fraction | None) -> str | None:
    return None if number is None else as_text(number)
