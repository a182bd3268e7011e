"""The room's nouns."""

from permu.evaluations.models.findings import RoundFinding
from permu.evaluations.models.rounds import Round, RoundFile
from permu.evaluations.models.runs import Result, Run

__all__ = ["Result", "Round", "RoundFile", "RoundFinding", "Run"]
