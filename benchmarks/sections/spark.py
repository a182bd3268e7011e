"""The embedded engine and Spark over the same facts: where one takes over from the other."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec

from benchmarks.measure import Populations, cost
from benchmarks.sections.tables import Data

TITLE = "Spark beside the embedded engine: the sample county, facts folder in, result folder out"
COUNTS = (100_000, 1_000_000)
NAMES = {"embedded": "embedded, one thread", "local[2]": "Spark, `local[2]`, both cores"}


def measured(populations: Populations) -> Data:
    if not (find_spec("pyspark") and shutil.which("java")):
        return {}
    rows = []
    for count in COUNTS:
        folder = populations.county(count)
        for engine in NAMES:
            found = cost("spark", folder, engine)
            said = {"wall": round(found.wall, 1), "digest": found.said["digest"]}
            rows.append({"subjects": count, "engine": engine, **said})
    return {"rows": rows}


def text(data: Data) -> Iterator[str]:
    yield (
        "Seconds from start to end, for the work of Spark's own processes is not counted as this one's; one run. "
        "The embedded engine also copies the facts into its result, Spark leaves them where they are.\n"
    )
    yield "| enterprises | engine | start to end, s | digest |"
    yield "|--:|---|--:|---|"
    for row in data["rows"]:
        yield (
            f"| {row['subjects']:,} | {NAMES[row['engine']]} | {row['wall']:.1f} "
            f"| `{row['digest'][:12]}…` |"
        )
    yield ""
