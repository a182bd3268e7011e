"""The digests of tables that no machine holds whole: column by column, each over all parts in their order.

A digest takes a column's values one after the other, so they all pass through the one who asks; never
more than a part of a column at a time.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import polars as pl

from permu.engine.spark.blobs import blobs, from_ipc
from permu.engine.spark.county import SUMMARY, YEARS
from permu.engine.spark.packing import REFUSED, SHARE, Year, share_of
from permu.terms.digests import KNOWN, heading, layer_bytes, layers

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

AT_A_TIME = 2**24
"""So many bytes of columns are sorted together."""

PIECE = 2**16
"""So many bytes stand in a row: Java hands Python a hundred rows at a time."""

ROWS = "column int, layer int, part int, piece int, missing long, content binary"
MISSING, FIRST = 0, 1
"""The layers of a column: how many values are missing, which ones, then what `layers` names."""


@dataclass(frozen=True)
class Named:
    """A table whose digest is asked for, and its columns."""

    name: str
    schema: pl.Schema


def column_rows(parts: "DataFrame", tables: Sequence[Named], *, before: int) -> "DataFrame":
    """The layers of every column of these tables, as `ROWS`: of packed shares, or of tables under their `kind`.

    Columns are numbered on from `before`.
    """
    firsts: dict[str, int] = {}
    for each in tables:
        firsts[each.name] = before
        before += len(each.schema)

    def laid(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        import pyarrow as pa

        for part, kind, blob in blobs(batches):
            for name, table in _tables(kind, blob):
                for rows in _layers(table, firsts[name], part) if name in firsts else ():
                    yield pa.RecordBatch.from_pylist(rows, schema=_schema())

    return parts.mapInArrow(laid, ROWS)


def _schema() -> "pa.Schema":
    import pyarrow as pa

    kinds = {"int": pa.int32(), "long": pa.int64(), "binary": pa.binary()}
    pairs = (column.split() for column in ROWS.split(", "))
    return pa.schema([(name, kinds[kind]) for name, kind in pairs])


def _tables(kind: str, blob: bytes) -> Iterator[tuple[str, pl.DataFrame]]:
    if kind != SHARE:
        if kind not in (SUMMARY, REFUSED):
            yield kind, from_ipc(blob)
        return
    share = share_of(blob)
    for name, facts in zip(YEARS, (share.facts, share.earlier), strict=True):
        if facts is not None:
            yield f"{name} facts", facts.table
            yield f"{name} held", facts.held
            yield f"{name} holdings", facts.holdings


def _layers(table: pl.DataFrame, first: int, part: int) -> Iterator[list[dict[str, Any]]]:
    """The rows of each layer of each column."""
    for number, column in enumerate(table.iter_columns(), start=first):
        at = {"column": number, "part": part, "missing": column.null_count()}
        yield [at | {"layer": MISSING, "piece": 0, "content": b""}]
        for layer, name in enumerate((KNOWN, *layers(column.dtype)), start=FIRST):
            content = b"".join(layer_bytes(column, name))
            pieces = range(0, len(content), PIECE)
            yield [
                at | {"layer": layer, "piece": n, "content": content[start : start + PIECE]}
                for n, start in enumerate(pieces)
            ]


def digests(rows: "DataFrame", tables: Sequence[Named], *, subjects: int) -> dict[str, str]:
    """SHA-256 of each table, as `terms.digests.table_digest` gives it."""
    columns = sum(len(each.schema) for each in tables)
    heaps = max(1, min(columns, columns * subjects * 8 // AT_A_TIME))
    from pyspark.sql import functions as f

    heap = (f.col("column") * f.lit(heaps) / f.lit(columns)).cast("int")
    ordered = rows.repartitionById(heaps, heap).sortWithinPartitions(
        "column", "layer", "part", "piece"
    )
    by_column = groupby(ordered.toLocalIterator(prefetchPartitions=True), attrgetter("column"))
    found = next(by_column, (None, iter(())))
    shas: dict[str, str] = {}
    number = 0
    for table in tables:
        sha = hashlib.sha256()
        for name, dtype in table.schema.items():
            is_there = found[0] == number
            _add_column(sha.update, name, dtype, found[1] if is_there else iter(()))
            found = next(by_column, (None, iter(()))) if is_there else found
            number += 1
        shas[table.name] = sha.hexdigest()
    return shas


def _add_column(
    add: Callable[[bytes], None], name: str, dtype: pl.DataType, rows: Iterator[Any]
) -> None:
    missing: int | None = None
    counted = 0
    for row in rows:
        if row["layer"] == MISSING:
            counted += row["missing"]
            continue
        if missing is None:
            missing = counted
            add(heading(name, dtype, missing))
        if row["layer"] > FIRST or missing:
            add(bytes(row["content"]))
    if missing is None:
        add(heading(name, dtype, counted))


def facts_digest(of_tables: Mapping[str, str], name: str, year: Year) -> str:
    """`Facts.digest`, of the digests of its tables."""
    names = ("facts", "held", *(["holdings"] if year.has_ledger else []))
    parts = "".join(of_tables[f"{name} {each}"] for each in names)
    return f"{year.year}-{year.as_of:%Y%m%d}-{hashlib.sha256(parts.encode()).hexdigest()}"
