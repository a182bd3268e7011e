"""Facts: what is known of every subject, exactly, each figure with the address of its cell.

A facts folder holds `facts.parquet`, `cells.parquet` and `facts.json`:

- `facts.parquet`: one row a subject in order of `subject` (a credit code, or the office's own id),
  one column an item. Numbers are Int64: whole units of 10^-scale of the item's unit, both as
  `items.toml` has them. Flags are Boolean, dates Date, the rest String. Null is *missing*.
- `cells.parquet`: where each figure came from, one row a (subject, item, cell); see `CELLS`.
- `holdings.parquet`: the ledger of parcels, see `terms.holdings`; only where there is one.
- `facts.json`: the year, the as-of date, the digests of the tables, and by what right each item of
  each sheet is here, see `terms.lineage`.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from io import BytesIO
from pathlib import Path

import polars as pl

from permu.terms.digests import AT_A_TIME, slices, table_digest
from permu.terms.holdings import in_order, no_holdings
from permu.terms.items import Kind, item
from permu.terms.lineage import Lineage, as_plain, lineage_digest
from permu.terms.lineage import in_order as each_once
from permu.terms.refusal import Refused

CELLS: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "item": pl.String(),
    "status": pl.String(),
    # read | summed | assumed (a complete list lacks it) | missing | held
    # corrected (by a person; `note` says by whom, when and why) | superseded (what the correction took the place of)
    "raw": pl.String(),  # the cell's text as the department wrote it
    "unit": pl.String(),  # the unit it was written in
    "file": pl.String(),  # the file's name as uploaded
    "sha256": pl.String(),  # of the file
    "sheet": pl.String(),
    "cell": pl.String(),  # such as F5
    "provider": pl.String(),
    "as_of": pl.Date(),
    "note": pl.String(),  # why assumed, held or corrected
}

COLUMN_TYPES: dict[Kind, pl.DataType] = {
    "number": pl.Int64(),
    "flag": pl.Boolean(),
    "date": pl.Date(),
    "code": pl.String(),
    "text": pl.String(),
}


NO_SOURCES = lineage_digest(())
"""What a folder of before there was a list of sources has."""

SYNTHETIC_PLACE = "990101"

SAMPLE = 2**16
"""So many rows tell whether a column's numbers repeat; of a table with far fewer nobody asks."""


