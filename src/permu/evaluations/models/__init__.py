"""The room's nouns."""

from permu.evaluations.models.findings import RoundFinding
from permu.evaluations.models.rounds import Round, RoundFile
from permu.evaluations.models.runs import Result, Run
from permu.evaluations.models.scenarios import KeptScenario

__all__ = ["KeptScenario", "Result", "Round", "RoundFile", "RoundFinding", "Run"]
