"""The room's nouns."""

from permu.evaluations.models.findings import RoundFinding
from permu.evaluations.models.requests import DailyDigest, DataRequest
from permu.evaluations.models.rounds import Round, RoundFile
from permu.evaluations.models.runs import Result, Run
from permu.evaluations.models.scenarios import KeptScenario
from permu.evaluations.models.settling import (
    ColumnMeaning,
    FigureCorrection,
    RowOwner,
    UnownedRow,
)

__all__ = [
    "ColumnMeaning",
    "DailyDigest",
    "DataRequest",
    "FigureCorrection",
    "KeptScenario",
    "Result",
    "Round",
    "RoundFile",
    "RoundFinding",
    "RowOwner",
    "Run",
    "UnownedRow",
]
