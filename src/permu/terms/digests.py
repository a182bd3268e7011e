"""One digest for one content: of a table whatever wrote it, of a folder wherever it lies."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

AT_A_TIME = 2**16


def table_digest(table: pl.DataFrame) -> str:
    """SHA-256 of a table's values, in its row and column order.

    For each column: its name, its type, how many values are missing, where some are which ones,
    then the values (integers, flags and dates as 8 little-endian bytes, text as UTF-8 with its length).

    Raises:
        TypeError: a column is of another type; an official table has no float, and would lose
            a decimal's decimals.
    """
    sha = hashlib.sha256()
    for column in table.iter_columns():
        for part in _column_bytes(column):
            sha.update(part)
    return sha.hexdigest()


def _column_bytes(column: pl.Series) -> Iterable[bytes | memoryview]:
    yield heading(column.name, column.dtype, column.null_count())
    if column.null_count():
        yield from layer_bytes(column, KNOWN)
    for layer in layers(column.dtype):
        yield from layer_bytes(column, layer)


KNOWN = "known"


def heading(name: str, dtype: pl.DataType, missing: int) -> bytes:
    """What a column's digest begins with.

    Raises:
        TypeError: it is of a type that no official table has.
    """
    if not (dtype.is_integer() or dtype in (pl.Boolean, pl.Date, pl.String)):
        msg = f"column {name} is {dtype}: it has no place in an official table"
        raise TypeError(msg)
    return f"\x00{name}\x00{dtype}\x00{missing}\x00".encode()


def layers(dtype: pl.DataType) -> tuple[str, ...]:
    """What follows it of all rows, one layer after the other; where values are missing `KNOWN` comes first."""
    return ("lengths", "text") if dtype == pl.String else ("numbers",)


def layer_bytes(column: pl.Series, layer: str) -> Iterator[bytes | memoryview]:
    """One layer of a column, or of some of its rows: those of the next follow."""
    if layer == KNOWN:
        yield column.is_not_null().cast(pl.UInt8).to_numpy().data
        return
    for part in slices(column):
        if layer == "lengths":
            yield part.str.len_bytes().fill_null(0).cast(pl.Int64).to_numpy().data
        elif layer == "text":
            yield part.str.join("").cast(pl.Binary).item()
        else:
            yield part.cast(pl.Int64).fill_null(0).to_numpy().data


def slices(column: pl.Series, *, overlap: int = 0) -> Iterator[pl.Series]:
    """The column in slices that stay in the processor's cache, so that a million rows are never copied as one."""
    for start in range(0, len(column), AT_A_TIME):
        yield column.slice(start, AT_A_TIME + overlap)


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_digest(folder: Path, pattern: str = "**/*") -> str:
    """SHA-256 over the names and contents of a folder's files, in name order."""
    sha = hashlib.sha256()
    for path in sorted(path for path in folder.glob(pattern) if path.is_file()):
        sha.update(
            f"{path.relative_to(folder).as_posix()}\x00{file_digest(path)}\n".encode(
                errors="surrogateescape"
            )
        )
    return sha.hexdigest()