def no_cells() -> pl.DataFrame:
    """A table of cell addresses with no row: for facts that came from no spreadsheet."""
    return pl.DataFrame(schema=CELLS)


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Write a table as it is kept: Parquet, zstd at level 1, for higher levels are slower and save nothing here.

    The file has the table's own schema, also where a column is handed to Polars as another type
    (`_quicker`).
    """
    heading = BytesIO()
    table.clear().write_parquet(heading)
    heading.seek(0)
    table.with_columns(_quicker(table)).write_parquet(
        path, compression="zstd", compression_level=1, metadata=pl.read_parquet_metadata(heading)
    )


def _quicker(table: pl.DataFrame) -> Iterator[pl.Expr]:
    """Columns as the type in which Polars writes the same content sooner.

    One text of everybody, on which it takes ten times as long as on any other, is an enumeration:
    the file is the same, byte for byte. Many whole numbers, most of them different, are durations,
    which are stored alike but for the dictionary that is tried for whole numbers: it takes twice
    the time, and half as much room again.
    """
    head = table.head(SAMPLE)  # a whole column of one text takes no room until it is looked at
    for name, dtype in table.schema.items():
        if dtype == pl.String and _is_one(head, name) and _is_one(table, name):
            yield pl.col(name).cast(pl.Enum(head[name].head(1)))
        elif dtype == pl.Int64 and head[name].n_unique() > SAMPLE / 2:
            yield pl.col(name).cast(pl.Duration("us"))


def _is_one(table: pl.DataFrame, name: str) -> bool:
    """Whether a column holds one text, of everybody."""
    text = pl.col(name)
    return bool(table.select((text.min() == text.max()) & (text.null_count() == 0)).item())


def _rises(subjects: pl.Series) -> bool:
    """Whether every subject is known and comes after the one before it."""
    return not subjects.null_count() and all(
        (part[1:] > part[:-1]).all() for part in slices(subjects, overlap=1)
    )


def _ordered(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.sort(*CELLS, nulls_last=True)


def _in_order(cells: pl.DataFrame) -> bool:
    """Whether they stand in order already: to sort the cells of a county takes several times their room."""
    parts = (cells.slice(start, AT_A_TIME + 1) for start in range(0, len(cells), AT_A_TIME))
    return all(part.equals(_ordered(part)) for part in parts)


def items_told(table: pl.DataFrame) -> frozenset[str]:
    """The columns of a table in which there is a figure."""
    return frozenset(column.name for column in table.iter_columns() if column.count())


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of each subject of one year, as of one date. Rows stand in order of `subject`."""

    table: pl.DataFrame
    cells: pl.DataFrame
    year: int
    as_of: date
    holdings: pl.DataFrame = field(default_factory=no_holdings)
    sources: tuple[Lineage, ...] = ()

    def __post_init__(self) -> None:
        wrong = {
            name: str(dtype)
            for name, dtype in self.table.schema.items()
            if dtype != (pl.String() if name == "subject" else COLUMN_TYPES[item(name).kind])
        }
        if wrong:
            raise Refused("terms.facts_damaged", what=wrong)
        # A stored folder is in order already: a million names are not sorted again.
        table = self.table if _rises(self.table["subject"]) else self.table.sort("subject")
        if not _rises(table["subject"]):
            raise Refused("terms.facts_damaged", what="subject")
        object.__setattr__(self, "table", table)
        cells = self.cells if _in_order(self.cells) else _ordered(self.cells)
        object.__setattr__(self, "cells", cells)
        object.__setattr__(self, "holdings", in_order(self.holdings))
        object.__setattr__(self, "sources", each_once(self.sources))

    @cached_property
    def digest(self) -> str:
        """Of the figures, which of them are held, the ledger, the year and the as-of date: all that an evaluation reads.

        Where the figures came from is digested apart.
        """
        parts = table_digest(self.table) + table_digest(self.held)
        if self.has_ledger:  # without a ledger the digest is what it was before there was one
            parts += table_digest(self.holdings)
        return f"{self.year}-{self.as_of:%Y%m%d}-{hashlib.sha256(parts.encode()).hexdigest()}"

    @cached_property
    def told(self) -> frozenset[str]:
        """The items of which somebody's figure is known."""
        return items_told(self.table)

    @property
    def has_ledger(self) -> bool:
        """Whether there is a ledger of parcels."""
        return len(self.holdings) > 0

    @cached_property
    def held(self) -> pl.DataFrame:
        """The (`subject`, `item`) pairs whose figure waits for a person: in doubt, where *missing* is absent.

        The figure is null, as a missing one is, but no rule for missing figures may speak for it.
        """
        return (
            self.cells.filter(pl.col("status") == "held")
            .select("subject", "item")
            .unique()
            .sort("subject", "item")
        )

    @cached_property
    def is_synthetic(self) -> bool:
        """Whether the subjects are those of the synthetic county, whose place (990101) does not exist."""
        return bool(self.table["subject"].str.slice(2, 6).eq(SYNTHETIC_PLACE).any())

    def number(self, subject: str, item_id: str) -> Fraction | None:
        """One subject's figure in the item's unit, or None where it is missing."""
        if item_id not in self.table.columns:
            return None
        whole = self.table.filter(pl.col("subject") == subject)[item_id].item()
        return None if whole is None else item(item_id).exact(whole)

    def save(self, folder: Path) -> None:
        """Write the facts folder."""
        folder.mkdir(parents=True, exist_ok=True)
        write_table(self.table, folder / "facts.parquet")
        write_table(self.cells, folder / "cells.parquet")
        if self.has_ledger:
            write_table(self.holdings, folder / "holdings.parquet")
        about = {
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "digest": self.digest,
            "cells_digest": table_digest(self.cells),
            "sources": as_plain(self.sources),
            "sources_digest": lineage_digest(self.sources),
        }
        (folder / "facts.json").write_text(
            json.dumps(about, indent=2, ensure_ascii=False) + "\n", "utf-8"
        )

    @classmethod
    def load(cls, folder: Path) -> "Facts":
        """Read a facts folder.

        Raises:
            Refused: a file is missing, or its content is not what `facts.json` says it was.
        """
        try:
            about = json.loads((folder / "facts.json").read_text("utf-8"))
            ledger = folder / "holdings.parquet"
            facts = cls(
                table=pl.read_parquet(folder / "facts.parquet"),
                cells=pl.read_parquet(folder / "cells.parquet"),
                year=about["year"],
                as_of=date.fromisoformat(about["as_of"]),
                holdings=pl.read_parquet(ledger) if ledger.exists() else no_holdings(),
                sources=tuple(Lineage(**one) for one in about.get("sources", ())),
            )
            expected = (
                about["digest"],
                about["cells_digest"],
                about.get("sources_digest", NO_SOURCES),
            )
            found = facts.digest, table_digest(facts.cells), lineage_digest(facts.sources)
        except (OSError, TypeError, ValueError, KeyError, pl.exceptions.PolarsError) as error:
            raise Refused("terms.facts_damaged", what=type(error).__name__) from error
        if expected != found:
            raise Refused("terms.facts_damaged", what="SHA-256")
        return facts
