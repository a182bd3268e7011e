"""The catalogue of items (`items.toml`): each figure's name, unit, scale, provider and legal origin."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal

from permu.terms.lineage import Purpose
from permu.terms.refusal import Language, Refused

Kind = Literal["number", "flag", "date", "code", "text"]

TOO_LARGE = 10**15
"""Whole units of an item's scale that no enterprise reaches."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item. Numbers are kept as whole units of 10^-`scale` of `unit`, exactly."""

    id: str
    label: str
    label_en: str
    kind: Kind
    provider: str
    definition: str
    origin: str  # the law or arrangement under which it was obtained
    purpose: Purpose
    unit: str = ""
    scale: int = 0
    is_made: bool = False  # worked out of other figures: no form is asked for it

    def called(self, language: Language) -> str:
        """Its name in one language."""
        return self.label if language == "zh" else self.label_en

    def whole(self, value: Decimal | Fraction | int) -> int:
        """`value`, in the item's unit, as whole units of its scale.

        Raises:
            Refused: it does not fit exactly.
        """
        exact = Fraction(value) * int(10**self.scale)
        if exact.denominator != 1:
            raise Refused("terms.too_fine", item=self.label, value=value, scale=self.scale)
        return exact.numerator

    def exact(self, whole: int) -> Fraction:
        """The number, in the item's unit, that `whole` units of its scale stand for."""
        return Fraction(whole, 10**self.scale)

    def decimal(self, whole: int) -> Decimal:
        """As `exact`, for people: `5720.100000` without the zeros nobody wrote is `5720.1`."""
        ten: int = 10**self.scale
        if whole % ten == 0:
            return Decimal(whole // ten)
        return Decimal(whole).scaleb(-self.scale).normalize()


@cache
def items() -> dict[str, Item]:
    """Every item of the catalogue, by id."""
    tables = tomllib.loads(files("permu.terms").joinpath("items.toml").read_text("utf-8"))
    return {id_: Item(id=id_, **row) for id_, row in tables.items()}


def item(id_: str) -> Item:
    """The item of that id.

    Raises:
        Refused: the catalogue has none.
    """
    try:
        return items()[id_]
    except KeyError:
        raise Refused("terms.unknown_item", item=id_) from None
