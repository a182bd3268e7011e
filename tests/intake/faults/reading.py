"""Faults of the reader: what a hasty one makes of a container, a number format, a hidden row."""

import zipfile
from datetime import date, timedelta
from typing import Any

import pytest

from permu.intake.grid import Sheet
from permu.intake.reading import biff_cells, numbers, text, wire, xlsx_sheet, xlsx_tables
from permu.intake.reading.xlsx_sheet import SheetReader

_date_text, _cell, _plain_kind = numbers.date_text, SheetReader._cell, SheetReader._plain_kind
_start, _start_cell, _sheet = SheetReader.start, SheetReader._start_cell, wire.Writer.sheet
_infolist = zipfile.ZipFile.infolist


def epoch_of_1904_ignored(patch: pytest.MonkeyPatch) -> None:
    """All dates count from 1900."""
    patch.setattr(numbers, "date_text", lambda value, **_: _date_text(value, from_1904=False))


def no_day_that_never_was(patch: pytest.MonkeyPatch) -> None:
    """29 February 1900 is not left out of the count, so each day is one late."""

    def faulty(value: float, *, from_1904: bool) -> str | None:
        day = _date_text(value, from_1904=from_1904)
        return day and str(date.fromisoformat(day) + timedelta(not from_1904))

    patch.setattr(numbers, "date_text", faulty)


def formula_without_value_as_zero(patch: pytest.MonkeyPatch) -> None:
    """A formula whose result nobody stored is 0."""
    patch.setattr(SheetReader, "_cell", lambda self: "n0" if _cell(self) == "f" else _cell(self))


def error_as_blank(patch: pytest.MonkeyPatch) -> None:
    """#DIV/0! is nothing."""
    patch.setattr(
        SheetReader,
        "_plain_kind",
        lambda self, kind, raw: "" if kind == "e" else _plain_kind(self, kind, raw),
    )


def error_as_zero(patch: pytest.MonkeyPatch) -> None:
    """#DIV/0! is 0."""
    patch.setattr(
        SheetReader,
        "_plain_kind",
        lambda self, kind, raw: "n0" if kind == "e" else _plain_kind(self, kind, raw),
    )


def truth_as_number(patch: pytest.MonkeyPatch) -> None:
    """TRUE is 1."""
    patch.setattr(
        SheetReader,
        "_cell",
        lambda self: {"bTRUE": "n1", "bFALSE": "n0"}.get(_cell(self), _cell(self)),
    )


def scaled_formats_ignored(patch: pytest.MonkeyPatch) -> None:
    """A format that shows another number than the cell holds changes nothing."""
    patch.setattr(xlsx_tables, "shown_as", _plainly_shown)


def _plainly_shown(number: int, code: str | None) -> str:
    return "d" if numbers.is_date_format(number, code) else "n"


def date_formats_ignored(patch: pytest.MonkeyPatch) -> None:
    """The serial number of a day is a number."""
    patch.setattr(xlsx_tables, "shown_as", lambda number, code: "n")


def escapes_kept(patch: pytest.MonkeyPatch) -> None:
    """_x000D_ is part of a name."""
    patch.setattr(xlsx_tables, "plain", lambda text: text)
    patch.setattr(xlsx_sheet, "plain", lambda text: text)


def reading_aids_taken(patch: pytest.MonkeyPatch) -> None:
    """How a name is pronounced is part of the name."""
    patch.setattr(
        xlsx_tables.SharedStrings, "_aside", property(lambda _: 0, lambda *_: None), raising=False
    )
    patch.setattr(SheetReader, "_aside", property(lambda _: 0, lambda *_: None), raising=False)


def dimension_believed(patch: pytest.MonkeyPatch) -> None:
    """Rows below the size that the sheet states are not there."""

    def start(self: Any, name: str, attributes: dict[str, str]) -> None:
        if name == "dimension":
            self.last = xlsx_sheet.address(attributes["ref"].rpartition(":")[2])[0]
        _start(self, name, attributes)

    def cell(self: Any) -> str:
        return _cell(self) if self._row <= getattr(self, "last", self._row) else ""

    patch.setattr(SheetReader, "start", start)
    patch.setattr(SheetReader, "_cell", cell)


