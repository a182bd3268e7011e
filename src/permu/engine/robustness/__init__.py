"""How sure the grades are, under uncertainty that is stated: analysis, which changes no result.

Weights and rounding are drawn by columns of float64, thousands of times; what changes facts is drawn by
evaluating anew. Every number says how many draws stand behind it.
"""

from permu.engine.robustness.analysis import HANGING, Robustness, robustness
from permu.engine.robustness.hitting import DIMENSIONS
from permu.engine.robustness.items import measured_items
from permu.engine.robustness.reading import load_uncertainty, said_in, uncertainty_of
from permu.engine.robustness.saying import assumptions_said, percent, source_said
from permu.engine.robustness.tables import SAFE
from permu.engine.robustness.uncertainty import Uncertainty

__all__ = [
    "DIMENSIONS", "HANGING", "SAFE", "Robustness", "Uncertainty", "assumptions_said", "load_uncertainty",
    "measured_items", "percent", "robustness", "said_in", "source_said", "uncertainty_of",
]  # fmt: skip
