"""What is known besides the files that are read: what people settled, and the year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from permu.intake.settled import NOTHING_SETTLED, Settled
from permu.terms.facts import Facts

Headings = Sequence[tuple[str, str]]
"""Each column's label and unit ("": not said), in order."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """`forms` are the heads of the forms of the last year that was read, by profile and sheet; `earlier` its facts."""

    settled: Settled = NOTHING_SETTLED
    forms: Mapping[tuple[str, str], Headings] = field(default_factory=dict)
    earlier: Facts | None = None


NOTHING_KNOWN = Known()
