"""The figures that rules hold against each other, exactly, by enterprise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from permu.terms.facts import Facts
from permu.terms.items import item

Row = Mapping[str, object]


@dataclass(frozen=True)
class Figures:
    """One year's figures: by subject, in each item's unit."""

    rows: Mapping[str, Row]

    @classmethod
    def of(cls, facts: Facts) -> "Figures":
        """The figures of a year's facts."""
        return cls({str(row["subject"]): row for row in facts.table.iter_rows(named=True)})

    def sum(self, subject: str, items: Sequence[str]) -> Fraction | None:
        """What items add up to; None where one of them is not known."""
        row = self.rows.get(subject, {})
        wholes = [row.get(name) for name in items]
        if not all(isinstance(whole, int) for whole in wholes):
            return None
        return sum(
            (item(name).exact(whole) for name, whole in zip(items, wholes, strict=True)),  # type: ignore[arg-type]
            Fraction(0),
        )

    def industry(self, subject: str) -> str:
        """The two digits of a subject's industry, or "" where it is not known."""
        return _two_digits(str(self.rows[subject].get("industry") or ""))


@cache
def _two_digits(code: str) -> str:
    digits = "".join(sign for sign in code if sign.isdigit())
    return digits[:2]
