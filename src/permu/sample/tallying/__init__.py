"""How a reading of the workbooks stands against the truth."""

from permu.sample.tallying.tally import Tally, tally

__all__ = ["Tally", "tally"]
