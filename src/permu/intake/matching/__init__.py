"""Whose a row is. A valid registered code or the exact name joins; everything else is proposed to a person."""

from permu.intake.matching.identity import Event
from permu.intake.matching.match import Match, Proposal
from permu.intake.matching.register import Register

__all__ = ["Event", "Match", "Proposal", "Register"]
