"""A county made ready once, and evaluated again as often as a number of the method is tried.

What it gives is the official evaluation, to the last digit: only what the change cannot touch is kept.
"""

from permu.engine.trying.rehearsal import Rehearsal, rehearse

__all__ = ["Rehearsal", "rehearse"]
