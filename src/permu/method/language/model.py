"""The catalogue as it was read: every table of the language, its keys, the words a key may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

KeyType = Literal[
    "text",
    "word",  # a text that may be empty: none
    "id",  # small letters, digits, _
    "method_id",  # and -
    "name",  # of an item, definition or indicator
    "unit",
    "day",  # a date
    "month_day",  # a date, or "12-31" of the year evaluated
    "number",
    "weight",  # a number, or "unknown"
    "integer",
    "flag",
    "choice",  # one of `kinds`
    "texts",
    "names",
    "files",
    "numbers",
    "map",  # ids → values
    "table",
    "tables",
]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One word of a closed list."""

    name: str
    label: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key of a table. `only` and `needed` say for which words of which other key it stands, is needed."""

    name: str
    type: KeyType
    zh: str
    en: str
    required: bool = False
    default: str = ""
    table: str = ""  # table, tables: what stands inside
    kinds: tuple[Kind, ...] = ()
    words: str = ""  # the closed list, where several keys share one
    field: str = (
        ""  # `Class.field` of the model, where it is not the table's model and the key's name
    )
    only: Mapping[str, tuple[str, ...]]
    needed: Mapping[str, tuple[str, ...]]
    beside: str = ""  # stands only where that key does
    instead: str = ""  # one of the two stands, never both
    pattern: str = ""
    low: int | None = None
    high: int | None = None
    is_shown: bool = False  # the reference shows an example of each word


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One table of the language. `model` is the class of `permu.method.model` it becomes."""

    name: str
    heading: str
    label: str
    zh: str
    en: str
    model: str = ""
    is_sourced: bool = False  # takes exactly one of `clause` and `assumed`
    keys: tuple[Key, ...]
    fragment: str = ""  # the table whose keys it has too, as others do

    def key(self, name: str) -> Key:
        """The key of that name."""
        return next(key for key in self.keys if key.name == name)


@dataclass(frozen=True, kw_only=True)
class Mechanism:
    """One way of judging that a published method uses, what expresses it, and the example that shows it.

    `uses` are `table.key` or `table.key=word`; `example` is a folder of `permu.method.examples`.
    """

    id: str
    zh: str
    en: str
    places: str
    uses: tuple[str, ...]
    example: str
    case: str
