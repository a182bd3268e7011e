"""All cases whose cells are dirty."""

from . import dates, formulas, identity, numbers, strangers, text, units

DIRTY = [
    case
    for module in (units, numbers, formulas, identity, text, dates, strangers)
    for case in module.CASES
]
