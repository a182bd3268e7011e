"""The room's nouns."""

from permu.evaluations.models.appeals import Appeal, AppealAnswer, AppealDecision
from permu.evaluations.models.confirming import Confirmation, Confirming, Dispute
from permu.evaluations.models.consequences import MeasureReview
from permu.evaluations.models.findings import RoundFinding
from permu.evaluations.models.improving import EarlierPlan, Improvement, Milestone
from permu.evaluations.models.landing import LandNotice
from permu.evaluations.models.publications import Publication
from permu.evaluations.models.requests import DailyDigest, DataRequest
from permu.evaluations.models.reviewing import TownOpinion, TownReview
from permu.evaluations.models.rounds import Round, RoundFile
from permu.evaluations.models.runs import Result, Run
from permu.evaluations.models.scenarios import KeptScenario
from permu.evaluations.models.settling import (
    ColumnMeaning,
    FigureCorrection,
    RowOwner,
    UnownedRow,
)
from permu.evaluations.models.year import StepTaken

__all__ = [
    "Appeal",
    "AppealAnswer",
    "AppealDecision",
    "ColumnMeaning",
    "Confirmation",
    "Confirming",
    "DailyDigest",
    "DataRequest",
    "Dispute",
    "EarlierPlan",
    "FigureCorrection",
    "Improvement",
    "KeptScenario",
    "LandNotice",
    "MeasureReview",
    "Milestone",
    "Publication",
    "Result",
    "Round",
    "RoundFile",
    "RoundFinding",
    "RowOwner",
    "Run",
    "StepTaken",
    "TownOpinion",
    "TownReview",
    "UnownedRow",
]
