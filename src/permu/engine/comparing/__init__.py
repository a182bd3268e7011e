"""One county under another's rules: the same facts, two methods, and who moves."""

from permu.engine.comparing.borrowing import assumed_means, with_means
from permu.engine.comparing.comparison import (
    DIMENSIONS,
    MOVES,
    Comparison,
    Move,
    Side,
    compare_corrected,
    compare_evaluations,
    compare_under,
)
from permu.engine.comparing.reasons import reasons

__all__ = [
    "DIMENSIONS", "MOVES", "Comparison", "Move", "Side", "assumed_means", "compare_corrected",
    "compare_evaluations", "compare_under", "reasons", "with_means",
]  # fmt: skip
