"""Facts at any address become parts: each holds all rows of its subjects, of both years.

All tables are laid one below the other and cut by ranges of subject, so that a part has what belongs
to its subjects, and parts stand in order of subject. A part is kept as one block of bytes: later rounds
hand it to Python without touching a row.
"""

import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from permu.engine.spark.blobs import BLOBS, Task, as_ipc, from_ipc, pieces
from permu.engine.spark.files import Files
from permu.engine.spark.parts import Outcome, Share
from permu.terms.facts import CELLS, COLUMN_TYPES, Facts, no_cells
from permu.terms.holdings import HOLDINGS, no_holdings
from permu.terms.items import item
from permu.terms.lineage import Lineage
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

SUBJECTS = 100_000
"""So many subjects make a part: some hundred megabytes while it is worked out."""

SHARE, REFUSED = "share", "refused"
"""A part's blob is its share of the facts, or the outcome that they are refused."""

SPARK_TYPES = {"bigint": pl.Int64(), "boolean": pl.Boolean(), "date": pl.Date(), "string": pl.String()}  # fmt: skip
TABLES = ("facts", "held", "holdings")


@dataclass(frozen=True)
class Year:
    """One year's facts folder at an address."""

    url: str
    year: int
    as_of: date
    digest: str
    sources: tuple[Lineage, ...]
    tables: "dict[str, DataFrame]"

    @property
    def nobody(self) -> Facts:
        """The same facts of nobody."""
        columns = {
            name: SPARK_TYPES[kind]
            for name, kind in self.tables["facts"].dtypes
        }  # fmt: skip
        return Facts(
            table=pl.DataFrame(schema=columns), cells=no_cells(), year=self.year, as_of=self.as_of,
            sources=self.sources,
        )  # fmt: skip

    @property
    def has_ledger(self) -> bool:
        """Whether there is a ledger of parcels."""
        return "holdings" in self.tables


def read_year(session: "SparkSession", url: str) -> Year:
    """A facts folder at any address that Spark reads.

    Raises:
        Refused: `nothing_at`, `facts_damaged`, `facts_column`, `unknown_item`.
    """
    files = Files(session)
    try:
        about = json.loads(files.read(f"{url}/facts.json"))
        year, as_of = int(about["year"]), date.fromisoformat(about["as_of"])
        digest = str(about["digest"])
        sources = tuple(Lineage(**one) for one in about.get("sources", ()))
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("terms.facts_damaged", what="facts.json") from error
    tables = {}
    for name in ("facts", "cells", "holdings"):
        place = f"{url}/{name}.parquet"
        if files.exists(place):
            tables[name] = _table(session, place, name)
        elif name != "holdings":
            raise Refused("engine.nothing_at", url=place)
    refuse_other_columns(tables["facts"], {"subject": pl.String()})
    refuse_other_columns(tables["cells"], CELLS)
    is_held = tables["cells"]["status"] == "held"
    held = (
        tables.pop("cells").filter(is_held).select("subject", "item")
    )  # once or more: `Facts.held` counts once
    tables["held"] = held
    if "holdings" in tables:
        refuse_other_columns(tables["holdings"], HOLDINGS)
        if tables["holdings"].isEmpty():
            del tables["holdings"]
    return Year(url, year, as_of, digest, sources, tables)


def _table(session: "SparkSession", place: str, name: str) -> "DataFrame":
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        return session.read.parquet(place)
    except (Py4JError, PySparkException) as error:
        raise Refused("terms.facts_damaged", what=f"{name}.parquet") from error


def refuse_other_columns(table: "DataFrame", expected: dict[str, pl.DataType]) -> None:
    """Refuse a column that is not of its type: figures are whole numbers, never a float.

    Raises:
        Refused: `facts_column`, `unknown_item`.
    """
    types = dict(table.dtypes)
    for name in types.keys() | expected.keys():
        wanted = expected.get(name) or COLUMN_TYPES[item(name).kind]
        found = types.get(name, "—")
        if SPARK_TYPES.get(found) != wanted:
            kind = next(kind for kind, dtype in SPARK_TYPES.items() if dtype == wanted)
            raise Refused("engine.facts_column", column=name, found=found, wanted=kind)


def packed(now: Year, past: Year | None, *, parts: int) -> "DataFrame":
    """So many parts in order of subject, each the blob of a `SHARE`, or `REFUSED`."""
    years = [now, *([past] if past else [])]
    laid = [_laid(year, name, number) for number, year in enumerate(years) for name in year.tables]
    rows = reduce(lambda a, b: a.unionByName(b, allowMissingColumns=True), laid)
    return rows.repartitionByRange(parts, "subject").mapInArrow(
        _packing([(each.year, each.as_of) for each in years], [each.has_ledger for each in years]),
        BLOBS,
    )


def _laid(year: Year, name: str, number: int) -> "DataFrame":
    """A table with its columns under names of their own, and whose rows these are."""
    from pyspark.sql import functions as f

    mark = f"{number}:{name}:"
    table = year.tables[name]
    columns = [table[column].alias(f"{mark}{column}") for column in table.columns]
    return table.select("subject", f.lit(mark).alias("of"), *columns)


def _packing(years: list[tuple[int, date]], ledgers: list[bool]) -> Task:
    def pack(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        import pyarrow as pa
        from pyspark import TaskContext

        context = TaskContext.get()
        rows = list(batches)
        if rows and context is not None:
            kind, blob = _packed(pl.DataFrame(pa.Table.from_batches(rows)), years, ledgers)
            yield from pieces(context.partitionId(), kind, blob)

    return pack


def _packed(
    rows: pl.DataFrame, years: list[tuple[int, date]], ledgers: list[bool]
) -> tuple[str, bytes]:
    """The share of facts that these rows are; or that they are refused."""

    def table(number: int, name: str) -> pl.DataFrame:
        mark = f"{number}:{name}:"
        names = [column for column in rows.columns if column.startswith(mark)]
        of = rows.filter(of=mark)
        return of.select(pl.col(column).alias(column.removeprefix(mark)) for column in names)

    packed = []
    try:
        for number, (year, as_of) in enumerate(years):
            facts = Facts(
                table=table(number, "facts"),
                cells=held_cells(table(number, "held")),
                year=year,
                as_of=as_of,
                holdings=table(number, "holdings") if ledgers[number] else no_holdings(),
            )
            tables = (facts.table, facts.held, facts.holdings)
            packed.append((year, as_of, ledgers[number], *map(as_ipc, tables)))
    except Refused as refused:
        return REFUSED, pickle.dumps(Outcome(refused=(refused.code, refused.details)))
    return SHARE, pickle.dumps(packed)


def share_of(blob: bytes) -> Share:
    """The share that a part's blob is."""
    packed = pickle.loads(blob)  # noqa: S301 — what another part of this run packed
    years = [
        Facts(
            table=from_ipc(table),
            cells=held_cells(from_ipc(held)),
            year=year,
            as_of=as_of,
            holdings=from_ipc(holdings),
        )
        for year, as_of, _, table, held, holdings in packed
    ]
    has = [has_ledger for _, _, has_ledger, *_ in packed]
    return Share(
        facts=years[0], earlier=years[1] if len(years) > 1 else None, ledgers=(has[0], has[-1])
    )


def held_cells(held: pl.DataFrame) -> pl.DataFrame:
    """Cells in doubt, of which nothing else is known here."""
    nothing = (pl.lit(None, dtype=dtype).alias(name) for name, dtype in CELLS.items())
    cells = held.with_columns(
        each for each in nothing if each.meta.output_name() not in held.columns
    )
    return cells.with_columns(status=pl.lit("held")).select(*CELLS)
