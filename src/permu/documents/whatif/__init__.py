"""A what-if trial, as a workbook that can lie on a table in a meeting."""

from permu.documents.whatif.workbook import write_whatif_workbook

__all__ = ["write_whatif_workbook"]
