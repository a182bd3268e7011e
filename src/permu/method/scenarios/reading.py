"""A scenario's file, read key by key as a method's is: every fault at once, with its line."""

from decimal import Decimal
from pathlib import Path
from typing import get_args

from permu.method.model.scenarios import Amendment, AmendmentKey, Scenario
from permu.method.reading.faults import Faults
from permu.method.reading.folder import table_of, toml_of
from permu.method.reading.tables import Table
from permu.method.refusal import MethodRefused
from permu.method.scenarios.limits import ROWS
from permu.method.scenarios.writing import with_digest

MOST = 1_000
"""Amendments of one scenario. A longer list is another method."""


def load_scenario(path: Path) -> Scenario:
    """The scenario that stands in a file.

    Raises:
        MethodRefused: the file has faults; it carries all of them.
    """
    faults = Faults()
    table = toml_of(path, faults)
    return _scenario(table, faults)


def read_scenario(text: str, *, name: str) -> Scenario:
    """The scenario that a text says; `name` is what its faults call it.

    Raises:
        MethodRefused: as `load_scenario`.
    """
    faults = Faults()
    return _scenario(table_of(text, faults, label=name), faults)


def _scenario(file: Table | None, faults: Faults) -> Scenario:
    scenario = None if file is None else _read(file)
    if scenario is None or faults.findings:
        raise MethodRefused(faults.findings, code="method.scenario_refused")
    return with_digest(scenario)


def _read(file: Table) -> Scenario | None:
    head = file.table("scenario")
    rows = file.tables("change")
    if head is None:
        return None
    if not 0 < len(rows) <= MOST:
        file.fault("scenario_changes", "change", count=len(rows), most=MOST)
    scenario = Scenario(
        id=head.identifier(),
        label=head.text("label"),
        about=head.text("about", ""),
        method=head.text("method", ""),
        method_digest=head.text("method_digest", ""),
        rebalance=head.flag("rebalance", default=True),
        amendments=tuple(map(_amendment, rows)),
    )
    head.close()
    file.close()
    return scenario


def _amendment(table: Table) -> Amendment:
    given = [key for key in ("to", "times") if table.has(key)]
    if len(given) != 1:
        table.fault("scenario_to_or_times")
    key: AmendmentKey = table.choice("what", get_args(AmendmentKey))
    amendment = Amendment(
        key=key,
        of=table.text("of", ""),
        groups=table.texts("groups", ()),
        to=_to(table, key) if given == ["to"] else (),
        times=table.number("times") if given == ["times"] else None,
    )
    if amendment.times is not None and amendment.times < 0:
        table.fault("scenario_negative", "times", value=amendment.times)
    table.close()
    return amendment


def _to(table: Table, key: AmendmentKey) -> tuple[Decimal, ...]:
    """One number, or a row of them where a row may stand."""
    if isinstance(row := table.values["to"], list):
        is_known = key == table.values.get("what")  # else it is told what keys there are
        if is_known and key not in ROWS:
            table.fault("scenario_one_number", "to", count=len(row))
        return table.numbers("to")
    number = table.number("to")
    return () if number is None else (number,)
