"""The ripple of an appeal: who would move if a figure were corrected. It is worked out before anything is decided."""

from permu.engine.ripple.correcting import Correction, Value, corrected
from permu.engine.ripple.reading import item_named, read_value
from permu.engine.ripple.reasons import Why, reasons
from permu.engine.ripple.rippling import (
    EFFECTS,
    Benchmarks,
    Effect,
    Ripple,
    ripple,
    ripple_of,
)

__all__ = [
    "EFFECTS", "Benchmarks", "Correction", "Effect", "Ripple", "Value", "Why", "corrected",
    "item_named", "read_value", "reasons", "ripple", "ripple_of",
]  # fmt: skip
