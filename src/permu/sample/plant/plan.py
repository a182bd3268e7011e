"""Which errors are planted, and where: every kind once, then again in its other places."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Protocol

from permu.sample.plant import cells, identity, land, rows
from permu.sample.plant.desk import Desk, NoRowLeft, Planting, Right

SHARE = Decimal("0.08")
"""Planted errors per enterprise."""

Planter = Callable[[Desk], Planting]


class _OnSheet(Protocol):
    """A planter that works on more than one sheet."""

    def __call__(self, desk: Desk, key: str) -> Planting: ...


def _misread(kind: str, right: Right, alter: identity.Alter, *keys: str) -> tuple[Planter, ...]:
    return tuple(
        partial(identity.misread, key=key, kind=kind, right=right, alter=alter) for key in keys
    )


def _each(planter: _OnSheet, *keys: str) -> tuple[Planter, ...]:
    return tuple(partial(planter, key=key) for key in keys)


def _cell(kind: str, right: Right, *places: tuple[str, cells.Write]) -> tuple[Planter, ...]:
    return tuple(
        partial(cells.cell, at=at, kind=kind, right=right, write=write) for at, write in places
    )


KINDS: dict[str, tuple[Planter, ...]] = {
    "statistical_item": (rows.statistical_item,),
    "lease_exceeds_land": (land.lease_exceeds_land,),
    "land_ten_thousandfold": (land.land_ten_thousandfold,),
    "code_as_number": _misread("code_as_number", "held", identity.as_number, "operation", "tax"),
    "code_of_another": _each(identity.code_of_another, "emissions", "power"),
    "name_brackets_and_spaces": _misread(
        "name_brackets_and_spaces", "value", identity.brackets_and_spaces,
        "power", "tax", "staff", "operation",
    ),
    "name_former": _misread(
        "name_former", "value", identity.former, "tax", "power", "operation", "emissions"
    ),
    "code_look_alike": _misread(
        "code_look_alike", "held", identity.look_alike, "staff", "parcels", "tax", "emissions", "power"
    ),
    "code_missing": _misread(
        "code_missing", "value", identity.no_code, "power", "emissions", "tax", "staff", "operation"
    ),
    "code_check_character": _misread(
        "code_check_character", "held", identity.wrong_check, "tax", "staff", "power", "operation"
    ),
    "code_registry_number": _misread(
        "code_registry_number", "held", identity.registry_number, "staff", "power", "tax"
    ),
    "name_masked": _misread("name_masked", "held", identity.masked, "emissions", "staff", "power"),
    "duplicate_same": _each(rows.duplicate_same, "operation", "staff", "emissions"),
    "duplicate_conflict": _each(rows.duplicate_conflict, "staff", "emissions"),
    "not_registered": _each(identity.stranger_row, "staff", "tax", "power", "operation"),
    "land_zero": (partial(land.parcel_area, kind="land_zero", area=Decimal(0)),),
    "land_negative": (partial(land.parcel_area, kind="land_negative", area=Decimal(-350)),),
    "parcel_twice": (land.parcel_twice,),
    "lease_unknown_tenant": (land.lease_unknown_tenant,),
    "tax_in_10k_yuan": (rows.tax_in_10k_yuan,),
    "total_mismatch": _each(rows.total_mismatch, "tax", "emissions"),
    "tax_negative": (rows.tax_negative,),
    "text_number": _cell(
        "text_number", "value",
        ("tax.vat_paid", cells.grouped),
        ("operation.sales_revenue", cells.full_width),
        ("emissions.cod", cells.apostrophe),
    ),
    "dash": _cell(
        "dash", "value",
        ("operation.rd_expense", cells.dash("—")),
        ("operation.energy_equivalent", cells.dash("无")),
        ("operation.output", cells.dash("/")),
    ),
    "unit_in_cell": (
        cells.lease_with_unit,
        *_cell("unit_in_cell", "value", ("operation.sales_revenue", cells.with_unit)),
    ),
    "error_cell": _cell(
        "error_cell", "held",
        ("operation.rd_expense", cells.error("=AA1/AB1", "#DIV/0!")),
        ("operation.energy_equivalent", cells.error("=NA()", "#N/A")),
    ),
    "formula_without_value": _cell(
        "formula_without_value", "held",
        ("operation.industrial_value_added", cells.uncalculated),
        ("operation.sales_revenue", cells.uncalculated),
    ),
    "hidden_row": _each(cells.hidden_row, "operation", "emissions", "parcels"),
    "subtotal_row": _each(rows.subtotal_row, "emissions", "parcels", "power"),
    "months_mismatch": (rows.months_mismatch,),
    "too_precise": _cell(
        "too_precise", "held",
        ("operation.output", cells.finer), ("staff.average_staff", cells.third),
    ),
    "date_impossible": _cell(
        "date_impossible", "held",
        ("register.registered_on", cells.no_such_day),
        ("register.registered_on", cells.future_day),
        ("operation.commissioned_on", cells.no_such_day),
    ),
    "industry_unknown": _cell(
        "industry_unknown", "held",
        ("register.industry", cells.no_such_trade("C4490")),
        ("register.industry", cells.no_such_trade("C1290")),
    ),
    "staff_zero": (rows.staff_zero,),
}  # fmt: skip
"""Kind → the places it is planted in, in turn. Kinds that few rows can bear come first."""


def plant(desk: Desk, enterprises: int) -> None:
    """Plant every kind once and go round again until 8 % of the enterprises bear an error.

    A county too small for every kind bears those it has rows for.
    """
    wanted = max(len(KINDS), int(enterprises * SHARE))
    for turn in count():
        planted = len(desk.plantings)
        for places in KINDS.values():
            if len(desk.plantings) >= wanted:
                return
            with suppress(NoRowLeft):
                desk.record(places[turn % len(places)](desk))
        if len(desk.plantings) == planted:
            return
