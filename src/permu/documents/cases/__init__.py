"""Worked cases in a spreadsheet: an empty one in which an official writes them, and reading it filled in."""

from permu.documents.cases.reading import read_cases_sheet
from permu.documents.cases.template import write_cases_template

__all__ = ["read_cases_sheet", "write_cases_template"]
