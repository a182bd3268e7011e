"""`python -m benchmarks`: run everything once more and write `benchmarks/RESULTS.md`.

This process stays small: a child's peak memory counts what its parent held when it was started.
"""

import os
import platform
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import RUNS, Cost, command_cost, cost, costs

HERE = Path(__file__).parent
COUNTY, NATION = 7_000, 1_000_000
LIBRARIES = ("polars", "pandas", "numpy", "scikit-criteria", "pymcdm")


TRIED = """\
## What was tried

Most of what is left is memory that the system hands out and clears, and what every process pays: Python, Polars and numpy
imported, the file read. What helped, on the 1,000,000:

- the digest of the facts worked out when it is first asked for, and texts hashed in slices: 0.10 s off an evaluation, and 0.04 s off a digest;
- no numpy view of a column in several chunks, which is a copy: 64 MB in the digest, 64 MB in the scores;
- one piece of memory for all numbers of a batch: 9,300 page faults became 2,700;
- sums of what is not negative keep a relative bound, so no second column of sizes is carried: a quarter of the scores' time;
- rounding to the nearest in place, and the few in doubt settled once at the end;
- words looked up by numpy in 16 bits, and not at all where all are alike: 0.02 s; ranks looked up where they were counted: 0.02 s;
- conditions on one text asked of each word once, and who is measured counted without a query: 0.02 s;
- columns of one text handed to the Parquet writer as an enumeration, under the table's own schema: 0.4 s of 1.0 s that writing took (empty
  text, `hits` and `unsure`, cost 0.16 s a column, ten times a word), and the file is the same byte for byte;
- on a working sheet, formulas and constants written once for all and rounding by whole numbers: 250 µs a sheet became 135 (155 with what sheets have to say since).

What did not: blocks of 4,096 to 65,536 rows (16,384 is as good as any), group sums by `bincount` in two halves (as slow as Polars'
exact ones), reading with other engines of Polars, zstd above level 1 (slower, and no smaller), other sizes of row groups and pages.

What is left, of 0.7 s: 0.2 s are imports (Polars 0.14), 0.14 s the file read, 0.2 s the evaluation, 0.1 s Python's way out. Writing takes
0.6 s, nearly all of it zstd over whole numbers; half of it are the points, which Polars tries to write as a dictionary. Runs differ by up
to 0.2 s in one thing: numpy asks for large pages (for pandas' numbers too), and on this virtual machine their first use costs 0.2 s for
112 MB, but 0.01 s where another process gave them back a moment before."""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # for those to be measured
        os.environ["PYTHONPYCACHEPREFIX"] = f"{name}/bytecode"
        text = "\n".join(report(Path(name))) + "\n"
    (HERE / "RESULTS.md").write_text(text, "utf-8")
    print(text)


def report(folder: Path) -> Iterator[str]:
    cost("prepare", str(folder), str(COUNTY), str(NATION), runs=1)
    yield from heading()
    yield from county(str(folder / "county"))
    yield from nation(str(folder / "nation.parquet"))
    help_ = command_cost("permu", "--help")
    yield f"## `permu --help`\n\n{help_.cpu:.2f} s CPU, {help_.peak:.0f} MiB.\n"
    yield from where_time_goes(str(folder / "nation.parquet"))


def heading() -> Iterator[str]:
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield "# Measured side by side\n"
    yield f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {processor()} · Python {platform.python_version()} · {versions}\n"
    yield (
        f"`python -m benchmarks` wrote this. Each task in its own process with its own libraries alone, one thread, median of {RUNS} runs taken in turns, "
        "after one that compiles the bytecode an installed program has; CPU seconds, for the machine may be busy. `whole` is the process from start to end, imports and files included; "
        "`inside` the computation alone, tables in memory. Ratios are to pandas in the same run: under 1 is better.\n"
    )


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")),
        platform.machine(),
    )


def county(folder: str) -> Iterator[str]:
    yield f"## A county: {COUNTY:,} enterprises, the sample county's method, Parquet in and out\n"
    rows = costs(
        {
            "pandas, as an analyst writes it (float64, scores and grades alone)": ("county_pandas", folder),
            "Permu, exact, every explaining column": ("county_permu", folder),
            "Permu, and a working sheet of each enterprise": ("county_permu", folder, "sheets"),
        }
    )  # fmt: skip
    pandas, permu, sheets = rows.values()
    yield from table(rows, pandas)
    yield aim("the whole process is not slower than pandas", permu.cpu / pandas.cpu, 1)
    yield (
        aim("nor with every working sheet written as an object", sheets.cpu / pandas.cpu, 1) + "\n"
    )


def nation(path: str) -> Iterator[str]:
    yield f"## {NATION:,} subjects × 6 indicators in 30 groups: group means, caps, ranks, four grades\n"
    rows = costs(
        {
            "pandas, vectorised": ("many_pandas", path),
            "Permu, exact, every explaining column": ("many_permu", path),
            "pandas, and the table written as Parquet": ("many_pandas", path, "write"),
            "Permu, and the table written as Parquet": ("many_permu", path, "write"),
            "scikit-criteria per group (ratios given, scores and ranks alone)": ("many_scikit_criteria", path),
            "pymcdm per group (ratios given, scores and ranks alone)": ("many_pymcdm", path),
        }
    )  # fmt: skip
    pandas, permu, pandas_written, permu_written, *libraries = rows.values()
    yield from table(rows, pandas)
    yield aim("the whole process takes at most half of pandas' CPU", permu.cpu / pandas.cpu, 0.5)
    yield aim("and so does the computation alone", permu.inside / pandas.inside, 0.5)
    written = permu_written.cpu / pandas_written.cpu
    yield aim("and the whole process with the table written (zstd, both)", written, 0.5)
    for name, each in zip(("scikit-criteria", "pymcdm"), libraries, strict=True):
        yield aim(f"the whole process takes at most a fifth of {name}'s", permu.cpu / each.cpu, 0.2)
    yield aim("peak memory is below pandas'", permu.peak / pandas.peak, 1) + "\n"


def aim(what: str, ratio: float, most: float) -> str:
    verdict = "reached" if ratio <= most else "**not reached**"
    return f"- {what}: ratio {ratio:.2f}, at most {most:g} wanted: {verdict}"


def table(rows: dict[str, Cost], base: Cost) -> Iterator[str]:
    yield "| | whole, s | ratio | inside, s | ratio | peak, MiB | ratio |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, each in rows.items():
        yield (
            f"| {name} | {each.cpu:.2f} | {each.cpu / base.cpu:.2f} | {each.inside:.3f} | {each.inside / base.inside:.2f} "
            f"| {each.peak:.0f} | {each.peak / base.peak:.2f} |"
        )
    yield ""


def where_time_goes(path: str) -> Iterator[str]:
    yield f"## Where the time goes: Permu over the {NATION:,}, CPU seconds by step\n"
    yield "| step | s |\n|---|--:|"
    for name, seconds in cost("steps", path, runs=1).said["steps"]:
        yield f"| {name} | {seconds:.3f} |"
    yield f"\n{TRIED}"
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
    )
    yield f"\nAt commit {commit.stdout.strip() or 'unknown'}."


if __name__ == "__main__":
    main()
