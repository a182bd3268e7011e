"""Who stands on the frontier, and how far the others are from it: analysis in float64, never a grade.

`efficiency` and `malmquist` are of any numbers; `frontier` and `obstacles` of an evaluated county.
"""

from permu.engine.frontier.choice import Choice
from permu.engine.frontier.county import Asked, Frontier, frontier
from permu.engine.frontier.efficiency import Efficiency, efficiency
from permu.engine.frontier.malmquist import Malmquist, malmquist
from permu.engine.frontier.obstacles import obstacles

__all__ = [
    "Asked", "Choice", "Efficiency", "Frontier", "Malmquist", "efficiency", "frontier", "malmquist",
    "obstacles",
]  # fmt: skip
