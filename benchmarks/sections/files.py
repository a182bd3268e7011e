"""Parquet in, Parquet out, with every explaining column."""

from collections.abc import Iterator

from benchmarks.measure import Populations, costs
from benchmarks.sections.tables import Data, aim, rows_of, standard

COUNT = 10_000_000
TITLE = f"{COUNT:,} subjects, Parquet in and Parquet out, every explaining column"
PANDAS, PERMU = "pandas, vectorised", "Permu, exact"


def measured(populations: Populations) -> Data:
    path = populations.subjects(COUNT)
    found = costs(
        {
            PANDAS: ("many_pandas", path, "write"),
            PERMU: ("many_permu", path, "write"),
            "Polars, plain expressions": ("many_polars", path, "write"),
        },
        runs=3,
        before=0,
    )
    pandas, permu, _ = found.values()
    return {
        "rows": rows_of(found),
        "aims": [
            aim("CPU of the whole process, over pandas'", permu.cpu / pandas.cpu, 0.35),
            aim("peak memory, GiB", permu.peak / 1024, 4),
        ],
    }


def text(data: Data) -> Iterator[str]:
    yield (
        "All three write the same columns, zstd: a word that is everybody's as a category where the library "
        "knows one. Median of three runs.\n"
    )
    yield from standard(data)
