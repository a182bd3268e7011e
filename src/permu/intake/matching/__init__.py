"""Whose a row is. A valid registered code or the exact name joins; everything else is proposed to a person."""

from permu.intake.matching.register import Match, Register

__all__ = ["Match", "Register"]
