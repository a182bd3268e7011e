"""The groups' tables, joined to the one table of results that everybody reads.

Words (states, rules, grades …) are numbers until the end, and columns are joined one by one: a
million rows of text are neither copied nor moved twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import polars as pl

from permu import __version__
from permu.engine.adjustments import hit, named
from permu.engine.batches import Batch
from permu.engine.benchmarks import Judged, benchmark_table
from permu.engine.conditions import Reading
from permu.engine.consequences import consequences, no_consequences
from permu.engine.evaluation import MEASURE_COLUMNS, RESULT_COLUMNS, Evaluation
from permu.engine.figures import Figures
from permu.engine.indicators import HOW, HoldRule, hold_names, known
from permu.engine.lists import has_lists, listed
from permu.engine.pools import has_pools, value_of
from permu.engine.ratios import Ratio
from permu.engine.scope import apart, doubts, pool_waits
from permu.engine.unsure import undecided
from permu.engine.variants import variants
from permu.method.model import Group, Method
from permu.terms.facts import Facts

NUMBER = pl.UInt16()
"""The type of a word's number: a method and its hits have far fewer than 65,536 words."""


@dataclass(frozen=True, kw_only=True)
class Graded:
    """A batch after it is graded: all columns that its results are read from, and its groups' benchmarks."""

    batch: Batch
    table: pl.DataFrame
    ratios: Mapping[str, Ratio]
    judged: Sequence[Judged]
    rules: Sequence[HoldRule]
    reading: Reading


class Vocabulary:
    """The words of a table of results, each with its number."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self._last: tuple[pl.Series, pl.Series] | None = None  # what was spelled last

    def number(self, word: str) -> int:
        """The number of a word: a new one where it was not heard before."""
        return self.words.setdefault(word, len(self.words))

    def named(self, names: Sequence[str | None], codes: pl.Series) -> pl.Series:
        """The number of each code's name; null where the code or its name is."""
        numbers = [None if name is None else self.number(name) for name in names]
        alike, only = one_for_all(codes)
        if alike:
            number = None if only is None else numbers[only]
            return pl.repeat(number, len(codes), dtype=NUMBER, eager=True)
        if codes.null_count() or None in numbers:
            return pl.Series("", numbers, dtype=NUMBER).gather(codes.cast(pl.UInt32))
        return pl.Series(np.take(np.array(numbers, np.uint16), codes.to_numpy()))

    def spelled(self, numbers: pl.Series) -> pl.Series | pl.Expr:
        """Numbers as words; one word for all where they are alike: it then takes no room."""
        words = list(self.words)
        alike, only = one_for_all(numbers)
        if alike:
            return pl.lit(None if only is None else words[only], dtype=pl.String)
        # Where no rule binds a grade, the two columns of grades are one.
        if self._last is None or not self._last[0].equals(numbers):
            found = pl.Series(words, dtype=pl.String).gather(numbers.cast(pl.UInt32))
            self._last = numbers, found
        return self._last[1]


def one_for_all(numbers: pl.Series) -> tuple[bool, int | None]:
    """Whether all are the same number, or all null; and which."""
    if numbers.null_count() not in (0, len(numbers)):
        return False, None
    least = cast("int | None", numbers.min())
    return len(numbers) > 0 and least == numbers.max(), least


def assembled(
    method: Method,
    facts: Facts,
    figures: Figures,
    scoped: pl.DataFrame,
    batches: Iterable[Graded],
) -> Evaluation:
    """The evaluation: one row for every subject of the facts, in their order.

    Batches are taken one by one, and each one's working columns dropped before the next is graded.
    """
    words = Vocabulary()
    parts, follow = [_outside(method, figures, scoped, words)], [no_consequences()]
    judged: list[tuple[Group, Judged]] = []
    for graded in batches:
        table = with_numbers(method, graded, words)
        judged += zip(graded.batch.groups, graded.judged, strict=True)
        parts.append(_results(graded, table, words))
        follow.append(
            consequences(method, graded.batch.rule, table, graded.reading, number=words.number)
        )
        del graded, table
    judged.sort(key=lambda one: method.groups.index(one[0]))
    subjects = figures.table["subject"]
    return Evaluation(
        table=_joined(method, parts, subjects, words),
        benchmarks=benchmark_table(method, judged),
        measures=_measures(pl.concat(follow), subjects),
        facts=facts,
        method_digest=method.digest,
        engine=__version__,
    )


def _measures(found: pl.DataFrame, subjects: pl.Series) -> pl.DataFrame:
    """The measures in order of subject and file, with the subjects' names."""
    place = found["row"].cast(pl.Int64) * 2**16 + found["number"]
    found = found[place.arg_sort()]
    return found.with_columns(subject=subjects.gather(found["row"])).select(*MEASURE_COLUMNS)


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
        if name == "group":
            columns |= {extra: pl.String() for extra in _places(method)}
        if name == "hits" and has_lists(method):
            columns["lists"] = pl.String()
    return columns


def _places(method: Method) -> Iterator[str]:
    """Columns that say where a result comes from, only for a method that has use for them."""
    if has_pools(method):
        yield "pool"
    if method.merges:
        yield "unit"
    if any(rule.state == "inherits" for rule in method.scope):
        yield "source"


