"""How sure the grades are, as a workbook, and as one sheet of the results' workbook."""

from permu.documents.robustness.names import write_reach
from permu.documents.robustness.workbook import write_robustness_workbook

__all__ = ["write_reach", "write_robustness_workbook"]
