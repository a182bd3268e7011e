"""送审报告: what the leading group reads before it decides; every number is out of the run."""

from permu.documents.official.report.numbers import (
    Counts,
    Fragile,
    Money,
    Mover,
    Report,
    YearBefore,
)
from permu.documents.official.report.paper import report_paper

__all__ = ["Counts", "Fragile", "Money", "Mover", "Report", "YearBefore", "report_paper"]
