"""The figures that rules hold against each other, exactly, by enterprise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from permu.terms.facts import Facts
from permu.terms.items import item

Row = Mapping[str, object]
Peerage = tuple[str, str]
"""Two digits of industry and a size, each "" where any will do."""

_SIZES = {True: "above", False: "below"}


@dataclass(frozen=True)
class Figures:
    """One year's figures: by subject, in each item's unit."""

    rows: Mapping[str, Row]
    _sums: dict[tuple[str, ...], dict[str, Fraction]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, facts: Facts) -> "Figures":
        """The figures of a year's facts."""
        return cls({str(row["subject"]): row for row in facts.table.iter_rows(named=True)})

    def sums(self, items: tuple[str, ...]) -> Mapping[str, Fraction]:
        """What items add up to, of everybody of whom each of them is known; worked out once."""
        if items not in self._sums:
            self._sums[items] = {
                subject: sum((_exact(name, row[name]) for name in items), Fraction(0))
                for subject, row in self.rows.items()
                if all(isinstance(row.get(name), int) for name in items)
            }
        return self._sums[items]

    def peerages(self, subject: str) -> Sequence[Peerage]:
        """Whom an enterprise may be held against, the nearest first: those of its industry and size, its industry, its size, all."""
        row = self.rows[subject]
        industry = _two_digits(str(row.get("industry") or ""))
        size = _SIZES.get(row.get("is_above_scale"), "")  # type: ignore[call-overload]
        return tuple(dict.fromkeys(((industry, size), (industry, ""), ("", size), ("", ""))))


@cache
def _scale(name: str) -> int:
    return int(10 ** item(name).scale)


def _exact(name: str, whole: object) -> Fraction:
    return Fraction(whole, _scale(name)) if isinstance(whole, int) else Fraction(0)


@cache
def _two_digits(code: str) -> str:
    digits = "".join(sign for sign in code if sign.isdigit())
    return digits[:2]
