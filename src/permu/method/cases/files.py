"""Read `*.cases.toml`, with the same care for faults as the method itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from permu.method.cases.model import Case, CaseSubject, Expected, FactValue, StandIns
from permu.method.model import Method
from permu.method.reading.book import Book, item_of
from permu.method.reading.faults import Faults
from permu.method.reading.folder import toml_of
from permu.method.reading.tables import Table
from permu.terms.items import Item
from permu.terms.refusal import Refused

CASES = "*.cases.toml"
WORDS = ("group", "state", "state_rule", "grade", "grade_by_rank", "hits")
LARGEST = 10**15
"""Whole units of an item's scale that a case may give or step by: 2,000 steps still stand in 64 bits."""


def read_cases(folder: Path, method: Method, faults: Faults) -> list[Case]:
    """Every case beside the method, in order of file and line."""
    cases: list[Case] = []
    for path in sorted(folder.glob(CASES)):
        if (file := toml_of(path, faults)) is not None:
            cases += [_case(table, method) for table in file.tables("case")]
            file.close()
    return cases


def _case(table: Table, method: Method) -> Case:
    alone = [_subject(table, method, "case")] if "facts" in table.values else []
    population = [
        one
        for index, inner in enumerate(table.tables("subject"))
        for one in _population(inner, method, f"{index:03}")
    ]
    earlier = [
        one
        for index, inner in enumerate(table.tables("earlier"))
        for one in _population(inner, method, f"{index:03}")
    ]
    case = Case(
        name=table.text("name"),
        file=table.file,
        line=table.line() or 1,
        subjects=(*alone, *population),
        earlier=tuple(earlier),
        stand_ins=_stand_ins(table, method),
        counts=_counts(table),
        refuses=table.flag("refuses", default=False),
    )
    if not case.subjects:
        table.fault("missing_key", "facts")
    elif not (case.refuses or case.counts or any(_says(one.expected) for one in case.subjects)):
        table.fault("case_says_nothing")
    table.close()
    return case


def _says(expected: Expected) -> bool:
    return expected != Expected()


def _subject(table: Table, method: Method, id_: str) -> CaseSubject:
    inner = table.table("facts")
    facts = dict(_facts(inner)) if inner else {}
    return CaseSubject(id=id_, facts=facts, expected=_expected(table, method))


def _population(table: Table, method: Method, prefix: str) -> list[CaseSubject]:
    """`times` subjects, each with its facts changed by `step` from the one before."""
    first = _subject(table, method, prefix)
    times = table.integer("times", range(1, 2001), default=1)
    inner = table.optional_table("step")
    step = dict(_facts(inner)) if inner else {}
    for key in step.keys() - first.facts.keys():
        table.fault("step_without_fact", "step", item=key)
    table.has("name")  # a word for the reader: nothing is computed from it
    table.close()
    return [
        CaseSubject(
            id=f"{prefix}-{number:04}",
            facts={
                key: _stepped(value, step.get(key), number) for key, value in first.facts.items()
            },
            expected=first.expected,
        )
        for number in range(times)
    ]


def _stepped(value: FactValue, step: FactValue | None, number: int) -> FactValue:
    if isinstance(value, Decimal) and isinstance(step, Decimal):
        return value + step * number
    return value


def _facts(table: Table) -> Iterator[tuple[str, FactValue]]:
    book = Book(notice=None)
    for key in table.values:
        table.has(key)
        found = item_of(table, book, key, key, kinds=("number", "flag", "date", "code", "text"))
        value = _fact(table, key, found) if found else None
        if value is not None:
            yield key, value


def _fact(table: Table, key: str, item: Item) -> FactValue | None:
    match item.kind:
        case "number":
            return _figure(table, key, item)
        case "flag":
            return table.flag(key)
        case "date":
            day: date | None = table.day(key)
            return day
        case _:
            return table.text(key)


def _figure(table: Table, key: str, item: Item) -> Decimal | None:
    number = table.number(key)
    if number is None:
        return None
    try:
        if abs(item.whole(number)) > LARGEST:
            table.fault("bad_number", key)
            return None
    except Refused:
        table.fault("fact_too_fine", key, label=item.label, scale=item.scale)
        return None
    return number


def _expected(table: Table, method: Method) -> Expected:
    indicators = {one.id for group in method.groups for one in group.indicators}
    measures = {one.id for group in method.groups for one in group.measures}
    return Expected(
        words={key: _word(table, key) for key in WORDS if table.has(key)},
        rank=table.integer("rank", range(1, 1_000_000)) if table.has("rank") else None,
        score=table.optional_number("score"),
        points=_by_id(table, "points", indicators),
        measures=_by_id(table, "measures", measures),
    )


def _word(table: Table, key: str) -> str:
    return ",".join(table.texts(key)) if key == "hits" else table.text(key, "")


def _by_id(table: Table, key: str, known: set[str]) -> Mapping[str, Decimal]:
    inner = table.optional_table(key)
    found: dict[str, Decimal] = {}
    if inner is None:
        return found
    for id_ in inner.values:
        number = inner.number(id_)
        if id_ not in known:
            inner.fault("unknown_key", id_, known="、".join(sorted(known)))
        elif number is not None:
            found[id_] = number
    return found


def _counts(table: Table) -> Mapping[str, int]:
    inner = table.optional_table("counts")
    return {key: inner.integer(key, range(100_000)) for key in inner.values} if inner else {}


def _stand_ins(table: Table, method: Method) -> StandIns | None:
    inner = table.optional_table("given")
    if inner is None:
        return None
    group = table.text("group", "")
    named = next((one for one in method.groups if one.id == group), None)
    if named is None:
        table.fault(
            "given_without_group", "group", known="、".join(one.id for one in method.groups)
        )
    known = {one.id for one in named.indicators} if named else set()
    stand_ins = StandIns(
        group=group,
        why=inner.text("why"),
        benchmarks=_by_id(inner, "benchmarks", known),
        weights=_by_id(inner, "weights", known),
    )
    inner.close()
    return stand_ins
