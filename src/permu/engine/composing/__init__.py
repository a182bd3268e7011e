"""The figures a method asks of each subject: items as given, definitions composed, all as whole numbers."""

from permu.engine.composing.composer import compose

__all__ = ["compose"]
