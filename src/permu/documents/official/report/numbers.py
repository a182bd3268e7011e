"""The numbers of a report, before anybody puts them in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from permu.documents.official.changes import Changes
from permu.documents.official.notice import Corrected


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of each place or group have each grade: a line each, in the order of `grades`."""

    label: str
    grades: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def sums(self) -> tuple[int, ...]:
        """Of all lines, by grade."""
        columns = zip(*(counts for _, counts in self.lines), strict=True)
        return tuple(sum(column) for column in columns) or (0,) * len(self.grades)


@dataclass(frozen=True, kw_only=True)
class Mover:
    """One whose grade is another than the year before."""

    name: str
    subject: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class YearBefore:
    """The list of the year before beside this one's."""

    title: str
    counts: tuple[tuple[str, int, int], ...]  # grade, then, now
    both: int  # with a grade in both years
    up: int
    down: int
    movers: tuple[Mover, ...]


@dataclass(frozen=True, kw_only=True)
class Money:
    """One measure: on how many it falls, and what it comes to; None where it has no amount."""

    label: str
    gives: bool
    count: int
    amount: Decimal | None
    unknown: int  # of them, whose amount nobody can work out


@dataclass(frozen=True, kw_only=True)
class Fragile:
    """Whose grade a challenge could change, under which assumptions."""

    assumptions: str
    counts: tuple[tuple[str, int], ...]  # by grade


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the report says. `standing` are the lines of its publication, or that it is of none."""

    place: str
    year: int
    method: str
    run: int
    as_of: date
    standing: tuple[str, ...]
    states: tuple[tuple[str, int], ...]
    groups: Counts
    towns: Counts
    before: YearBefore | None
    unsure: int
    open_findings: int
    waiting: tuple[tuple[str, int], ...]  # why there is no evaluation yet, and of how many
    corrected: Corrected
    by_item: tuple[tuple[str, int], ...]
    fragile: Fragile | None
    money: tuple[Money, ...]
    is_trial_year: bool
    changes: Changes | None
    is_synthetic: bool
