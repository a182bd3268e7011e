"""The rules of suspicion, as `rules.toml` says them in a closed vocabulary."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["ratio", "limit", "change", "same", "alike"]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What is held against what, from where on it is odd, and whom to ask."""

    id: str
    kind: Kind
    of: tuple[str, ...]
    label: str
    label_en: str
    settle: str
    settle_en: str
    by: tuple[str, ...] = ()
    times: int = 0
    most: Fraction | None = None
    least: Fraction | None = None
    floor: Fraction = Fraction(0)
    digits: int = 0
    firms: int = 0


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the file's order."""
    text = files("permu.intake.suspicions").joinpath("rules.toml").read_text("utf-8")
    return tuple(Rule(**_read(table)) for table in tomllib.loads(text)["rule"])


def _read(table: dict[str, Any]) -> dict[str, Any]:
    numbers = {
        name: Fraction(Decimal(table[name])) for name in ("most", "least", "floor") if name in table
    }
    lists = {name: tuple(table[name]) for name in ("of", "by") if name in table}
    return table | numbers | lists
