"""The desk at which errors are planted: which row is free, what is recorded, what the truth then says."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from random import Random
from typing import Literal

from permu.sample.enterprise import Enterprise
from permu.sample.names import Namer
from permu.sample.sheets.grid import Row, Sheet
from permu.terms.refusal import words

Right = Literal["value", "held", "asked"]
Fits = Callable[[Enterprise, Row], bool]


class NoRowLeft(Exception):  # noqa: N818 — a county may be too small for a kind, which is no fault
    """No free row can bear this kind of error."""


@dataclass
class Planting:
    """One planted error: on which rows of which sheet, whose figures it touches, what is right."""

    kind: str
    key: str  # of the sheet
    rows: Sequence[Row]  # the row where the error stands, then others it concerns
    _: KW_ONLY
    right: Right
    figures: Sequence[tuple[Enterprise, str]] = ()
    column: int | None = None
    subject: str = ""

    def __post_init__(self) -> None:
        """Keep the true figures in words, before a held one goes missing."""
        self.subject = self.subject or (self.figures[0][0].code if self.figures else "")
        self.stated = [(firm.code, item, firm.text(item) or None) for firm, item in self.figures]

    def as_json(self, sheet: Sheet, numbers: Mapping[int, int]) -> dict[str, object]:
        """The entry of `planted.json`; `numbers` are the sheet's own row numbers, from 1, by the row's id."""
        at = numbers[id(self.rows[0])] if self.rows else sheet.first_row - 1
        values = {item: figure for _, item, figure in self.stated}
        value = next(iter(values.values()), None) if len(values) < 2 else values
        return {
            "kind": self.kind,
            "file": sheet.file,
            "sheet": sheet.name,
            "row": at,
            "cell": "" if self.column is None else f"{letters(self.column)}{at}",
            "rows": [numbers[id(row)] for row in self.rows],
            "subject": self.subject,
            "item": next(iter(values), ""),
            "figures": [
                {"subject": subject, "item": item, "value": figure}
                for subject, item, figure in self.stated
            ],
            "right": {"value": value} if self.right == "value" else {self.right: True, "value": value},
        }  # fmt: skip


class Desk:
    """Rows that may still bear an error. Each error takes its enterprises off the desk: no two on one."""

    def __init__(
        self, draw: Random, namer: Namer, everybody: Sequence[Enterprise], sheets: dict[str, Sheet]
    ) -> None:
        self.draw = draw
        self.namer = namer
        self.sheets = sheets
        self.firms = {firm.code: firm for firm in everybody}
        self.free = {firm.code for firm in everybody if not firm.is_pinned}
        self.plantings: list[Planting] = []

    @cached_property
    def rows_of(self) -> dict[str, Counter[str]]:
        """How many rows each subject had on each sheet before any error was planted."""
        return {
            key: Counter(row.subject for row in sheet.rows) for key, sheet in self.sheets.items()
        }

    def pick(self, key: str, fits: Fits = lambda _firm, _row: True) -> tuple[Enterprise, Row]:
        """A row of that sheet whose free subject stands on it once, taken off the desk.

        Raises:
            NoRowLeft: there is none.
        """
        counts = self.rows_of[key]
        rows = [
            row
            for row in self.sheets[key].rows
            if row.subject in self.free
            and counts[row.subject] == 1
            and (not row.landlord or row.landlord in self.free or row.landlord not in self.firms)
            and fits(self.firms[row.subject], row)
        ]
        if not rows:
            raise NoRowLeft
        row = self.draw.choice(rows)
        self.free -= {row.subject, row.landlord}
        return self.firms[row.subject], row

    def pick_absent(self, key: str) -> Enterprise:
        """A free enterprise that has no row on that sheet, taken off the desk.

        Raises:
            NoRowLeft: there is none.
        """
        absent = sorted(code for code in self.free if not self.rows_of[key][code])
        if not absent:
            raise NoRowLeft
        code = self.draw.choice(absent)
        self.free.discard(code)
        return self.firms[code]

    def insert(self, key: str, row: Row, *, after: Row) -> None:
        """Put a row below another."""
        rows = self.sheets[key].rows
        rows.insert(next(at for at, one in enumerate(rows) if one is after) + 1, row)

    def record(self, planting: Planting) -> None:
        """Keep the planting; figures that must be held become missing in the truth."""
        self.plantings.append(planting)
        if planting.right == "held":
            for firm, item in planting.figures:
                firm.facts[item] = None

    def entries(self) -> list[dict[str, object]]:
        """What `planted.json` lists: each planting with its number, and why it is an error."""
        numbers = {
            key: {id(row): at for at, row in enumerate(sheet.laid(), sheet.first_row)}
            for key, sheet in self.sheets.items()
        }
        return [
            {
                "id": f"P{number:04}",
                **planting.as_json(self.sheets[planting.key], numbers[planting.key]),
                "why": words(f"sample.{planting.kind}"),
            }
            for number, planting in enumerate(self.plantings, 1)
        ]

    def of_row(self, firm: Enterprise, key: str) -> list[tuple[Enterprise, str]]:
        """Every figure that the sheet's row gives the enterprise; those it lacks were never there."""
        return [(firm, item) for item in self.sheets[key].items if firm.facts.get(item) is not None]


def letters(column: int) -> str:
    """A column's letters, from 0: 0 is A, 26 is AA."""
    head = letters(column // 26 - 1) if column >= 26 else ""
    return head + chr(ord("A") + column % 26)
