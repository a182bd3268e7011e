"""A method as it was read: frozen values, each beside the clause it comes from.

Nothing here computes. The kinds are closed lists: a notice that needs another kind gets one
new name here, one small function in the engine, one row in the language's catalogue, one worked case.
"""

from permu.method.model.conditions import EVERYBODY, Condition, ConditionKind, Day, Reference
from permu.method.model.groups import (
    Adjustment,
    AdjustmentKind,
    GradeRule,
    Grading,
    GradingKind,
    Group,
    Listing,
    Measure,
    MeasureKind,
    ScoreRule,
    Stage,
)
from permu.method.model.indicators import (
    Benchmark,
    BenchmarkKind,
    Change,
    Indicator,
    MissingOf,
    ScoringKind,
    WhenMissing,
)
from permu.method.model.methods import (
    Definition,
    DefinitionKind,
    GradeWord,
    Merge,
    Method,
    Role,
    Scope,
    State,
    Status,
    SubjectKind,
    Unknown,
)
from permu.method.model.procedure import Commitment, FigureSource, Notice, Procedure
from permu.method.model.source import Source

__all__ = [
    "EVERYBODY",
    "Adjustment",
    "AdjustmentKind",
    "Benchmark",
    "BenchmarkKind",
    "Change",
    "Commitment",
    "Condition",
    "ConditionKind",
    "Day",
    "Definition",
    "DefinitionKind",
    "FigureSource",
    "GradeRule",
    "GradeWord",
    "Grading",
    "GradingKind",
    "Group",
    "Indicator",
    "Listing",
    "Measure",
    "MeasureKind",
    "Merge",
    "Method",
    "MissingOf",
    "Notice",
    "Procedure",
    "Reference",
    "Role",
    "Scope",
    "ScoreRule",
    "ScoringKind",
    "Source",
    "Stage",
    "State",
    "Status",
    "SubjectKind",
    "Unknown",
    "WhenMissing",
]  # fmt: skip
