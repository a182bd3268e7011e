"""What follows from published grades, one list a measure: its one figure, and no other that its bureau need not know."""

from permu.documents.consequences.report import MeasureReport, Owed
from permu.documents.consequences.workbook import write_measure_workbook

__all__ = ["MeasureReport", "Owed", "write_measure_workbook"]
