"""What a clerk sends on: the results workbook and the working sheets.

>>> from permu.documents import write_results_workbook, write_working_sheets
"""

from permu.documents.folder import write_working_sheets
from permu.documents.html import working_sheet_html
from permu.documents.pdf import working_sheet_pdf
from permu.documents.workbook import write_results_workbook

__all__ = [
    "working_sheet_html",
    "working_sheet_pdf",
    "write_results_workbook",
    "write_working_sheets",
]
