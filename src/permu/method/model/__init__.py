"""A method as it was read: frozen values, each beside the clause it comes from.

Nothing here computes. The kinds are closed lists: a notice that needs another kind gets one
new name here, one small function in the engine, one row in the documents, one worked case.
"""

from permu.method.model.conditions import Condition, ConditionKind
from permu.method.model.groups import (
    Adjustment,
    AdjustmentKind,
    Grading,
    Group,
    Measure,
    MeasureKind,
    ScoreRule,
)
from permu.method.model.indicators import (
    Benchmark,
    BenchmarkKind,
    Indicator,
    MissingOf,
    ScoringKind,
    WhenMissing,
)
from permu.method.model.methods import Definition, Method, Scope, State, Status, Unknown
from permu.method.model.source import Source

__all__ = [
    "Adjustment", "AdjustmentKind", "Benchmark", "BenchmarkKind", "Condition", "ConditionKind",
    "Definition", "Grading", "Group", "Indicator", "Measure", "MeasureKind", "Method", "MissingOf", "Scope",
    "ScoreRule", "ScoringKind", "Source", "State", "Status", "Unknown", "WhenMissing",
]  # fmt: skip
