"""A corrected figure as a person types it: `1200000`, `12 万千瓦时`, `是`, `2024-03-01`, or nothing for a missing one."""

import re
from collections.abc import Iterator
from datetime import date

from permu.engine.ripple.correcting import Value
from permu.intake.dates import date_in
from permu.intake.grid import Cell
from permu.intake.headers import unit_meant
from permu.intake.numbers import number_in, whole
from permu.intake.profiles import Column, may_be_negative, profiles
from permu.intake.tidy import is_dash, tidy, visible
from permu.terms.industries import industry_code
from permu.terms.items import TOO_LARGE, Item, item, items
from permu.terms.quantities import unit
from permu.terms.refusal import Language, Refused

YES, NO = frozenset({"是", "yes", "true", "1", "√"}), frozenset({"否", "no", "false", "0", "×"})
MISSING = ("缺失", "missing")
BASES = {"money": "元", "electricity": "千瓦时"}
"""By dimension, what clerks write after 万; other figures are not written so."""
_SHORT = re.compile(r"[+-]?[\d,.]*\d(?P<mark>[万亿])")


def item_named(text: str) -> Item:
    """The item of that id, or of that Chinese name.

    Raises:
        Refused: there is none.
    """
    by_label = {one.label: one for one in items().values()}
    return by_label.get(tidy(text)) or item(text.strip())


def read_value(name: str, text: str, *, as_of: date, language: Language = "zh") -> Value:
    """The value of an item, as `Facts` keeps it. A number without a unit is in the item's own.

    Raises:
        Refused: it is no such value, or an impossible one (as departments' sheets are read); with
            the item and the units by their names in `language`.
    """
    found, said = item(name), visible(text)
    if not said or said.lower() in MISSING or is_dash(said):
        return None
    if found.kind == "number":
        return _number(found, said, language)
    called = found.called(language)
    if found.kind == "date":
        return _date(found, said, as_of, called)
    if found.kind == "flag":
        if tidy(said).casefold() not in YES | NO:
            raise Refused("engine.ripple_not_flag", item=called, text=said)
        return tidy(said).casefold() in YES
    return _industry(said, called) if found.id == "industry" else said


def _number(found: Item, text: str, language: Language) -> int:
    called, number = found.called(language), number_in(Cell("t", text), found.unit)
    if number.value is None:
        raise _no_number(found, text, language)
    kept = whole(number, found)
    if kept is None:
        raise Refused("terms.too_fine", item=called, value=text, scale=found.scale)
    if abs(kept) >= TOO_LARGE:
        raise Refused("engine.ripple_too_large", item=called, text=text)
    if kept < 0 and not may_be_negative(found):
        raise Refused("engine.ripple_negative", item=called, text=text)
    return kept


def _no_number(found: Item, text: str, language: Language) -> Refused:
    """Why it cannot be read, with an example of the item's own dimension where there is one."""
    said = {"item": found.called(language), "text": text}
    dimension = unit(found.unit).dimension if found.unit else ""
    base = BASES.get(dimension, "")
    if short := _SHORT.fullmatch(tidy(text)):
        if unit_meant(f"{short['mark']}{base}"):
            return Refused("engine.ripple_half_unit", example=f"{short[0]}{base}", **said)
        return Refused("engine.ripple_in_full", **said)
    if not found.unit:
        return Refused("engine.ripple_not_number", **said)
    said["unit"] = unit(found.unit).called(language)
    if base:
        return Refused("engine.ripple_not_number_or", example=f"12 万{base}", **said)
    return Refused("engine.ripple_not_number_in", **said)


def _date(found: Item, text: str, as_of: date, called: str) -> date:
    day = date_in(Cell("t", text))
    if day is None:
        raise Refused("engine.ripple_not_date", item=called, text=text)
    if day > as_of and not any(column.future for column in _columns(found.id)):
        raise Refused("engine.ripple_future", item=called, text=text, as_of=as_of.isoformat())
    return day


def _industry(text: str, called: str) -> str:
    code = industry_code(tidy(text))
    if code is None:
        raise Refused("engine.ripple_no_industry", item=called, text=text)
    return code


def _columns(name: str) -> Iterator[Column]:
    return (
        column
        for profile in profiles()
        for sheet in profile.sheets
        for column in sheet.columns
        if column.item == name
    )
