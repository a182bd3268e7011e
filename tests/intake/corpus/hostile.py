"""All cases that attack how a file is built."""

from . import containers, markup

HOSTILE = [case for module in (containers, markup) for case in module.CASES]
