"""The groups' tables, joined to the one table of results that everybody reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from permu import __version__
from permu.engine.adjustments import hit_names
from permu.engine.benchmarks import Judged, benchmark_table
from permu.engine.consequences import consequences, no_consequences
from permu.engine.evaluation import MEASURE_COLUMNS, RESULT_COLUMNS, Evaluation
from permu.engine.figures import Figures
from permu.engine.indicators import HOW, hold_rules, how_codes, known
from permu.engine.ratios import Ratio
from permu.engine.scope import apart
from permu.method.model import Group, Method
from permu.terms.facts import Facts


@dataclass(frozen=True, kw_only=True)
class Graded:
    """One group after it is graded: all columns that its results are read from, and its benchmarks."""

    group: Group
    table: pl.DataFrame
    ratios: Mapping[str, Ratio]
    judged: Judged


def assembled(
    method: Method,
    facts: Facts,
    figures: Figures,
    scoped: pl.DataFrame,
    groups: Sequence[Graded],
) -> Evaluation:
    """The evaluation: one row for every subject of the facts, in their order."""
    named = [(graded, with_names(method, graded)) for graded in groups]
    results = [_results(graded, table) for graded, table in named]
    table = pl.concat([*results, _outside(method, scoped)], how="diagonal")
    table = table[table["row"].arg_sort()]
    subjects = figures.table["subject"]
    follow = [consequences(method, graded.group, table, figures.scales) for graded, table in named]
    measures = pl.concat([no_consequences(), *follow])
    place = measures["row"].cast(pl.Int64) * 2**16 + measures["number"]
    measures = measures[place.arg_sort()]
    return Evaluation(
        table=_in_columns(method, table, subjects),
        benchmarks=benchmark_table([(graded.group, graded.judged) for graded in groups]),
        measures=measures.with_columns(subject=subjects.gather(measures["row"])).select(
            *MEASURE_COLUMNS
        ),
        method_digest=method.digest,
        facts_digest=facts.digest,
        engine=__version__,
    )


def result_columns(method: Method) -> dict[str, pl.DataType]:
    """The columns of the table of results: those of every indicator once, in file order."""
    columns: dict[str, pl.DataType] = {}
    for name, dtype in RESULT_COLUMNS.items():
        if name == "base_score":
            for group in method.groups:
                for indicator in group.indicators:
                    columns |= {
                        f"value:{indicator.id}": pl.Int64(),
                        f"how:{indicator.id}": pl.String(),
                        f"points:{indicator.id}": pl.Int64(),
                    }
        columns[name] = dtype
    return columns


def _in_columns(method: Method, table: pl.DataFrame, subjects: pl.Series) -> pl.DataFrame:
    table = table.with_columns(subject=subjects)
    return table.select(
        pl.col(name) if name in table.columns else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in result_columns(method).items()
    )


def _outside(method: Method, scoped: pl.DataFrame) -> pl.DataFrame:
    table = apart(method, scoped)
    names = pl.Series([None, *(group.id for group in method.groups)], dtype=pl.String)
    codes = table["group_code"].cast(pl.UInt32)
    return table.drop("group_code").with_columns(group=names.gather(codes))


def with_names(method: Method, graded: Graded) -> pl.DataFrame:
    """The group's table with its codes as words: state and its rule, grades, hits.

    `treated_as` is the grade whose measures apply: the subject's own, or the one it is managed as.
    """
    group, table = graded.group, graded.table
    rules = [None, *hold_rules(group, graded.ratios)]
    scopes = [None, *(rule.id for rule in method.scope)]
    managed = [None, *(rule.managed_as or None for rule in method.scope)]
    grades = group.grading.grades if group.grading else ()
    is_held = table["held"] > 0
    scope = table["scope"].cast(pl.UInt32)
    grade = _named(grades, table["grade_code"])
    return table.with_columns(
        state=pl.when(is_held)
        .then(pl.lit("deferred"))
        .when("is_ungraded")
        .then(pl.lit("ungraded"))
        .otherwise(pl.lit("graded" if group.grading else "scored")),
        state_rule=_named(rules, table["held"]).zip_with(is_held, _named(scopes, scope)),
        group=pl.lit(group.id),
        grade_by_rank=_named(grades, table["by_rank"]),
        grade=grade,
        treated_as=pl.when(~is_held).then(pl.coalesce(grade, _named(managed, scope))),
        hits=hit_names(group, table),
    )


def _named(names: Sequence[str | None], codes: pl.Series) -> pl.Series:
    """A name for each code; null where the code is."""
    return pl.Series("", names, dtype=pl.String).gather(codes.cast(pl.UInt32))


def _results(graded: Graded, table: pl.DataFrame) -> pl.DataFrame:
    """One group's rows of the table of results, with `row`. A subject held back has no points and no score."""
    is_scored = pl.col("held") == 0
    points = [f"points:{indicator.id}" for indicator in graded.group.indicators]
    scores = [*points, "base_score", "bonus", "score", "hits"]
    return table.select(
        "row",
        *("state", "state_rule", "group", "rank", "ranked", "grade_by_rank", "grade"),
        *_indicator_columns(graded, table),
        *(pl.when(is_scored).then(pl.col(name)).alias(name) for name in scores),
    )


def _indicator_columns(graded: Graded, table: pl.DataFrame) -> Iterator[pl.Expr | pl.Series]:
    for indicator in graded.group.indicators:
        name = f"value:{indicator.id}"
        yield pl.when(known(indicator)).then(pl.col(name)).alias(name)
        codes = table.select(how_codes(indicator, graded.ratios[indicator.id])).to_series()
        yield _named(HOW, codes).alias(f"how:{indicator.id}")
