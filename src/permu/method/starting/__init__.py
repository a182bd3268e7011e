"""A start from a notice: what of it is recognised becomes a folder that can be checked, the rest is said open."""

from permu.method.starting.recognising import Draft, recognise
from permu.method.starting.writing import Head, write_start

__all__ = ["Draft", "Head", "recognise", "write_start"]
