"""Method × facts → evaluation, and the working sheet that explains it. Pure: no clock, no database."""

from permu.engine.exactly import evaluate_exactly
from permu.engine.explanation import explain, explain_all
from permu.engine.pipeline import evaluate
from permu.engine.results import Disagreement, Result, load_result, save_result, verify_result

__all__ = [
    "Disagreement", "Result", "evaluate", "evaluate_exactly", "explain", "explain_all",
    "load_result", "save_result", "verify_result",
]  # fmt: skip
