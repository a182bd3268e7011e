"""All cases whose cells are dirty."""

from . import dates, formulas, identity, numbers, text, units

DIRTY = [
    case for module in (units, numbers, formulas, identity, text, dates) for case in module.CASES
]
