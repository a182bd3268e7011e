"""A trial's answer as the page draws it: how many move, from where to where, in which places, at what cost."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from permu.evaluations.comparing import (
    Place,
    dimension_labels,
    move_labels,
    place_in,
    transition_table,
)
from permu.evaluations.whatif.money import money_of, net_by

if TYPE_CHECKING:
    from permu.engine.whatif import WhatIf

SHOWN = 12
"""Places of a dimension that stand open; the others unfold."""


@dataclass(frozen=True)
class Split:
    """How the subjects of one town, park, cluster or size move, and what that costs them (万元, net)."""

    place: Place
    net: Decimal | None


@dataclass(frozen=True)
class Dimension:
    """A way to divide the county."""

    label: str
    shown: list[Split]
    folded: list[Split]


def drawn(found: "WhatIf") -> dict[str, object]:
    """What the template needs of an answer."""
    comparison = found.comparison
    columns, rows = transition_table(comparison)
    labels = move_labels()
    return {
        "comparison": comparison,
        "money": money_of(found),
        "moves": [(move, label, comparison.moves[move]) for move, label in labels.items()],
        "labels": labels,
        "columns": columns,
        "rows": rows,
        "dimensions": [
            _dimension(found, name, label) for name, label in dimension_labels().items()
        ],
    }


def _dimension(found: "WhatIf", name: str, label: str) -> Dimension:
    nets = net_by(found, name)
    lines = [
        Split(place, nets.get(place.value))
        for place in map(place_in, found.moves_by(name).to_dicts())
    ]
    return Dimension(label, lines[:SHOWN], lines[SHOWN:])
