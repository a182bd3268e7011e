"""What a trial comes to as plain data: for a page that answers while a slider is dragged, and for machines."""

from collections.abc import Iterator
from typing import Any

from permu.engine.comparing import DIMENSIONS, reasons
from permu.engine.whatif.trial import WhatIf
from permu.terms.refusal import Language

MOST = 20
"""Movers named where no other number is asked for."""


def answer(found: WhatIf, *, most: int | None = MOST, language: Language = "zh") -> dict[str, Any]:
    """Counts, money (in 分) and the first `most` movers, with their reasons; `None`: all of them."""
    comparison = found.comparison
    return {
        "registered": len(comparison.table),
        "moves": dict(comparison.moves),
        "transitions": comparison.transitions.to_dicts(),
        "totals": found.totals,
        "money": found.money.to_dicts(),
        "by": {name: _by(found, name) for name in DIMENSIONS},
        "movers": list(movers(found, most=most, language=language)),
    }


def _by(found: WhatIf, dimension: str) -> list[dict[str, Any]]:
    money = found.money_by(dimension).drop("value", "registered")
    return found.moves_by(dimension).hstack(money).to_dicts()


def movers(
    found: WhatIf, *, most: int | None = MOST, language: Language = "zh"
) -> Iterator[dict[str, Any]]:
    """Who moves, whose money moves most first: `name`, what `Comparison.table` and `WhatIf.money_of` have, and `why`."""
    rows, comparison = found.movers[:most], found.comparison
    facts = comparison.facts.table
    names = facts["name"][rows] if "name" in facts.columns else [None] * len(rows)
    table = comparison.table[rows].hstack(found.money_of[rows].drop("subject"))
    for name, row in zip(names, table.iter_rows(named=True), strict=True):
        why = reasons(comparison, row["subject"], language=language)
        yield {"name": name, **row, "why": why}
