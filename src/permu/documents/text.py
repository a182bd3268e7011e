"""Figures and words as a document prints them. Nothing is computed here."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from permu.method.model import Source
from permu.terms.quantities import unit, unit_spelled
from permu.terms.refusal import Language, Refused

MISSING = "—"


@cache
def vocabulary(language: Language) -> Mapping[str, str]:
    """Every word of the room's catalogue in one language, for the templates."""
    catalogue = tomllib.loads(files("permu.documents").joinpath("messages.toml").read_text("utf-8"))
    return MappingProxyType({name: texts[language] for name, texts in catalogue.items()})


def figure(value: Decimal | None, *, decimals: int = 0) -> str:
    """A number for people: thousands apart, no exponent, no zero beyond the `decimals` asked for.

    >>> figure(Decimal("5720.100000"), decimals=2)
    '5,720.10'
    """
    if value is None:
        return MISSING
    whole, _, part = f"{value:,f}".partition(".")
    part = part.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{part}" if part else whole


def signed(value: Decimal | None, *, decimals: int = 0) -> str:
    """As `figure`, with a plus before what adds."""
    text = figure(value, decimals=decimals)
    return f"+{text}" if value is not None and value > 0 else text


def unit_label(code: str, language: Language) -> str:
    """A unit's name, from its code or from its name in the sheets; any other word is left as it is."""
    try:
        known = unit(code)
    except Refused:
        spelled = unit_spelled(code)
        return spelled.called(language) if spelled else code
    return known.called(language)


def source_text(source: Source, language: Language) -> str:
    """The clause a rule comes from, or what is assumed where the notice is silent."""
    if source.is_assumed:
        return vocabulary(language)["assumed"].format(what=source.assumed)
    return source.cited
