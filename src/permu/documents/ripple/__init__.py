"""The ripple of an appeal, as a workbook the office can put before who decides."""

from permu.documents.ripple.workbook import write_ripple_workbook

__all__ = ["write_ripple_workbook"]