def rows_numbered_by_position(patch: pytest.MonkeyPatch) -> None:
    """A row's number is how many came before it."""

    def start_row(self: Any, attributes: dict[str, str]) -> None:
        self._row, self._column, self._cells = self._row + 1, 0, {}

    def start_cell(self: Any, attributes: dict[str, str]) -> None:
        _, column = xlsx_sheet.address(attributes["r"])
        _start_cell(self, {**attributes, "r": _address(self._row, column)})

    patch.setattr(SheetReader, "_start_row", start_row)
    patch.setattr(SheetReader, "_start_cell", start_cell)


def _address(row: int, column: int) -> str:
    return f"{chr(64 + column)}{row}"


def last_of_two_parts_wins(patch: pytest.MonkeyPatch) -> None:
    """Of two parts of one name the later is taken."""
    patch.setattr(
        zipfile.ZipFile,
        "infolist",
        lambda self: list({info.filename.casefold(): info for info in _infolist(self)}.values()),
    )


def hidden_rows_taken(patch: pytest.MonkeyPatch) -> None:
    """A row that does not show counts as any."""
    hidden = property(lambda _: frozenset(), lambda *_: None)
    patch.setattr(Sheet, "hidden_rows", hidden, raising=False)


def hidden_columns_taken(patch: pytest.MonkeyPatch) -> None:
    """A column that does not show counts as any."""
    patch.setattr(Sheet, "is_column_hidden", lambda self, column: False)


def hidden_sheets_taken(patch: pytest.MonkeyPatch) -> None:
    """A sheet that does not show counts as any."""
    patch.setattr(
        wire.Writer, "sheet", lambda self, name, *, hidden: _sheet(self, name, hidden=False)
    )


def gb18030_as_utf8(patch: pytest.MonkeyPatch) -> None:
    """What is no UTF-8 is replaced by question marks."""
    patch.setattr(text, "decoded", lambda data: data.decode("utf-8-sig", "replace"))


def always_commas(patch: pytest.MonkeyPatch) -> None:
    """Fields are parted by commas, whatever the text says."""
    patch.setattr(text, "delimiter_of", lambda _: ",")


def stray_quotes_swallow(patch: pytest.MonkeyPatch) -> None:
    """Rows between two stray quotes are one field."""
    patch.setattr(text, "_refuse_swallowed", lambda *_: None)


def merged_figure_given_to_each(patch: pytest.MonkeyPatch) -> None:
    """A merged figure is that of every row it covers."""
    areas = Sheet.merged_across_rows

    def spread(self: Sheet, columns: frozenset[int]) -> Any:
        for (top, left, bottom, _), column in list(areas(self, columns)):
            for row in range(top, bottom + 1):
                self.rows.setdefault(row, {})[column] = self.cell(top, left)
        return iter(())

    patch.setattr(Sheet, "merged_across_rows", spread)


def merged_figure_given_to_the_first(patch: pytest.MonkeyPatch) -> None:
    """A merged figure is that of its first row alone."""
    patch.setattr(Sheet, "merged_across_rows", lambda self, columns: iter(()))


def hundredths_not_divided(patch: pytest.MonkeyPatch) -> None:
    """In an .xls, a number kept in hundredths is not divided."""
    right = biff_cells.rk
    patch.setattr(biff_cells, "rk", lambda raw: right(raw) * (100 if raw & 1 else 1))


FAULTS = [
    epoch_of_1904_ignored, no_day_that_never_was, formula_without_value_as_zero, error_as_blank, error_as_zero,
    truth_as_number, scaled_formats_ignored, date_formats_ignored, escapes_kept, reading_aids_taken, dimension_believed,
    rows_numbered_by_position, last_of_two_parts_wins, hidden_rows_taken, hidden_columns_taken, hidden_sheets_taken,
    gb18030_as_utf8, always_commas, stray_quotes_swallow, merged_figure_given_to_each, merged_figure_given_to_the_first,
    hundredths_not_divided,
]  # fmt: skip
