"""The list of results by group and grade: what of it is published, in which order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Literal

from permu.documents.official.blocks import Band, Cells
from permu.documents.official.draft import Draft
from permu.documents.official.wording import listed, wording
from permu.documents.text import MISSING, figure

Publishes = Literal["grades", "unordered", "full"]
LAST = 10**9
Place = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Graded:
    """One graded enterprise of a published list."""

    name: str
    subject: str
    group: str
    grade: str
    score: Decimal | None = None
    rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class GradedList:
    """A list as the method lets it be published: `groups` and `grades` are the method's, best first; scores and ranks only in full."""

    publishes: Publishes
    groups: tuple[str, ...]
    grades: tuple[str, ...]
    graded: tuple[Graded, ...]

    @property
    def is_full(self) -> bool:
        """Whether scores and ranks are published."""
        return self.publishes == "full"

    @property
    def counted(self) -> str:
        """A 12 户、B 30 户: how many have each grade."""
        found = Counter(one.grade for one in self.graded)
        said = (
            wording("of_grade", grade=grade_said(grade), count=found[grade])
            for grade in sorted(found, key=lambda grade: _place(grade, self.grades))
        )
        return listed(said)

    def parts(self) -> Iterator[tuple[str, str, list[Graded]]]:
        """Each group's grades, best first, with who has them: by rank where ranks are published, else by code."""
        ordered = sorted(self.graded, key=self._order)
        for (group, grade), found in groupby(ordered, key=lambda one: (one.group, one.grade)):
            yield group, grade, list(found)

    def _order(self, one: Graded) -> tuple[Place, Place, int, str]:
        rank = (one.rank or LAST) if self.is_full else 0
        return (_place(one.group, self.groups), _place(one.grade, self.grades), rank, one.subject)

    def heads(self) -> Cells:
        """The heads of the table."""
        names = [
            "number",
            "name",
            "credit_code",
            "grade",
            *(["score", "rank"] if self.is_full else []),
        ]
        return tuple(wording(name) for name in names)

    def cells(self, number: int, one: Graded) -> Cells:
        """A row of it."""
        own = (str(number), one.name, one.subject, one.grade)
        if not self.is_full:
            return own
        return (*own, figure(one.score, decimals=2), str(one.rank or MISSING))


def grade_said(grade: str) -> str:
    """A grade in a sentence: a letter takes 类 behind it, a word stands by itself."""
    return f"{grade}类" if grade.isascii() else grade


def _place(word: str, known: tuple[str, ...]) -> Place:
    """A word's place among those that the method ranks; another comes behind them."""
    return (known.index(word) if word in known else len(known), word)


def add_list(draft: Draft, found: GradedList) -> None:
    """One table: its heads on every page, and over each grade of each group a band that says how many."""
    rows: list[Cells | Band] = []
    for group, grade, lines in found.parts():
        name = "list_band" if grade.isascii() else "list_band_word"
        about = {"group": group or wording("no_group"), "grade": grade, "count": len(lines)}
        rows.append(Band(wording(name, **about)))
        rows += [found.cells(number, one) for number, one in enumerate(lines, 1)]
    widths = (12, 57, 43, 12, 19, 13) if found.is_full else (14, 80, 45, 17)
    draft.table(found.heads(), rows, widths=widths, lefts=(1,))


def graded_of(entries: Sequence[dict[str, object]]) -> tuple[Graded, ...]:
    """The graded of a publication's entries, as they were put out."""
    return tuple(
        Graded(
            name=str(one["name"]), subject=str(one["subject"]), group=str(one["group"]), grade=str(one["grade"]),
            score=None if one["score"] is None else Decimal(str(one["score"])),
            rank=int(str(one["rank"])) if one["rank"] is not None else None,
        )
        for one in entries
        if one["grade"]
    )  # fmt: skip
