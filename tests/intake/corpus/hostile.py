"""All cases that attack how a file is built, and the sound files beside them."""

from . import containers, kinds, markup, pages, sizes, sound, stray, structure, texts

_MODULES = (containers, markup, kinds, sizes, structure, pages, texts, stray, sound)
HOSTILE = [case for module in _MODULES for case in module.CASES]
