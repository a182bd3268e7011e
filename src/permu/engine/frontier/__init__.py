"""Who stands on the frontier, and how far the others are from it: analysis in float64, never a grade.

`efficiency` and `malmquist` are of any numbers; `frontier` and `obstacles` of an evaluated county,
and `analyse` gives both.
"""

from permu.engine.frontier.analysis import Analysis, analyse
from permu.engine.frontier.choice import Choice
from permu.engine.frontier.county import CHANGES, Asked, Frontier, frontier
from permu.engine.frontier.efficiency import Efficiency, efficiency
from permu.engine.frontier.malmquist import Malmquist, malmquist
from permu.engine.frontier.obstacles import obstacles

__all__ = [
    "CHANGES", "Analysis", "Asked", "Choice", "Efficiency", "Frontier", "Malmquist", "analyse", "efficiency", "frontier", "malmquist",
    "obstacles",
]  # fmt: skip
