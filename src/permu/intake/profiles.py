"""Profiles: what each department's form holds, as `profiles/*.toml` says it in a closed vocabulary."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from permu.terms.items import Item
from permu.terms.lineage import Purpose
from permu.terms.quantities import unit

ColumnKind = Literal[
    "figure",  # a number, one row a subject
    "sum",  # a number, summed over the subject's rows
    "count",  # 1 where the cell is one of `counted`, 0 where one of `not_counted`
    "flag",  # 是 or 否
    "date",
    "text",
    "industry",  # a code of GB/T 4754
    "number",  # for a row's total alone: gives no item
]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. Without an item it gives no fact, but tells rows apart or must be sound (a date)."""

    id: str
    headers: tuple[str, ...]
    kind: ColumnKind
    item: str = ""
    of: str = "subject"  # the role in `who` whose figure it is
    unit: str = ""  # what the form means where neither header nor note says it
    needed: bool = True
    zero: Literal["kept", "held"] = "kept"
    negative: Literal["held", "asked"] = "held"
    future: bool = False  # a date that may lie ahead
    origin: str = ""  # by what right it is here, where not as the item's catalogue says
    purpose: Purpose | Literal[""] = ""  # likewise: what it may be used for
    counted: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """What people call it: the lowest level of its first heading."""
        return self.headers[0].rpartition("/")[2]


@dataclass(frozen=True, kw_only=True)
class Who:
    """The columns that say whose a row is, and what a stranger to the register means there."""

    code: tuple[str, ...]
    name: tuple[str, ...]
    either: bool = False  # a form with only one of the two will do
    villages: bool = False  # village bodies (N…) belong here and stand on no register
    strangers: Literal["held", "asked", "noted"] = "held"


@dataclass(frozen=True, kw_only=True)
class Total:
    """A column that must be the sum, or the mean, of others of its row."""

    headers: tuple[str, ...]
    of: tuple[str, ...]  # column ids, or headers of columns that serve nothing else
    unit: str
    how: Literal["sum", "mean"] = "sum"
    code: Literal["total_mismatch", "months_mismatch"] = "total_mismatch"


@dataclass(frozen=True, kw_only=True)
class RefusedColumn:
    """A column that the law keeps from grading, and the item that could take its place."""

    item: str
    headers: tuple[str, ...]
    instead: str


@dataclass(frozen=True)
class SettledColumn:
    """A heading of which a person said what it is: a key of the sheet, or "" for nothing that serves."""

    heading: str  # as `headers.named` spells it
    key: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetProfile:
    """One sheet of a form."""

    label: str
    who: dict[str, Who]
    columns: tuple[Column, ...]
    row_is: tuple[str, ...]  # roles and columns that together tell two rows apart
    one_holder: bool = False  # the same row under two subjects is a claim by both
    is_register: bool = False
    optional: bool = False  # read where a file has it; a form without it is whole
    of_year: bool = (
        False  # its figures are a year's, so a title of an earlier year is last year's form
    )
    in_year: str = ""  # the date column whose year decides whether a row counts
    complete: str = ""  # why a subject that is not listed has 0
    is_issued: bool = False  # cut by us to what was asked (`issues`), never written in a profile
    total: tuple[Total, ...] = ()
    refused: tuple[RefusedColumn, ...] = ()
    settled: tuple[SettledColumn, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """The items that the sheet gives."""
        return tuple(dict.fromkeys(column.item for column in self.columns if column.item))


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One department's form."""

    id: str
    department: str
    title: str
    file_words: tuple[str, ...]
    sheets: tuple[SheetProfile, ...]
    occasional: bool = False  # nobody misses it where no method asks for what it gives

    @property
    def needed(self) -> tuple[SheetProfile, ...]:
        """The sheets without which a file is not this form."""
        return tuple(sheet for sheet in self.sheets if not sheet.optional)

    @property
    def optional(self) -> tuple[SheetProfile, ...]:
        """The sheets that are read where a file has them."""
        return tuple(sheet for sheet in self.sheets if sheet.optional)

    @property
    def items(self) -> tuple[str, ...]:
        """The items that the form gives."""
        return tuple(dict.fromkeys(item for sheet in self.sheets for item in sheet.items))

    @property
    def is_register(self) -> bool:
        """Whether it says who is evaluated."""
        return any(sheet.is_register for sheet in self.sheets)


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile, in order of its file's name."""
    folder = files("permu.intake").joinpath("profiles")
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=str)
    return tuple(
        profile_of(entry.name[:-5], tomllib.loads(entry.read_text("utf-8"))) for entry in found
    )


def may_be_negative(found: Item) -> bool:
    """Whether a figure can be below zero: as the departments' forms say; of an item on no form, where it is money."""
    columns = [
        column
        for profile in profiles()
        for sheet in profile.sheets
        for column in sheet.columns
        if column.item == found.id
    ]
    if not columns:
        return bool(found.unit) and unit(found.unit).dimension == "money"
    return any(column.negative == "asked" for column in columns)


def profile_of(id_: str, table: dict[str, Any]) -> Profile:
    """The profile that a file of `profiles/`, or one of the same words, says."""
    sheets = tuple(_sheet(sheet) for sheet in table.pop("sheet"))
    return Profile(id=id_, sheets=sheets, **_frozen(table))


def _sheet(table: dict[str, Any]) -> SheetProfile:
    totals = tuple(Total(**_frozen(total)) for total in table.pop("total", ()))
    columns = [
        Column(**{"id": column.get("item", ""), **_frozen(column)})
        for column in table.pop("column")
    ]
    known = {column.id for column in columns}
    for total in totals:  # months and the like, read for the total's sake
        columns += (
            Column(id=part, headers=(part,), kind="number", unit=total.unit, needed=False)
            for part in total.of
            if part not in known
        )
    return SheetProfile(
        who={role: Who(**_frozen(who)) for role, who in table.pop("who", {}).items()},
        columns=tuple(columns),
        total=totals,
        refused=tuple(RefusedColumn(**_frozen(refused)) for refused in table.pop("refused", ())),
        **_frozen(table),
    )


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
