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
    if not (column.dtype.is_integer() or column.dtype in (pl.Boolean, pl.Date, pl.String)):
        msg = f"column {column.name} is {column.dtype}: it has no place in an official table"
        raise TypeError(msg)
    yield f"\x00{column.name}\x00{column.dtype}\x00{column.null_count()}\x00".encode()
    if column.null_count():
        yield column.is_not_null().cast(pl.UInt8).to_numpy().data
    if column.dtype == pl.String:
        for part in slices(column):
            yield part.str.len_bytes().fill_null(0).cast(pl.Int64).to_numpy().data
        for part in slices(column):
            yield part.str.join("").cast(pl.Binary).item()
    else:
        for part in slices(column):
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
