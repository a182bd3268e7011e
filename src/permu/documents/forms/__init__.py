"""Template workbooks: a form as a department fills it in, and as our own reader takes it back without a question."""

from permu.documents.forms.writing import write_form

__all__ = ["write_form"]
