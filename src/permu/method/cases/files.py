"""Read `*.cases.toml`, with the same care for faults as the method itself."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from permu.method.cases.expected import read_counts, read_expected, read_notices, read_stand_ins
from permu.method.cases.facts import read_facts, read_holdings
from permu.method.cases.model import Case, CaseSubject, Expected, FactValue
from permu.method.model import Method
from permu.method.reading.faults import Faults
from permu.method.reading.folder import toml_of
from permu.method.reading.tables import Table

CASES = "*.cases.toml"
ALONE = "case"
"""The id of the one subject whose facts stand in the case itself."""


def read_cases(folder: Path, method: Method, faults: Faults) -> list[Case]:
    """Every case beside the method, in order of file and line."""
    cases: list[Case] = []
    for path in sorted(folder.glob(CASES)):
        if (file := toml_of(path, faults)) is not None:
            cases += [read_case(table, method) for table in file.tables("case")]
            file.close()
    return cases


def read_case(table: Table, method: Method) -> Case:
    """One case, of a file or made of the cells of a spreadsheet's rows."""
    subjects = table.tables("subject")
    is_alone = "facts" in table.values
    alone = [_subject(table, method, ALONE)] if is_alone else []
    ids = _ids(subjects, [])
    population = _populations(subjects, ids, method)
    rows = table.tables("earlier")
    earlier = _populations(rows, _ids(rows, [ALONE, *ids] if is_alone else ids), None)
    names = [one.id for one in (*alone, *population)]
    case = Case(
        name=table.text("name"),
        file=table.file,
        line=table.line() or 1,
        subjects=(*alone, *population),
        earlier=earlier,
        holdings=read_holdings(table.tables("holding"), names),
        notices=read_notices(table.tables("notice"), method),
        stand_ins=read_stand_ins(table, method),
        counts=read_counts(table),
        refuses=table.flag("refuses", default=False),
    )
    _says_something(table, case)
    table.close()
    return case


def _says_something(table: Table, case: Case) -> None:
    says = case.refuses or case.counts or any(one.expected != Expected() for one in case.subjects)
    if not case.subjects and not case.notices:
        table.fault("missing_key", "facts")
    elif not (says or case.notices):
        table.fault("case_says_nothing")


def _ids(tables: Sequence[Table], before: Sequence[str]) -> list[str]:
    """What each table's subject is called: by its name; without one, as the table in its place `before`.

    So the first `[[case.earlier]]` is the first subject the year before, whatever it is called. A
    table of several subjects has the beginning of their ids.
    """
    found: list[str] = []
    for index, table in enumerate(tables):
        name = table.values.get("name")
        if isinstance(name, str) and name.strip() and "times" not in table.values:
            found.append(name)
        else:
            found.append(before[index] if index < len(before) else f"{index:03}")
    return found


def _populations(
    tables: Sequence[Table], ids: Sequence[str], method: Method | None
) -> tuple[CaseSubject, ...]:
    """The subjects of some tables. `method` None: of the year before, of which nothing must come out."""
    for index, (table, id_) in enumerate(zip(tables, ids, strict=True)):
        if id_ in ids[:index]:
            table.fault("subject_twice", "name", name=id_)
    return tuple(
        one
        for table, id_ in zip(tables, ids, strict=True)
        for one in _population(table, method, id_)
    )


def _subject(table: Table, method: Method | None, id_: str) -> CaseSubject:
    inner = table.table("facts")
    facts = dict(read_facts(inner)) if inner else {}
    expected = read_expected(table, method) if method else Expected()
    return CaseSubject(id=id_, facts=facts, expected=expected)


def _population(table: Table, method: Method | None, id_: str) -> list[CaseSubject]:
    """`times` subjects, each with its facts changed by `step` from the one before."""
    first = _subject(table, method, id_)
    is_several = table.has("times")
    times = table.integer("times", range(1, 2001), default=1)
    inner = table.optional_table("step")
    step = dict(read_facts(inner)) if inner else {}
    for key in step.keys() - first.facts.keys():
        table.fault("step_without_fact", "step", item=key)
    table.text("name", "")
    table.close()
    return [
        CaseSubject(
            id=f"{id_}-{number:04}" if is_several else id_,
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
