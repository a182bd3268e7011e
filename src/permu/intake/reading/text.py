"""A .csv: its encoding and delimiter are found by content, its cells are all text."""

import csv
import io

from permu.intake.reading.wire import SheetEnd, Writer
from permu.terms.refusal import Refused

_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = (",", ";", "\t", "|")
_LIKE_A_ROW = 2  # delimiters in one line of a field
_LOOKED_AT = 200  # lines that decide the delimiter
csv.field_size_limit(2**30)  # how long a cell may be is not for the parser to say


def read_csv(data: bytes, writer: Writer) -> None:
    """Write the one sheet of a .csv. Its name is empty, its row numbers count records, as Excel shows them.

    Raises:
        Refused: no encoding fits, no delimiter makes a table, or a quote never closes.
    """
    text = decoded(data)
    delimiter = delimiter_of(text)
    writer.begin("csv")
    writer.sheet("", hidden=False)
    end = SheetEnd()
    number = 0
    try:
        records = csv.reader(
            io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
        )
        for number, fields in enumerate(records, start=1):
            end.widths.append((number, len(fields)))
            _refuse_swallowed(fields, delimiter, number)
            writer.row(
                number, {at: f"t{field}" for at, field in enumerate(fields, 1) if field.strip()}
            )
    except csv.Error as error:
        raise Refused("intake.rows_swallowed", row=number + 1) from error
    writer.end_sheet(end)


def _refuse_swallowed(fields: list[str], delimiter: str, number: int) -> None:
    """A field of several lines that look like rows: a stray quote swallowed them."""
    lines = (line for field in fields if "\n" in field for line in field.splitlines())
    if any(line.count(delimiter) >= _LIKE_A_ROW for line in lines):
        raise Refused("intake.rows_swallowed", row=number)


def decoded(data: bytes) -> str:
    """UTF-8 if the bytes allow it, GB18030 otherwise; a mark at the start decides."""
    marked = [name for mark, name in _ENCODINGS if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("intake.unknown_encoding")


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most lines alike, and of several such the one that cuts them into most fields."""
    lines = text.splitlines()[:_LOOKED_AT]
    best, best_score = "", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            rows = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
            counts = [len(row) for row in rows]
        except csv.Error:
            continue
        wide = [count for count in counts if count > 1]
        score = max(((wide.count(count), count) for count in set(wide)), default=(0, 0))
        if score > best_score:
            best, best_score = delimiter, score
    if not best:
        raise Refused("intake.no_delimiter")
    return best
