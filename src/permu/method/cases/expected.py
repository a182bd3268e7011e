"""What a case says must come out."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import get_args

from permu.method.cases.model import CaseNotice, Expected, StandIns, Verdict
from permu.method.model import Method
from permu.method.reading.tables import Table

WORDS = (
    "group", "pool", "unit", "state", "state_rule", "source", "grade", "grade_by_rank", "hits", "lists",
)  # fmt: skip
"""Columns of the result that a case may name; absent ones are compared as empty."""
SEVERAL = ("hits", "lists")
"""Those that hold ids, comma-joined, and that a case writes as a list."""
_CLOSES = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")


def read_expected(table: Table, method: Method) -> Expected:
    """What a table says of its subject."""
    indicators = {one.id for group in method.groups for one in group.indicators}
    measures = {one.id for group in method.groups for one in group.measures}
    return Expected(
        words={key: _word(table, key) for key in WORDS if table.has(key)},
        rank=table.integer("rank", range(1, 1_000_000)) if table.has("rank") else None,
        score=table.optional_number("score"),
        points=_numbers(table, "points", indicators),
        measures=_numbers(table, "measures", measures),
        has_no_measures=table.values.get("measures") == {},
        commitments=_verdicts(table, [one.id for one in method.commitments]),
    )


def _word(table: Table, key: str) -> str:
    if key in SEVERAL:  # an empty list says that there is none
        return ",".join(table.texts(key)) if table.values[key] else ""
    return table.text(key, "")


def _verdicts(table: Table, known: Sequence[str]) -> Mapping[str, Verdict]:
    inner = table.optional_table("commitments")
    found: dict[str, Verdict] = {}
    for id_ in inner.values if inner else ():
        if inner and _is_known(inner, id_, known):
            found[id_] = inner.choice(id_, get_args(Verdict))
    return found


def _numbers(table: Table, key: str, known: set[str]) -> Mapping[str, Decimal]:
    inner = table.optional_table(key)
    found: dict[str, Decimal] = {}
    for id_ in inner.values if inner else ():
        number = inner.number(id_) if inner else None
        if inner and _is_known(inner, id_, sorted(known)) and number is not None:
            found[id_] = number
    return found


def _is_known(inner: Table, id_: str, known: Sequence[str]) -> bool:
    if id_ not in known:
        inner.fault("unknown_key", id_, known="、".join(known))
    return id_ in known


def read_counts(table: Table) -> Mapping[str, int]:
    """How many subjects have each grade."""
    inner = table.optional_table("counts")
    return {key: inner.integer(key, range(100_000)) for key in inner.values} if inner else {}


def read_stand_ins(table: Table, method: Method) -> StandIns | None:
    """The numbers put in the place of those that the known text lacks, for the group the case names."""
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
        benchmarks=_numbers(inner, "benchmarks", known),
        weights=_numbers(inner, "weights", known),
    )
    inner.close()
    return stand_ins


def read_notices(tables: Sequence[Table], method: Method) -> tuple[CaseNotice, ...]:
    """The `[[case.notice]]` rows: when a notice of the method, published on a day, must close."""
    known = [one.id for one in method.procedure.notices] if method.procedure else []
    rows: list[CaseNotice] = []
    for table in tables:
        id_, closes = table.text("id"), table.text("closes")
        published = table.day("published")
        if published is None and "published" not in table.values:
            table.fault("missing_key", "published")
        if id_ and id_ not in known:
            table.fault("notice_unknown", "id", name=id_, known="、".join(known))
        if closes and not _CLOSES.fullmatch(closes):
            table.fault("no_closing", "closes", value=closes)
        table.close()
        if published is not None:
            closes = closes if " " in closes else f"{closes} 24:00"
            rows.append(CaseNotice(id=id_, published=published, closes=closes))
    return tuple(rows)
