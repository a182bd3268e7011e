"""The embedded engine and Spark over the same files: where one takes over from the other."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec

from benchmarks.measure import Populations, cost, has_task
from benchmarks.sections.tables import Data

TITLE = "Spark beside the embedded engine: one evaluation, the same digest, both cores"
COUNTS = (100_000, 1_000_000)
NAMES = {"embedded": "embedded, one thread", "local[2]": "Spark, local[2]"}


def measured(populations: Populations) -> Data:
    if not (has_task("spark") and find_spec("pyspark") and shutil.which("java")):
        return {}
    rows = []
    for count in COUNTS:
        path = populations.subjects(count)
        for engine in NAMES:
            found = cost("spark", path, engine)
            rows.append(
                {
                    "subjects": count,
                    "engine": engine,
                    "wall": round(found.wall, 1),
                    **found.row(),
                    "digest": found.said["digest"],
                }
            )
    return {"rows": rows}


def text(data: Data) -> Iterator[str]:
    yield "| subjects | engine | from start to end, s | CPU, s | peak of one process, MiB | digest |"
    yield "|--:|---|--:|--:|--:|---|"
    for row in data["rows"]:
        yield (
            f"| {row['subjects']:,} | {NAMES[row['engine']]} | {row['wall']:.1f} | {row['cpu']:.1f} "
            f"| {row['peak']:.0f} | `{row['digest'][:12]}` |"
        )
    yield ""
