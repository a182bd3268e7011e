"""Method × facts → evaluation, and the working sheet that explains it. Pure: no clock, no database."""

from permu.engine.exactly import evaluate_exactly
from permu.engine.pipeline import evaluate

__all__ = ["evaluate", "evaluate_exactly"]
