"""Figures and numbers of a ripple as people read them."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from permu.engine.ripple.correcting import Value
from permu.terms.items import item
from permu.terms.quantities import unit
from permu.terms.refusal import Language, words
from permu.terms.rounding import rounded

FINEST = 12


def value_text(name: str, value: Value, language: Language) -> str:
    """An item's value with its unit, a flag as yes or no; 缺失 where there is none."""
    found = item(name)
    if value is None:
        return words("engine.ripple_missing", language)
    if isinstance(value, bool):
        return words("engine.yes" if value else "engine.no", language)
    if isinstance(value, int):
        label = unit(found.unit).called(language) if found.unit else ""
        return f"{found.decimal(value):f} {label}".strip()
    return value.isoformat() if isinstance(value, date) else value


def pair(numbers: Sequence[Fraction | None], decimals: int) -> list[str]:
    """Two numbers, rounded to so many decimals, or to as many more as it takes to tell them apart."""
    for places in range(decimals, FINEST + 1):
        texts = ["—" if each is None else f"{rounded(each, places):f}" for each in numbers]
        if len(set(texts)) == len(set(numbers)):
            break
    return texts
