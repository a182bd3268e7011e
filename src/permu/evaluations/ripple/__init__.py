"""A claim tried out on the page: one subject's figures, what is entered for them, and who would move.

Nothing here writes. What is corrected at last is a fact of a later run, decided elsewhere.
"""

from permu.evaluations.ripple.claim import Claim
from permu.evaluations.ripple.figures import correctable
from permu.evaluations.ripple.shown import Shown

__all__ = ["Claim", "Shown", "correctable"]
