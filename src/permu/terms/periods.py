"""Periods that figures are about, and as-of dates at which they were known."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from permu.terms.refusal import Refused


@dataclass(frozen=True, order=True)
class Period:
    """Whole months of one year, first and last included: `2024` is months 1 to 12.

    >>> str(Period.parse("2018-01..05"))
    '2018-01..05'
    """

    year: int
    first_month: int = 1
    last_month: int = 12

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= self.last_month <= 12:
            raise Refused(
                "terms.no_such_period", text=f"{self.year} {self.first_month}–{self.last_month}"
            )

    @classmethod
    def parse(cls, text: str) -> "Period":
        """`2024`, `2024-03`, `2024-01..05` or `2024Q2`.

        Raises:
            Refused: the text is none of these.
        """
        match = re.fullmatch(r"(\d{4})(?:Q([1-4])|-(\d\d)(?:\.\.(\d\d))?)?", text.strip())
        if not match:
            raise Refused("terms.no_such_period", text=text)
        year, quarter, first, last = match.groups()
        if quarter:
            return cls(int(year), int(quarter) * 3 - 2, int(quarter) * 3)
        return cls(int(year), int(first), int(last or first)) if first else cls(int(year))

    def __str__(self) -> str:
        if (self.first_month, self.last_month) == (1, 12):
            return str(self.year)
        months = {self.first_month, self.last_month}
        return f"{self.year}-" + "..".join(f"{month:02}" for month in sorted(months))

    @property
    def label(self) -> str:
        """As Chinese writes it: 2018年1—5月."""
        if (self.first_month, self.last_month) == (1, 12):
            return f"{self.year}年"
        months = sorted({self.first_month, self.last_month})
        return f"{self.year}年" + "—".join(map(str, months)) + "月"

    @property
    def ends_on(self) -> date:
        """The last day of the period."""
        return date(self.year, self.last_month, calendar.monthrange(self.year, self.last_month)[1])


def whole_years(since: date, until: date) -> int:
    """Years completed from `since` to `until`, by the calendar: a firm of 2022-06-30 is 2 on 2024-06-30.

    29 February completes its year on 1 March of a year that has none.
    """
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
