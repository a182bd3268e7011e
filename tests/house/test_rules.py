"""The tree keeps every rule of the house."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .arrows import ARROWS
from .sizes import SIZES
from .source import ROOT
from .traces import TRACES
from .words import WORDS

RULES = (*SIZES, *WORDS, *TRACES, *ARROWS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_tree_has_none_of(rule: Callable[[Path], list[str]]) -> None:
    faults = rule(ROOT)
    assert not faults, "\n" + "\n".join(faults)
