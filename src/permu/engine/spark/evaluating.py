"""`evaluate_on_spark`: a method over facts at any address, to a result at any address.

The engine runs in the executors, over one part after the other; what must be known of everybody is
asked round by round (`parts`). The result is written in order of subject, and has the digests that the
embedded engine gives.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from permu import __version__
from permu.engine.evaluation import RARE_STATES, STATES
from permu.engine.spark.blobs import Task, blobs, from_ipc
from permu.engine.spark.county import OF_AREA, YEARS, County, Found
from permu.engine.spark.digesting import Named, column_rows, digests, facts_digest
from permu.engine.spark.files import Files
from permu.engine.spark.packing import SPARK_TYPES, Year, read_year
from permu.engine.spark.parts import refuse_what_needs_others
from permu.method import keep_method, load_method
from permu.method.model import EVERYBODY
from permu.terms.digests import folder_digest, table_digest
from permu.terms.holdings import HOLDINGS
from permu.terms.refusal import Refused
from permu.terms.years import refuse_unless_before

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

HELD = pl.Schema({"subject": pl.String(), "item": pl.String()})


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is told of a result that was written."""

    counts: dict[str, int]
    unsure: int  # of so many subjects something is undecided
    held: int  # so many figures wait for a person
    digest: str
    engine: str
    year: int


def evaluate_on_spark(
    session: "SparkSession",
    method_folder: Path,
    facts_url: str,
    out_url: str,
    *,
    earlier_url: str | None = None,
) -> Written:
    """Evaluate a facts folder at one address, and write the result folder at another: whole or not at all.

    It has `evaluation.parquet` and `measures.parquet` (folders of files, in order of subject),
    `benchmarks.parquet`, `method/` and `result.json`; the facts stay where they are.

    Raises:
        Refused: as `evaluate`; `not_in_parts_…`, `nothing_at`, `facts_column`, `facts_damaged`, `not_the_year_before`,
            `result_exists`.
    """
    method = load_method(method_folder)
    refuse_what_needs_others(method)
    files = Files(session)
    if files.has_content(out_url):
        raise Refused("engine.result_exists")
    now = read_year(session, facts_url)
    past = read_year(session, earlier_url) if earlier_url else None
    refuse_unless_before(now.year, past.year if past else None)
    county = County(session, method, now, past)
    part = f"{out_url}.part"
    files.delete(part)  # of a run that was ended in the middle
    try:
        written = _write(county, method_folder, files, part)
        files.delete(out_url)
        files.rename(part, out_url)
    finally:
        files.delete(part)
        county.release()
    return written


def _write(county: County, method_folder: Path, files: Files, url: str) -> Written:
    found = county.settled()
    of_tables = _digests(county, found)
    for kind, table in (
        ("evaluation", found.nobody.table),
        ("measures", found.nobody.measures),
    ):
        of_kind = found.tables.filter(f"kind = '{kind}'")
        rows = of_kind.mapInArrow(_unpacking(table.schema), _ddl(table.schema))
        rows.write.option("compression", "zstd").parquet(f"{url}/{kind}.parquet")
    benchmarks = BytesIO()
    found.nobody.benchmarks.write_parquet(benchmarks, compression="zstd")
    files.write(f"{url}/benchmarks.parquet", benchmarks.getvalue())
    of_tables["benchmarks"] = table_digest(found.nobody.benchmarks)
    with tempfile.TemporaryDirectory() as kept:
        keep_method(method_folder, Path(kept) / "method")
        files.copy(Path(kept) / "method", f"{url}/method")
        of_tables["method"] = folder_digest(Path(kept) / "method")
    about = _about(county, of_tables)
    text = json.dumps(about, indent=2, ensure_ascii=False) + "\n"
    files.write(f"{url}/result.json", text.encode())
    return _told(found, about["evaluation_digest"], county.now.year)


def _digests(county: County, found: Found) -> dict[str, str]:
    """The digest of each table; of the given facts it must be what their folder says.

    Raises:
        Refused: `facts_damaged`.
    """
    given = [each for name, year in county.years for each in _tables_of(name, year)]
    made = [
        Named("evaluation", found.nobody.table.schema),
        Named("measures", found.nobody.measures.schema),
    ]
    if county.method.area != EVERYBODY:
        years = zip(OF_AREA, county.years, strict=False)
        made += [each for name, (_, year) in years for each in _tables_of(name, year)[:2]]
    tables = [*given, *made]
    rows = column_rows(county.packed, given, before=0)
    rows = rows.union(column_rows(found.tables, made, before=sum(len(e.schema) for e in given)))
    of_tables = digests(rows, tables, subjects=county.subjects)
    for name, year in county.years:
        if facts_digest(of_tables, name, year) != year.digest:
            raise Refused("terms.facts_damaged", what="SHA-256")
    return of_tables


def _tables_of(name: str, year: Year) -> list[Named]:
    facts = Named(f"{name} facts", year.nobody.table.schema)
    ledger = [Named(f"{name} holdings", pl.Schema(HOLDINGS))] if year.has_ledger else []
    return [facts, Named(f"{name} held", HELD), *ledger]


def _unpacking(schema: pl.Schema) -> Task:
    """A task that gives the rows of tables that stand as bytes."""

    def unpack(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        import pyarrow as pa

        kinds = {pl.String(): pa.string(), pl.Int64(): pa.int64()}
        wanted = pa.schema([(name, kinds[dtype]) for name, dtype in schema.items()])
        for _, _, blob in blobs(batches):
            yield from from_ipc(blob).to_arrow().cast(wanted).to_batches(max_chunksize=2**14)

    return unpack


def _ddl(schema: pl.Schema) -> str:
    """A table's columns as Spark names them."""
    kinds = {dtype: kind for kind, dtype in SPARK_TYPES.items()}
    return ", ".join(f"`{name}` {kinds[dtype]}" for name, dtype in schema.items())


def _about(county: County, of_tables: Mapping[str, str]) -> dict[str, Any]:
    """What `result.json` says, as the embedded engine's does of its own."""
    method, now = county.method, county.now
    of_facts = dict(of_tables)
    if method.area != EVERYBODY:
        for each in ("facts", "held"):
            of_facts[f"now {each}"] = of_tables[f"{OF_AREA[0]} {each}"]
    names = ("evaluation", "benchmarks", "measures")
    return {
        "engine": __version__,
        "method": method.id,
        "method_title": method.title,
        "year": now.year,
        "as_of": now.as_of.isoformat(),
        "method_digest": method.digest,
        "facts_digest": facts_digest(of_facts, YEARS[0], now),
        "evaluation_digest": ".".join(of_tables[name][:32] for name in names),
        "digests": {name: of_tables[name] for name in (*names, "method")},
    }


def _told(found: Found, digest: str, year: int) -> Written:
    states: Counter[str] = Counter()
    for each in found.summaries:
        states.update(each.states)
    shown = (*STATES, *(state for state in RARE_STATES if state in states))
    return Written(
        counts={state: states[state] for state in shown},
        unsure=sum(each.unsure for each in found.summaries),
        held=sum(each.held for each in found.summaries),
        digest=digest,
        engine=__version__,
        year=year,
    )
