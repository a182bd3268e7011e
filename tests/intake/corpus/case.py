"""One dirty file of the corpus: the rule it is written by, and what a strict and fair clerk makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Case:
    """A file, and what is expected of it. Of a file that is rejected no value is expected."""

    id: str
    category: str
    says: str  # the rule, in one sentence
    dataset: str  # tax, land or project
    make: Callable[[Path], Path]
    outcomes: frozenset[str]
    values: Mapping[str, str] = field(default_factory=dict)
    held: frozenset[int] = frozenset()  # rows of the sheet that a finding must name
    names: Mapping[str, str] = field(default_factory=dict)
    is_slow: bool = False  # takes what the limits allow
