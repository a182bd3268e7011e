"""A department's sheet before it is a file: columns, rows, and where its subtotals stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from permu.sample.enterprise import Enterprise, Fact
from permu.terms.items import item
from permu.terms.quantities import conversion


@dataclass(frozen=True)
class Odd:
    """A cell that is not what it shows: a formula, an error, a code kept as a number."""

    kind: Literal["formula", "error", "number"]
    text: str
    shown: str = ""


Value = str | int | Decimal | date | None | Odd
Look = Literal["text", "code", "count", "two", "five", "date", "flag"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its head (one level or two), what its cells look like, the item and unit it gives."""

    head: tuple[str, ...]
    look: Look
    width: int
    item: str = ""
    unit: str = ""
    is_summed: bool = False


SERIAL = Column(head=("序号",), look="count", width=6)
CODE = Column(head=("统一社会信用代码",), look="code", width=22)
NAME = Column(head=("企业名称",), look="text", width=36)


@dataclass(kw_only=True)
class Row:
    """A row. `cells` is what the department wrote, `meant` what its books say (the totals follow those)."""

    cells: list[Value]
    meant: list[Value]
    subject: str = ""
    landlord: str = ""
    town: str = ""
    is_hidden: bool = False
    style: Literal["data", "subtotal", "total"] = "data"

    @classmethod
    def of(
        cls, cells: Sequence[Value], *, subject: str = "", landlord: str = "", town: str = ""
    ) -> "Row":
        """A row whose cells say what is meant."""
        return cls(
            cells=list(cells), meant=list(cells), subject=subject, landlord=landlord, town=town
        )

    @classmethod
    def beside(cls, cells: Sequence[Value], *, town: str = "") -> "Row":
        """A row that the books do not know: a copy, a stranger, a subtotal in the wrong place."""
        return cls(cells=list(cells), meant=[None] * len(cells), town=town)


@dataclass(kw_only=True)
class Sheet:
    """One sheet of one department's file. Column 0 is 序号 where `is_numbered`."""

    file: str
    name: str
    title: str = ""
    note: str = ""
    columns: tuple[Column, ...]
    code: int
    label: int  # the column of the enterprise's name
    rows: list[Row] = field(default_factory=list)
    is_numbered: bool = True
    has_subtotals: bool = False

    @property
    def head_depth(self) -> int:
        """Rows the header takes."""
        return max(len(column.head) for column in self.columns)

    @property
    def head_row(self) -> int:
        """The sheet's own number of the first header row."""
        return 1 + bool(self.title) + bool(self.note)

    @property
    def first_row(self) -> int:
        """The sheet's own number of the first row below the header."""
        return self.head_row + self.head_depth

    def column_of(self, item_id: str) -> int:
        """The index of the column that gives this item."""
        return next(index for index, column in enumerate(self.columns) if column.item == item_id)

    @property
    def items(self) -> tuple[str, ...]:
        """The items this sheet gives a subject, in the order of its columns."""
        return tuple(column.item for column in self.columns if column.item)

    def laid(self) -> list[Row]:
        """Every row from `first_row` on, numbered, with 小计 after each town and 合计 at the end."""
        out: list[Row] = []
        serial = 0
        for index, row in enumerate(self.rows):
            serial += row.style == "data"
            if self.is_numbered and row.style == "data":
                row.cells[0] = serial
            out.append(row)
            is_last = index + 1 == len(self.rows) or self.rows[index + 1].town != row.town
            if self.has_subtotals and is_last:
                town = [one for one in self.rows if one.town == row.town]
                out.append(self._sum(town, f"{row.town}小计", style="subtotal"))
        out.append(self._sum(self.rows, "合计", style="total"))
        return out

    def _sum(self, rows: Sequence[Row], label: str, *, style: Literal["subtotal", "total"]) -> Row:
        cells: list[Value] = [None] * len(self.columns)
        cells[self.label] = label
        for index, column in enumerate(self.columns):
            if column.is_summed:
                cells[index] = column_sum([row.meant[index] for row in rows])
        return Row(cells=cells, meant=cells, style=style)


def column_sum(values: Sequence[Value]) -> Decimal:
    """The sum of the figures among `values`, numbers kept as text included."""
    return sum((figure(value) for value in values if value is not None), Decimal(0))


def figure(value: Value) -> Decimal:
    """A cell's number."""
    if not isinstance(value, int | str | Decimal):
        msg = f"{value!r} is no figure"
        raise TypeError(msg)
    return Decimal(value)


def written(fact: Fact, item_id: str, unit: str) -> Decimal | None:
    """A figure as a department writes it in `unit`, exactly."""
    if fact is None:
        return None
    if not isinstance(fact, int):
        msg = f"{item_id} is no figure"
        raise TypeError(msg)
    exact = item(item_id).exact(fact) * conversion(item(item_id).unit, unit)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def cells_of(firm: Enterprise, columns: Sequence[Column]) -> list[Value]:
    """The cells of those columns that give items, written in the columns' units."""
    out: list[Value] = []
    for column in columns:
        fact = firm.facts[column.item]
        if isinstance(fact, bool):
            out.append("是" if fact else "否")
        elif column.unit:
            out.append(written(fact, column.item, column.unit))
        else:
            out.append(fact)
    return out
