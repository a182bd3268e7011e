"""Where others of this room find the register: see `permu.intake.matching`."""

from permu.intake.matching import Match, Register

__all__ = ["Match", "Register"]
