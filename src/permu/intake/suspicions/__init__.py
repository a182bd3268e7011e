"""What is odd about figures that each are sound: held against each other, their peers and last year. Never held back."""

from permu.intake.suspicions.looking import suspicions

__all__ = ["suspicions"]
