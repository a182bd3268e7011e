"""All cases that attack how a file is built."""

from . import containers, kinds, markup, texts

HOSTILE = [case for module in (containers, markup, kinds, texts) for case in module.CASES]
