"""One county under another's rules: the same facts, two methods, and who moves."""

from permu.engine.comparing.comparison import (
    DIMENSIONS,
    MOVES,
    Comparison,
    Side,
    compare_evaluations,
)

__all__ = ["DIMENSIONS", "MOVES", "Comparison", "Side", "compare_evaluations"]
