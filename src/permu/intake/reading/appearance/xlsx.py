"""How a window of an .xlsx sheet looked. What the strict reader refuses never comes here."""

from functools import cache

from permu.intake.reading.appearance.dress import MAX_SPANS, Appearance, Asked, Styled
from permu.intake.reading.appearance.xlsx_styles import THEME_SPACES, StyleTable, ThemeColours
from permu.intake.reading.numbers import literal_text
from permu.intake.reading.package import Package
from permu.intake.reading.xlsx import Parts
from permu.intake.reading.xlsx_sheet import MAX_COLUMNS, address
from permu.intake.reading.xml import parse


def xlsx_looks(data: bytes, asked: Asked) -> Appearance:
    """The looks of some places of one sheet.

    Raises:
        Refused: the package is damaged.
    """
    parts = Parts(Package(data))
    table, theme = StyleTable(), ThemeColours()
    for name in parts.of_kind("styles"):
        parse(parts.package.chunks(name), table)
    for name in parts.of_kind("theme"):
        parse(parts.package.chunks(name), theme, spaces=THEME_SPACES)
    reader = _SheetLooks(Appearance(asked, from_1904=parts.from_1904), table, theme)
    parse(parts.package.chunks(parts.worksheets[asked.sheet].part), reader)
    return reader.found


class _SheetLooks:
    """Follows a sheet, and stays a while in the rows that are asked for."""

    def __init__(self, found: Appearance, table: StyleTable, theme: ThemeColours) -> None:
        self.found = found
        colours = theme.colours
        self._styled = cache(lambda index: table.styled(index, colours))
        self._row = self._column = self._spans = 0
        self._style = Styled()
        self._value: list[str] | None = None
        self._is_number = self._is_wanted = self._in_value = False
        self._starts = {
            "sheetFormatPr": self._usual, "col": self._columns, "sheetView": self._view,
            "pane": self._pane, "row": self._start_row, "c": self._start_cell, "v": self._start_value,
        }  # fmt: skip

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element that says how something looks."""
        act = self._starts.get(name)
        if act:
            act(attributes)

    def end(self, name: str) -> None:
        """A value or a cell is complete."""
        if name == "v":
            self._in_value = False
        elif name == "c" and self._is_wanted:
            literal = literal_text("".join(self._value or ())) if self._is_number else None
            number = None if literal is None else float(literal)
            self.found.wear(self._row, self._column, self._style, number)

    def text(self, data: str) -> None:
        """A piece of a number."""
        if self._in_value and self._value is not None:
            self._value.append(data)

    def _usual(self, attributes: dict[str, str]) -> None:
        self.found.usual_width = _number(attributes, "defaultColWidth") or self.found.usual_width

    def _columns(self, attributes: dict[str, str]) -> None:
        self._spans += 1
        if self._spans > MAX_SPANS:
            return
        style = self._styled(int(_number(attributes, "style")))
        first, last = (min(int(_number(attributes, key)), MAX_COLUMNS) for key in ("min", "max"))
        for column in self.found.within(first, last):
            self.found.widths[column] = _number(attributes, "width")
            self.found.columns[column] = style.dress
            if _number(attributes, "outlineLevel"):
                self.found.grouped_columns.add(column)

    def _view(self, attributes: dict[str, str]) -> None:
        self.found.has_grid = attributes.get("showGridLines", "1") in ("1", "true")

    def _pane(self, attributes: dict[str, str]) -> None:
        if attributes.get("state") in ("frozen", "frozenSplit"):
            self.found.frozen_rows = int(_number(attributes, "ySplit"))

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = int(_number(attributes, "r")) if number else self._row + 1
        self._column, self._is_wanted = 0, False
        if self._row not in self.found.asked.rows:
            return
        if _number(attributes, "outlineLevel"):
            self.found.grouped_rows.add(self._row)
        if attributes.get("customFormat") in ("1", "true"):
            self.found.rows[self._row] = self._styled(int(_number(attributes, "s"))).dress

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._row not in self.found.asked.rows:
            return
        where = attributes.get("r")
        self._column = address(where)[1] if where else self._column + 1
        self._is_wanted = self._column in self.found.asked.columns
        self._is_number = attributes.get("t", "n") == "n"
        self._style = self._styled(int(_number(attributes, "s")))
        self._value = None

    def _start_value(self, _: dict[str, str]) -> None:
        if self._is_wanted:
            self._value, self._in_value = [], True


def _number(attributes: dict[str, str], key: str) -> float:
    """A size that the file states; what is no sensible number is 0."""
    literal = literal_text(attributes.get(key, "0"))
    number = float(literal) if literal else 0.0
    return number if 0 <= number < 1e7 else 0.0
