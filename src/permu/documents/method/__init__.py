"""A method as a page an official can read: every number beside its clause."""

from permu.documents.method.page import method_html
from permu.documents.method.view import method_page

__all__ = ["method_html", "method_page"]
