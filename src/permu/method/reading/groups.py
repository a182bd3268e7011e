"""A group file: `[group]`, its `[[indicator]]` tables, `[score]`, `[grading]` and its own rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from permu.method.model import Condition, Grading, Group, Indicator, ScoreRule, Source
from permu.method.reading.book import Book, read_source
from permu.method.reading.indicators import read_indicator
from permu.method.reading.rules import read_adjustment, read_measure, read_when
from permu.method.reading.tables import Table
from permu.terms.rounding import Rounding

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Shared:
    """The rules that `method.toml` gives every group, after the group's own."""

    adjustments: Sequence[Table]
    measures: Sequence[Table]


def read_group(file: Table, book: Book, shared: Shared) -> Group:
    """One group file as a whole."""
    head = file.table("group")
    indicators = _indicators(file, book)
    score, grading = _score(file, book), _grading(file, book)
    grades = grading.grades if grading else ()
    inside = book.within(indicators)
    own = [*file.tables("adjustment"), *shared.adjustments]
    measures = [*file.tables("measure"), *shared.measures]
    group = Group(
        id=head.identifier() if head else "",
        label=head.text("label") if head else "",
        when=read_when(head, book) if head else Condition(kind="always"),
        indicators=indicators,
        score=score,
        grading=grading,
        adjustments=tuple(read_adjustment(table, inside, grades) for table in own),
        measures=tuple(read_measure(table, book, grades) for table in measures),
        source=read_source(head, book) if head else Source(),
    )
    no_doubles(own)
    no_doubles(measures)
    for table in (head, file):
        if table:
            table.close()
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
        rounding=_rounding(table) if rounds else "half_up",
        bonus_cap=cap,
        source=read_source(table, book),
    )
    table.close()
    return rule


def _rounding(table: Table) -> Rounding:
    rounding: Rounding = table.choice("rounding", get_args(Rounding))
    return rounding


def _grading(file: Table, book: Book) -> Grading | None:
    if not file.has("grading"):
        if "grades" not in book.stops:
            file.fault("unknown_grading")
        return None
    table = file.table("grading")
    if table is None:
        return None
    table.choice("kind", ("shares",))
    grades, shares = table.texts("grades"), table.numbers("shares")
    _shares_fit(table, grades, shares)
    grading = Grading(
        grades=grades,
        shares=shares,
        rounding=_rounding(table),
        ties=table.choice("ties", ("better", "worse")),
        quota=table.choice("quota", ("before_adjustments", "after_adjustments")),
        source=read_source(table, book),
    )
    table.close()
    return grading


def _shares_fit(table: Table, grades: Sequence[str], shares: Sequence[Decimal]) -> None:
    if len(set(grades)) != len(grades):
        table.fault("grade_twice", "grades")
    if any(share < 0 for share in shares):
        table.fault("share_negative", "shares")
    given = table.values.get("shares")
    if not isinstance(given, list) or len(given) != len(shares):
        return  # a share that is no number is a fault of its own
    if len(grades) != len(shares):
        table.fault("shares_count", "shares", grades=len(grades), shares=len(shares))
    elif sum(shares) != HUNDRED:
        terms = " + ".join(f"{share:f}" for share in shares)
        table.fault("shares_sum", "shares", terms=terms, total=f"{sum(shares):f}")
