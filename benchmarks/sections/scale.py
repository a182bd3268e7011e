"""How the cost grows: the same work over ten times as many subjects, three times over."""

from collections.abc import Iterator
from math import log10
from pathlib import Path

from benchmarks.measure import Populations, costs
from benchmarks.sections.tables import Data, aim, aims

COUNTS = (10_000, 100_000, 1_000_000, 10_000_000)
TITLE = "How the cost grows: Parquet in and out, every explaining column, the whole process"


def measured(populations: Populations) -> Data:
    rows = {}
    for count in COUNTS:
        path = populations.subjects(count)
        runs = 5 if count < 10**6 else 3
        (found,) = costs(
            {"": ("many_permu", path, "write")}, runs=runs, before=int(count < 10**6)
        ).values()
        sizes = {"in": Path(path).stat().st_size, "out": found.said["bytes"]}
        rows[str(count)] = found.row() | sizes
    least, most = (rows[str(count)] for count in COUNTS[-2:])
    slope = log10((most["cpu"] - least["cpu"]) / (least["cpu"] - rows[str(COUNTS[-3])]["cpu"]))
    return {
        "rows": rows,
        "aims": [aim("exponent of the growth from 10⁵ to 10⁷, fixed cost aside", slope, 1.1)],
    }


def text(data: Data) -> Iterator[str]:
    yield "The slope is what each further million subjects costs, from one row to the next.\n"
    yield from growth(data)
    yield from aims(data["aims"])


def growth(data: Data) -> Iterator[str]:
    """The table of costs by number of subjects."""
    yield "| subjects | CPU, s | s a further million | inside, s | peak, MiB | MiB a further million |"
    yield "|--:|--:|--:|--:|--:|--:|"
    before = None
    for count, row in ((int(count), row) for count, row in data["rows"].items()):
        slopes = ["", ""]
        if before:
            more = (count - before[0]) / 10**6
            slopes = [
                f"{(row['cpu'] - before[1]['cpu']) / more:.2f}",
                f"{(row['peak'] - before[1]['peak']) / more:.0f}",
            ]
        yield f"| {count:,} | {row['cpu']:.2f} | {slopes[0]} | {row['inside']:.3f} | {row['peak']:.0f} | {slopes[1]} |"
        before = count, row
    yield ""
