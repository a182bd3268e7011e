"""How a definition's parts become one figure: the kinds, over terms that are whole multiples of one step."""

from collections.abc import Callable, Sequence

import polars as pl

from permu.method.model import Definition, DefinitionKind

Terms = Sequence[pl.Expr]


def added(terms: Terms, *, needs: str) -> pl.Expr:
    """Σ of the terms (M17, M18, M22)."""
    if needs == "all":
        return pl.sum_horizontal(terms, ignore_nulls=False)
    return pl.when(_some(terms)).then(pl.sum_horizontal(terms, ignore_nulls=True))


def lowest(terms: Terms, *, needs: str) -> pl.Expr:
    """The least of the terms (芜湖: 两者取小; M06)."""
    least = pl.min_horizontal(terms)
    return pl.when(_all(terms)).then(least) if needs == "all" else least


def highest(terms: Terms, *, needs: str) -> pl.Expr:
    """The greatest of the terms."""
    greatest = pl.max_horizontal(terms)
    return pl.when(_all(terms)).then(greatest) if needs == "all" else greatest


def first(terms: Terms, *, needs: str) -> pl.Expr:  # noqa: ARG001 — every kind is asked alike
    """The first of the terms that is known."""
    return pl.coalesce(terms)


def _some(terms: Terms) -> pl.Expr:
    return pl.any_horizontal([term.is_not_null() for term in terms])


def _all(terms: Terms) -> pl.Expr:
    return pl.all_horizontal([term.is_not_null() for term in terms])


COMBINED: dict[DefinitionKind, Callable[..., pl.Expr]] = {
    "sum": added,
    "lowest": lowest,
    "highest": highest,
    "first": first,
}
"""The kinds that are made of a subject's own figures of the year. The others are looked up beside them."""


def signed(definition: Definition) -> list[tuple[int, str]]:
    """The parts of a definition, each with its sign."""
    return [(1, name) for name in definition.plus] + [(-1, name) for name in definition.minus]
