"""Names of several at once: which adjustments, or lists, hold for a subject."""

from collections.abc import Sequence

import polars as pl

AT_ONCE = 62
"""So many tests are one whole number of 64 bits."""


def named(table: pl.DataFrame, tests: Sequence[tuple[str, pl.Expr]]) -> tuple[list[str], pl.Series]:
    """The combinations of tests met (names in order, comma-joined), and each row's number among them."""
    names, codes = _named(table, tests[:AT_ONCE])
    for start in range(AT_ONCE, len(tests), AT_ONCE):
        more, others = _named(table, tests[start : start + AT_ONCE])
        both = codes.cast(pl.Int64) * len(more) + others
        seen = both.unique().sort()
        pairs = [(names[pair // len(more)], more[pair % len(more)]) for pair in seen]
        names, codes = [",".join(filter(None, pair)) for pair in pairs], seen.search_sorted(both)
    return names, codes


def _named(
    table: pl.DataFrame, tests: Sequence[tuple[str, pl.Expr]]
) -> tuple[list[str], pl.Series]:
    if not tests:
        return [""], pl.zeros(len(table), pl.UInt32, eager=True)
    code: pl.Expr = pl.lit(0, dtype=pl.Int64)
    for number, (_, test) in enumerate(tests):
        code += test.cast(pl.Int64) * 2**number
    codes = table.select(code=code)["code"]
    seen = codes.unique().sort()
    names = [",".join(name for n, (name, _) in enumerate(tests) if bits >> n & 1) for bits in seen]
    return names, seen.search_sorted(codes)
