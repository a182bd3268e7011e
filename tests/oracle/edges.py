"""Three dozen counties at the edge of what a method foresees: small, and each odd in one way."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import polars as pl

from permu.sample.parquet import facts_table
from permu.sample.truth import AS_OF, YEAR
from permu.terms.facts import Facts, no_cells

from .notices import POLLUTANTS, TAXES

MU = MILLION = 1_000_000
CENT_OF_MILLION = 10_000  # 0.01 of a figure kept to six decimals
COUNT = 120

Edge = Callable[[pl.DataFrame], pl.DataFrame]


def facts_of(table: pl.DataFrame) -> Facts:
    """A table of the sample county's columns as facts."""
    return Facts(table=table, cells=no_cells(), year=YEAR, as_of=AS_OF)


def edge_facts(edge: Edge) -> Facts:
    """A county of the same 120 enterprises for every edge, made odd by it."""
    return facts_of(edge(facts_table(np.random.default_rng([7, COUNT]), COUNT)))


def put(**values: object) -> Edge:
    """The same value of an item for everybody; None: nobody's is known."""
    return lambda table: table.with_columns(
        pl.lit(value).cast(table.schema[name]).alias(name) for name, value in values.items()
    )


def times(factor: int, *names: str) -> Edge:
    return lambda table: table.with_columns(pl.col(*names) * factor)


def first(count: int, edge: Edge) -> Edge:
    """The edge for the first so many, the rest as they are."""
    return lambda table: pl.concat([edge(table.head(count)), table.tail(len(table) - count)])


def only(count: int) -> Edge:
    """So many of each group, all their figures known, and nobody else."""

    def few(table: pl.DataFrame) -> pl.DataFrame:
        known = put(cod=2 * MILLION)(plain(table))
        return known.group_by("is_above_scale", maintain_order=True).head(count)[table.columns]

    return few


def chain(*edges: Edge) -> Edge:
    def chained(table: pl.DataFrame) -> pl.DataFrame:
        for edge in edges:
            table = edge(table)
        return table

    return chained


def column(name: str, values: pl.Expr) -> Edge:
    return lambda table: table.with_columns(values.cast(table.schema[name]).alias(name))


def plain(table: pl.DataFrame) -> pl.DataFrame:
    """Everybody old enough, in manufacturing, of 10 mu, with every figure but emissions known."""
    usual = put(industry="C3360", commissioned_on=date(2010, 1, 1), land_owned=10 * MU, land_leased_in=0, land_leased_out=0, builds_major_project=False, energy_equivalent=500 * MILLION, average_staff=8_000, electricity=100_000_000)  # fmt: skip
    return usual(table)


def one_tax(whole: pl.Expr) -> Edge:
    """Everybody's whole tax is VAT."""
    return chain(put(**dict.fromkeys(TAXES, 0)), column("vat_paid", whole))


ROW = pl.int_range(pl.len())
BELOW = put(is_above_scale=False)

EDGES: Mapping[str, Edge] = {
    "as drawn": lambda table: table,
    "everybody at the cap of tax per mu": times(1000, *TAXES),
    "all alike": chain(plain, one_tax(pl.lit(100 * MILLION)), put(is_above_scale=True, rd_expense=MILLION, sales_revenue=50 * MILLION, industrial_value_added=30 * MILLION)),
    "four scores among all, so that ties stand across every cut": chain(plain, BELOW, one_tax((1 + ROW % 4) * 20 * MILLION)),
    "one enterprise in each group": only(1),
    "two enterprises in each group": only(2),
    "seven enterprises in each group": only(7),
    "ten of a group, whose quotas end on a half": chain(only(10), one_tax((ROW + 1) * 7 * MILLION)),
    "no emissions known": put(**dict.fromkeys(POLLUTANTS, None)),
    "emissions of one enterprise known": chain(plain, put(is_above_scale=True, **dict.fromkeys(POLLUTANTS, None)), first(1, put(cod=2 * MILLION))),
    "emissions of zero": put(**dict.fromkeys(POLLUTANTS, 0)),
    "one pollutant known": put(cod=None, sulfur_dioxide=None, nitrogen_oxides=None),
    "everybody vetoed": put(major_safety_accidents=1),
    "everybody vetoed who moved above size": put(major_safety_accidents=1, is_new_above_scale=True),
    "a violation of everybody": put(environment_violations=2),
    "all moved above size": put(is_new_above_scale=True),
    "nobody below size": put(is_above_scale=True),
    "nobody above size": BELOW,
    "nobody at all": lambda table: table.clear(),
    "everybody builds a major project": put(builds_major_project=True),
    "all but one build a major project": lambda table: first(len(table) - 1, put(builds_major_project=True))(plain(table)),
    "every utility": put(industry="D4411"),
    "no land": put(land_owned=0, land_leased_in=0),
    "more let than held": chain(put(is_above_scale=True), first(60, put(land_leased_out=500 * MU))),
    "land of just 3 mu, and a millionth less": chain(plain, BELOW, column("land_owned", 3 * MU - ROW % 2)),
    "in production for two years to the day, and a day less": chain(plain, column("commissioned_on", pl.lit(date(2023, 12, 31)) + pl.duration(days=ROW % 2))),
    "tax of just 3 per mu, and a millionth less": chain(plain, BELOW, one_tax(30 * MILLION - ROW % 2)),
    "scores of half a hundredth": chain(plain, BELOW, one_tax((ROW + 1) * CENT_OF_MILLION), column("electricity", (ROW + 1) * 25_000)),
    "refunds greater than taxes": first(60, one_tax(-(ROW + 1) * MILLION)),
    "no power used": put(electricity=0),
    "no research known": put(rd_expense=None),
    "every bonus": put(is_high_tech=True, green_factory=True),
    "no flag known": put(is_high_tech=None, green_factory=None, is_new_above_scale=None, builds_major_project=None),
    "industry and dates unknown": put(industry=None, commissioned_on=None),
    "accidents and violations unknown": put(major_safety_accidents=None, environment_violations=None),
    "one tax of one enterprise unknown": chain(plain, first(1, put(vat_paid=None))),
    "research known and revenue not, of one enterprise": chain(plain, put(is_above_scale=True), first(1, put(rd_expense=5 * MILLION, sales_revenue=None))),
    "size unknown": first(30, put(is_above_scale=None)),
}  # fmt: skip
