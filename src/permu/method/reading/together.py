"""Faults that only several tables together show: rules never reached, one name for two things, dates."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from permu.method.model import Condition, Group, Indicator, Method
from permu.method.reading.firing import always_within, never_holds
from permu.method.reading.tables import Table


def reachable(tables: Sequence[Table], conditions: Sequence[Condition]) -> None:
    """A fault for each rule that an earlier one leaves nobody to: the first that holds counts."""
    for index, (table, condition) in enumerate(zip(tables, conditions, strict=True)):
        if "when" not in table.values:
            continue
        for earlier, before in zip(tables[:index], conditions[:index], strict=True):
            place = f"{earlier.file}:{earlier.line()}"
            if before.kind == "always" and "when" in earlier.values:
                table.fault("after_always", "when", first=place)
                break
            if before == condition:
                table.fault("same_condition", "when", first=place)
                break
        else:
            _not_within(table, condition, list(zip(tables, conditions, strict=True))[:index])


def _not_within(
    table: Table, condition: Condition, earlier: Sequence[tuple[Table, Condition]]
) -> None:
    """A fault where one of the earlier rules, or all of them together, take everybody whom this one is for."""
    alone = [one for one in earlier if always_within(condition, [one[1]])]
    if alone or always_within(condition, [one for _, one in earlier]):
        table.fault("within_earlier", "when", first=_places(alone[:1] or earlier))


def _places(rules: Sequence[tuple[Table, Condition]]) -> str:
    return "、".join(f"{table.file}:{table.line()}" for table, _ in rules)


def meets_group(tables: Sequence[Table], conditions: Sequence[Condition], group: Condition) -> None:
    """A fault for each of a group's own rules that none of its subjects can meet; `conditions` has theirs first."""
    for table, condition in zip(tables, conditions, strict=False):
        both = Condition(kind="all", of=(group, condition))
        if never_holds(both) and not never_holds(condition) and not never_holds(group):
            table.fault("outside_group", "when")


def left_by_scope(files: Sequence[Table], file: Table, method: Method) -> None:
    """A fault for each group, or adjustment of one, all of whose subjects stand apart: nobody is ever scored by it."""
    rules = zip(file.tables("scope"), method.scope, strict=True)
    # The first rule that holds counts, and who is ungraded is scored: what comes after may take nobody.
    before = takewhile(lambda pair: pair[1].state != "ungraded", rules)
    apart = [(table, rule.when) for table, rule in before if rule.when.kind != "always"]
    whens = [when for _, when in apart]
    for one, group in zip(files, method.groups, strict=True):
        head = one.table("group")
        if head and always_within(group.when, whens):
            head.fault("group_apart", "when", rules=_places(apart))
        own = [*one.tables("adjustment"), *file.tables("adjustment")]
        for table, rule in zip(own, group.adjustments, strict=True):
            if always_within(rule.when, whens):
                table.fault("rule_apart", "when", rules=_places(apart))


def same_indicators(tables: Sequence[Table], groups: Sequence[Group]) -> None:
    """An indicator's id names one column of the results, so two groups must mean one ratio by it."""
    first: dict[str, tuple[str, Indicator]] = {}
    for table, group in zip(tables, groups, strict=True):
        rows = table.tables("indicator")
        for row, indicator in zip(rows, group.indicators, strict=True):
            place, before = first.setdefault(indicator.id, (f"{row.file}:{row.line()}", indicator))
            if not _are_one(before, indicator):
                row.fault("indicator_differs", "ratio", id=indicator.id, first=place)


def _are_one(first: Indicator, other: Indicator) -> bool:
    """Whether both mean one ratio, and one in its place where each has one."""
    if first.otherwise and other.otherwise and not _are_one(first.otherwise, other.otherwise):
        return False
    return _meaning(first) == _meaning(other)


def _meaning(indicator: Indicator) -> tuple[str, str, str, str]:
    return indicator.numerator, indicator.denominator, indicator.unit, indicator.change


def charges_not_before(file: Table, published: date | None) -> None:
    """A charge may not bind anybody before the day its notice was published.

    One that an overlay takes over was published with its parent, and is judged there.
    """
    for table in file.tables("measure"):
        if table.origin("starts_on"):
            continue
        start = table.values.get("starts_on")
        is_charge = table.values.get("gives") is False
        if is_charge and published and type(start) is date and start < published:
            table.fault("charge_before", "starts_on", start=start, published=published)
