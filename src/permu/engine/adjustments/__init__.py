"""Bonuses, and the rules that bind the grade: direct, ceiling, floor, lift, drop, veto (步骤8、9).

Points count before the ranking; then the rules that bind apply one after the other, each to what
the one before left. Every rule whose condition holds is reported, also where it changes nothing.
"""

from permu.engine.adjustments.binding import bound, in_order, moved, takes_out
from permu.engine.adjustments.hits import asked, hit, unknown, with_hits, with_hits_again
from permu.engine.adjustments.mattering import unsure_of
from permu.engine.adjustments.naming import named
from permu.engine.adjustments.points import tiered

__all__ = [
    "asked", "bound", "hit", "in_order", "moved", "named", "takes_out", "tiered", "unknown",
    "unsure_of", "with_hits", "with_hits_again",
]  # fmt: skip