def _joined(
    method: Method, parts: Sequence[pl.DataFrame], subjects: pl.Series, words: Vocabulary
) -> pl.DataFrame:
    """The parts' columns, one after the other, in order of `row`; the parts are emptied on the way."""
    parts = [part for part in parts if part.height]
    rows = [part.drop_in_place("row") for part in parts]
    order = pl.concat(rows).arg_sort() if len(rows) > 1 else None
    columns: list[pl.Series | pl.Expr] = []
    for name, dtype in list(result_columns(method).items())[1:]:
        kind = NUMBER if dtype == pl.String() else dtype
        pieces = [
            part.drop_in_place(name)
            if name in part.columns
            else pl.repeat(None, part.height, dtype=kind, eager=True)
            for part in parts
        ]
        whole = pl.concat(pieces) if pieces else pl.Series(dtype=kind)
        if order is not None:
            whole = whole.gather(order)
        column = words.spelled(whole) if kind == NUMBER else whole
        columns.append(column.alias(name))
    return subjects.rename("subject").to_frame().with_columns(*columns)


def _outside(
    method: Method, figures: Figures, scoped: pl.DataFrame, words: Vocabulary
) -> pl.DataFrame:
    table = apart(method, scoped)
    states = ["deferred", *(rule.state for rule in method.scope)]
    held = [f"held:{name}" for name in doubts(method, figures, year=method.year)]
    waits = [f"missing:{name}" for name in pool_waits(method)]
    states += ["deferred"] * len([*waits, *held])
    rules = ["no_group", *(rule.id for rule in method.scope), *waits, *held]
    groups = [None, *(group.id for group in method.groups)]
    pools = [None, *(value_of(group) for group in method.groups)]
    return table.select("row").with_columns(
        pool=words.named(pools, table["group_code"]),
        state=words.named(states, table["rule"]),
        state_rule=words.named(rules, table["rule"]),
        group=words.named(groups, table["group_code"]),
    )


def with_numbers(method: Method, graded: Graded, words: Vocabulary) -> pl.DataFrame:
    """The group's table with its words as numbers: state and its rule, grades, hits.

    `treated_as` is the grade whose measures apply: the subject's own, or the one it is managed as.
    """
    group, table = graded.batch.rule, graded.table
    rules = [None, *hold_names(group, graded.rules)]
    scopes = [None, *(rule.id for rule in method.scope)]
    grades = group.grading.grades if group.grading else ()
    managed = [None, *(rule.managed_as or None for rule in method.scope)]
    is_held = table["held"] > 0
    scope = table["scope"]
    state = pl.when(is_held).then(words.number("deferred")).when("is_ungraded").then(
        words.number("ungraded")
    ).otherwise(words.number("graded" if group.grading else "scored"))  # fmt: skip
    grade = words.named(grades, table["grade_code"])
    if has_pools(method):
        pools = [value_of(each) for each in graded.batch.groups]
        table = table.with_columns(pool=words.named(pools, table["place"]))
    if has_lists(method):
        table = table.with_columns(lists=words.named(*named(table, listed(group, graded.reading))))
    treated_as = pl.when(~is_held).then(pl.coalesce(grade, words.named(managed, scope)))
    table = table.with_columns(treated_as=treated_as)
    unsure = undecided(method, group, table, reading=graded.reading, number=words.number)
    return table.with_columns(
        state=state.cast(NUMBER),
        state_rule=words.named(rules, table["held"]).zip_with(is_held, words.named(scopes, scope)),
        group=words.named([each.id for each in graded.batch.groups], table["place"]),
        grade_by_rank=words.named(grades, table["by_rank"]),
        grade=grade,
        hits=words.named(*named(table, [(each.id, hit(each)) for each in group.adjustments])),
        unsure=words.named(*named(table, unsure)),
    )


def _results(graded: Graded, table: pl.DataFrame, words: Vocabulary) -> pl.DataFrame:
    """One group's rows of the table of results, with `row`. A subject held back has no points and no score."""
    points = [f"points:{indicator.id}" for indicator in graded.batch.indicators]
    scores = [*points, "base_score", "bonus", "score", "hits", "unsure"]
    scores += ["lists"] if "lists" in table.columns else []
    if (table["held"] > 0).any():
        is_scored = pl.col("held") == 0
        table = table.with_columns(pl.when(is_scored).then(pl.col(name)) for name in scores)
    return table.select(
        *("row", "state", "state_rule", "group", *(["pool"] if "pool" in table.columns else [])),
        *("rank", "ranked", "grade_by_rank", "grade"),
        *_indicator_columns(graded, table, words),
        *scores,
    )


def _indicator_columns(graded: Graded, table: pl.DataFrame, words: Vocabulary) -> Iterator[pl.Expr]:
    measured, missing, zero, instead = (pl.lit(words.number(how), dtype=NUMBER) for how in HOW)
    for indicator in graded.batch.indicators:
        is_known, value, how = known(indicator), pl.col(f"value:{indicator.id}"), measured
        by = variants(indicator)
        for other in by[1:]:
            how = pl.when(known(other)).then(instead).otherwise(how)
        if not table[f"known:{indicator.id}"].all():
            value = pl.when(is_known).then(value)
            lacks = graded.ratios[indicator.id].is_missing
            for other in by[1:]:
                is_other = graded.ratios[indicator.id].lacks_denominator
                lacks = pl.when(is_other).then(graded.ratios[other.id].is_missing).otherwise(lacks)
            how = pl.when(is_known).then(how).when(lacks).then(missing).otherwise(zero)
        yield value.alias(f"value:{indicator.id}")
        yield how.alias(f"how:{indicator.id}")
