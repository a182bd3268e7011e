"""Which adjustments are hit, and which of them count."""

from fractions import Fraction
from math import ceil

import polars as pl

from permu.engine.adjustments.points import bonus_of, counts_cases, worth_of
from permu.engine.beats import asks, leaves, undecided
from permu.engine.conditions import Reading, held_figures, truth
from permu.method.model import Adjustment, Group


def hit(adjustment: Adjustment) -> pl.Expr:
    """Whether the adjustment's condition holds for the subject; one that is unknown does not."""
    return pl.col(f"hit:{adjustment.id}").fill_null(value=False)


def unknown(adjustment: Adjustment) -> pl.Expr:
    """Whether what is known does not decide the adjustment's condition."""
    return pl.col(f"hit:{adjustment.id}").is_null()


def asked(adjustment: Adjustment, reading: Reading) -> list[str]:
    """The figures that the adjustment reads and that wait for a person in some row, each once."""
    found = held_figures(adjustment.when, reading)
    counted = [adjustment.count] if adjustment.count in reading.figures.held else []
    return list(dict.fromkeys([*found, *counted]))


def with_hits(group: Group, table: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """The table with `hit:<id>` for each adjustment (null: unknown), `worth:<id>` of those that count cases, and `bonus`.

    What an indicator beats is not known yet: rules that ask for it are unknown until `with_hits_again`.

    Raises:
        Refused: a count is too large to be true.
    """
    worths = [worth_of(e, reading.figures.scales[e.count]) for e in group.adjustments if e.count]
    table = table.with_columns(*map(undecided, leaves(group)), *worths).with_columns(
        _truth(each, reading) for each in group.adjustments
    )
    return table.with_columns(bonus=bonus_of(group))


def with_hits_again(group: Group, table: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """The table with the rules that ask what an indicator beats, now that it is known."""
    return table.with_columns(_truth(each, reading) for each in group.adjustments if asks(each))


def _truth(adjustment: Adjustment, reading: Reading) -> pl.Expr:
    """Whether it is hit: what counts cases is where there is one at least."""
    found = truth(adjustment.when, reading)
    if counts_cases(adjustment):
        one = ceil(1 / Fraction(reading.figures.scales[adjustment.count].step))
        found = found & (pl.col(adjustment.count) >= one)
    return found.alias(f"hit:{adjustment.id}")
