"""Names of several at once: which adjustments, or lists, hold for a subject."""

from collections.abc import Sequence

import polars as pl


def named(table: pl.DataFrame, tests: Sequence[tuple[str, pl.Expr]]) -> tuple[list[str], pl.Series]:
    """The combinations of tests met (names in order, comma-joined), and each row's number among them."""
    code: pl.Expr = pl.lit(0, dtype=pl.Int64)
    for number, (_, test) in enumerate(tests):
        code += test.cast(pl.Int64) * 2**number
    if not tests:
        return [""], pl.zeros(len(table), pl.UInt32, eager=True)
    codes = table.select(code=code)["code"]
    seen = codes.unique().sort()
    names = [",".join(name for n, (name, _) in enumerate(tests) if bits >> n & 1) for bits in seen]
    return names, seen.search_sorted(codes)
