"""What is odd about figures that each are sound: held against each other, their peers and last year. Never held back."""

from permu.intake.suspicions.looking import suspicions
from permu.intake.suspicions.places import placed

__all__ = ["placed", "suspicions"]
