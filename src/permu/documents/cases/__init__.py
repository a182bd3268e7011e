"""An empty workbook in which an official writes worked cases of a method."""

from permu.documents.cases.template import write_cases_template

__all__ = ["write_cases_template"]
