"""A group file: `[group]`, its `[[indicator]]` tables, `[score]`, `[grading]` and its own rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from permu.method.model import EVERYBODY, Group, Indicator, ScoreRule, Source
from permu.method.reading.adjustments import (
    grades_given,
    never_binding,
    precedence_whole,
    read_adjustment,
    unless_known,
)
from permu.method.reading.book import Book, item_of, read_source
from permu.method.reading.grading import HUNDRED, read_grading, read_rounding
from permu.method.reading.indicators import read_indicator
from permu.method.reading.measures import read_measure
from permu.method.reading.rules import read_listing, read_when
from permu.method.reading.tables import Table
from permu.method.reading.together import meets_group


@dataclass(frozen=True)
class Shared:
    """The rules that `method.toml` gives every group, after the group's own."""

    adjustments: Sequence[Table]
    measures: Sequence[Table]
    lists: Sequence[Table] = ()


def read_group(file: Table, book: Book, shared: Shared) -> Group:
    """One group file as a whole."""
    head = file.table("group")
    indicators, score = _indicators(file, book), _score(file, book)
    inside = book.within(indicators)
    each = _each(head, book) if head else ""
    grading = read_grading(file, inside, each)
    group = Group(
        id=head.identifier() if head else "",
        label=head.text("label") if head else "",
        when=read_when(head, book) if head else EVERYBODY,
        each=each,
        indicators=indicators,
        score=score,
        grading=grading,
        source=read_source(head, book) if head else Source(),
    )
    group = _with_rules(group, file, inside, shared)
    for table in (head, file):
        if table:
            table.close()
    return group


def _each(head: Table, book: Book) -> str:
    """The text item each value of which is a ranking of its own."""
    item = head.text("each") if head.has("each") else ""
    item_of(head, book, "each", item, kinds=("text",))
    return item


def _with_rules(group: Group, file: Table, inside: Book, shared: Shared) -> Group:
    """The group with its own adjustments, measures and lists, then those of every group."""
    grades = group.grading.grades if group.grading else ()
    adjustments = [*file.tables("adjustment"), *shared.adjustments]
    measures = [*file.tables("measure"), *shared.measures]
    lists = [*file.tables("list"), *shared.lists]
    for tables in (adjustments, measures, lists):
        no_doubles(tables)
    read = tuple(read_adjustment(table, inside, grades) for table in adjustments)
    unless_known(adjustments, read)
    never_binding(adjustments, read, grades)
    heading = file.table("grading") if group.grading else None
    if heading and group.grading:
        precedence_whole(heading, group.grading, read)
        grades_given(heading, group.grading, read)
    outside = replace(inside, indicators={})
    group = replace(
        group,
        adjustments=read,
        measures=tuple(read_measure(table, outside, grades) for table in measures),
        lists=tuple(read_listing(table, inside) for table in lists),
    )
    for key, rules in (
        ("adjustment", group.adjustments),
        ("measure", group.measures),
        ("list", group.lists),
    ):
        meets_group(file.tables(key), [rule.when for rule in rules], group.when)
    return group


def no_doubles(tables: Iterable[Table]) -> None:
    """A fault for every table whose `id` an earlier one has."""
    first: dict[object, Table] = {}
    for table in tables:
        id_ = table.values.get("id")
        if isinstance(id_, str) and id_ in first:
            table.fault(
                "duplicate_id", "id", id=id_, first=f"{first[id_].file}:{first[id_].line('id')}"
            )
        elif isinstance(id_, str):
            first[id_] = table


def _indicators(file: Table, book: Book) -> tuple[Indicator, ...]:
    tables = file.tables("indicator")
    if not tables:
        file.fault("no_indicator")
    no_doubles(tables)
    for table in tables:
        id_ = table.values.get("id")
        if isinstance(id_, str) and id_ in book.definitions:
            table.fault("name_clash", "id", id=id_)
    indicators = tuple(read_indicator(table, book) for table in tables)
    _weights_add_up(tables, indicators)
    _stand_together(tables, indicators)
    return indicators


def _stand_together(tables: Sequence[Table], indicators: Sequence[Indicator]) -> None:
    """What one indicator asks of the others: to be alone, or not to be."""
    if len(indicators) > 1:
        for table, one in zip(tables, indicators, strict=True):
            if one.scoring == "value":
                table.fault("value_not_alone", "scoring", count=len(indicators))
    elif indicators and indicators[0].when_missing == "reweight":
        tables[0].fault("reweight_alone", "when_missing")


def _weights_add_up(tables: Sequence[Table], indicators: Sequence[Indicator]) -> None:
    """All weights known: 100. Some unknown: they must leave room for those."""
    weights = [one.weight for one in indicators if one.weight is not None]
    unknown = [table for table in tables if table.values.get("weight") == "unknown"]
    in_range = all(0 < weight <= HUNDRED for weight in weights)
    if not tables or not in_range or len(weights) + len(unknown) != len(tables):
        return  # a weight that cannot be right is a fault of its own
    total, terms = sum(weights, Decimal(0)), " + ".join(f"{weight:f}" for weight in weights)
    if weights and unknown and total >= HUNDRED:
        tables[-1].fault("weights_leave_none", "weight", terms=terms, total=f"{total:f}")
    elif not unknown and total != HUNDRED:
        tables[-1].fault("weights_sum", "weight", terms=terms, total=f"{total:f}")


def _score(file: Table, book: Book) -> ScoreRule:
    table = file.table("score")
    if table is None:
        return ScoreRule(decimals=None, rounding="half_up", source=Source())
    rounds = table.has("decimals")
    cap = table.optional_number("bonus_cap")
    if cap is not None and cap <= 0:
        table.fault("not_positive", "bonus_cap", value=cap)
    rule = ScoreRule(
        decimals=table.integer("decimals", range(7)) if rounds else None,
        rounding=read_rounding(table) if rounds else "half_up",
        bonus_cap=cap,
        source=read_source(table, book),
    )
    table.close()
    return rule
