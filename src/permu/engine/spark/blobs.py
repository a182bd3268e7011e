"""Tables and sayings on their way through Spark: bytes, in pieces that no Java heap chokes on."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    import pyarrow as pa

BLOBS = "part int, kind string, blob binary"
"""Rows of one part and kind follow each other: together they are one blob."""

PIECE = 2**18
"""So many bytes stand in a row: Java hands Python a hundred rows at a time."""

Task = Callable[[Iterable["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]
"""What an executor does with a partition."""


def pieces(part: int, kind: str, blob: bytes) -> "Iterator[pa.RecordBatch]":
    """A blob as rows of `BLOBS`."""
    import pyarrow as pa

    for start in range(0, max(len(blob), 1), PIECE):
        piece = blob[start : start + PIECE]
        columns = [pa.array([part], pa.int32()), pa.array([kind]), pa.array([piece], pa.binary())]
        yield pa.record_batch(columns, names=["part", "kind", "blob"])


def blobs(batches: "Iterable[pa.RecordBatch]") -> Iterator[tuple[int, str, bytes]]:
    """The part, kind and bytes of each blob of a partition."""
    return joined_rows(row for batch in batches for row in batch.to_pylist())


def joined_rows(rows: Iterable[Any]) -> Iterator[tuple[int, str, bytes]]:
    """The same of rows of `BLOBS`."""
    for (part, kind), of_one in groupby(rows, lambda row: (row["part"], row["kind"])):
        yield part, kind, b"".join(row["blob"] for row in of_one)


def as_ipc(table: pl.DataFrame) -> bytes:
    """A table as bytes."""
    buffer = BytesIO()
    table.write_ipc(buffer, compression="zstd")
    return buffer.getvalue()


def from_ipc(blob: bytes) -> pl.DataFrame:
    """The table that `as_ipc` made bytes of."""
    return pl.read_ipc(BytesIO(blob))
