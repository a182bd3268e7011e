"""One sheet of an .xlsx, read in one pass. Only what stands in a cell counts: no stated size is believed."""

import re
from collections.abc import Callable, Container

from permu.intake.reading.looks import Looks, struck
from permu.intake.reading.numbers import literal_text
from permu.intake.reading.wire import SheetEnd, Writer
from permu.intake.reading.xlsx_tables import plain
from permu.terms.refusal import Refused

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_LOOKS = frozenset({"is", "r", "vertAlign", "strike"})
_PLACES = {
    "worksheet": ("",), "sheetData": ("worksheet",), "row": ("sheetData",), "c": ("row",),
    "v": ("c",), "f": ("c",), "is": ("c",), "t": ("is", "r", "rPh"),
    "mergeCell": ("mergeCells",), "col": ("cols",),
}  # fmt: skip
"""Where an element that counts may stand; anywhere else another program may pass it over, or not."""
MAX_ROWS, MAX_COLUMNS, MAX_MERGED = 1_048_576, 16_384, 20_000


def column_number(letters: str) -> int:
    """`A` is 1, `XFD` 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(text: str) -> tuple[int, int]:
    """Row and column of an address such as `F5`.

    Raises:
        Refused: it is none, or lies outside a sheet.
    """
    match = _ADDRESS.fullmatch(text)
    if match:
        row, column = int(match[2]), column_number(match[1])
        if 1 <= row <= MAX_ROWS and column <= MAX_COLUMNS:
            return row, column
    raise Refused("intake.damaged")


def _is_zero(size: str | None) -> bool:
    return size is not None and literal_text(size) == "0"


class SheetReader:
    """Collects a row's cells and hands them on when the row ends; rows may stand in any order."""

    def __init__(
        self,
        writer: Writer,
        strings: list[str],
        number: Callable[[float, str], str],
        struck_styles: Container[str] = (),
    ) -> None:
        self.about = SheetEnd()
        self._writer, self._strings, self._number = writer, strings, number
        self._struck_styles = struck_styles
        self._rows: set[int] = set()
        self._row = self._column = 0
        self._cells: dict[int, str] = {}
        self._attributes: dict[str, str] = {}
        self._value: list[str] | None = None
        self._inline: list[str] = []
        self._has_data = self._has_formula = False
        self._into: list[str] | None = None
        self._aside = 0
        self._looks = Looks()
        self._path = [""]
        self._starts = {
            "sheetData": self._start_data,
            "c": self._start_cell, "v": self._start_value, "t": self._start_text,
            "f": self._start_formula, "row": self._start_row, "rPh": self._start_aside,
            "mergeCell": self._merged, "col": self._columns,
        }  # fmt: skip

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element that matters here begins."""
        if self._path[-1] not in _PLACES.get(name, self._path):
            raise Refused("intake.damaged")
        self._path.append(name)
        act = self._starts.get(name)
        if act:
            act(attributes)
        elif name in _LOOKS:
            self._looks.start(name, attributes)

    def end(self, name: str) -> None:
        """A value, a cell or a row is complete."""
        self._path.pop()
        if name in ("v", "t"):
            self._into = None
        elif name == "c":
            text = self._cell()
            if text and self._attributes.get("s", "0") in self._struck_styles:
                text = struck(text)
            if text:
                self._cells[self._column] = text
        elif name == "row":
            self._writer.row(self._row, self._cells)
            self._cells = {}
        elif name == "rPh":
            self._aside -= 1

    def text(self, data: str) -> None:
        """A piece of a value or of a text within the cell."""
        if self._into is not None:
            self._into.append(self._looks.of(data) if self._into is self._inline else data)

    def _start_data(self, _: dict[str, str]) -> None:
        if self._has_data:
            raise Refused("intake.damaged")
        self._has_data = True

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = address(f"A{number}")[0] if number else self._row + 1
        if self._row in self._rows:
            raise Refused("intake.cell_twice", cell=f"第 {self._row} 行")
        self._rows.add(self._row)
        self._column, self._cells = 0, {}
        if attributes.get("hidden") in ("1", "true") or _is_zero(attributes.get("ht")):
            self.about.hidden_rows.append(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        where = attributes.get("r")
        row, self._column = address(where) if where else (self._row, self._column + 1)
        if row != self._row or self._column in self._cells:
            raise Refused("intake.cell_twice", cell=where or f"第 {row} 行")
        self._attributes, self._value, self._inline = attributes, None, []
        self._has_formula = False

    def _start_value(self, _: dict[str, str]) -> None:
        if self._value is not None:
            raise Refused("intake.cell_twice", cell=f"第 {self._row} 行的一个值")
        self._value = self._into = []

    def _start_text(self, _: dict[str, str]) -> None:
        self._into = None if self._aside else self._inline

    def _start_formula(self, _: dict[str, str]) -> None:
        self._has_formula = True

    def _start_aside(self, _: dict[str, str]) -> None:
        self._aside += 1

    def _merged(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        self.about.merged.append((*address(first), *address(last or first)))
        if len(self.about.merged) > MAX_MERGED:
            raise Refused("intake.too_many_cells", cells=f"{MAX_MERGED:,}")

    def _columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true") or _is_zero(attributes.get("width")):
            first, last = (int(attributes[key]) for key in ("min", "max"))
            if not 1 <= first <= last <= MAX_COLUMNS:
                raise Refused("intake.damaged")
            self.about.hidden_columns.append((first, last))

    def _cell(self) -> str:
        """The cell for the wire, or nothing for a blank one."""
        kind = self._attributes.get("t", "n")
        raw = "".join(self._value) if self._value is not None else ""
        if kind == "inlineStr":
            raw, kind = "".join(self._inline), "str"
        if not raw.strip():
            return "f" if self._has_formula else ""
        if kind == "s":
            text = self._shared(raw)
            return f"t{text}" if text else ""
        if kind == "str":
            return f"t{plain(raw)}"
        if kind == "b":
            return "bTRUE" if raw.strip() in ("1", "true") else "bFALSE"
        return self._plain_kind(kind, raw)

    def _shared(self, raw: str) -> str:
        at = raw.strip()
        if not at.isdecimal() or int(at) >= len(self._strings):
            raise Refused("intake.damaged")
        return self._strings[int(at)]

    def _plain_kind(self, kind: str, raw: str) -> str:
        if kind == "e":
            return f"e{raw}"
        if kind == "d":
            day = _ISO_DAY.fullmatch(raw.strip())
            # a day of another time zone stands as it is written
            return f"d{day[1]}" if day else f"t{raw}"
        literal = literal_text(raw)
        if literal is None or kind != "n":  # of a kind that the format does not know
            return "e#NUM!"
        return self._number(float(literal), self._attributes.get("s", "0"))
