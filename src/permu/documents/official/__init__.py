"""Official papers, laid out as GB/T 9704-2012 asks: one content, as Word and as PDF."""

from permu.documents.official.blocks import Paper
from permu.documents.official.draft import Draft
from permu.documents.official.pages import paper_pdf
from permu.documents.official.word import paper_docx

__all__ = ["Draft", "Paper", "paper_docx", "paper_pdf"]
