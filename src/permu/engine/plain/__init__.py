"""Points of adjustments, ranks and grades once more, for `evaluate_exactly`: one subject after the other.

Nothing here is shared with the columns of the fast path, so that each can catch the other's mistake.
"""

from permu.engine.plain.adjustments import bonus
from permu.engine.plain.grading import Pool, places

__all__ = ["Pool", "bonus", "places"]
