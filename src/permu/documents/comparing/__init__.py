"""One county under two methods, as a workbook a clerk can send on."""

from permu.documents.comparing.workbook import write_comparison_workbook

__all__ = ["write_comparison_workbook"]
