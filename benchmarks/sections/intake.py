"""Two departments' forms from files to facts, beside libraries that only read the cells."""

from collections.abc import Iterator
from typing import Any

from benchmarks.measure import Cost, Populations, costs
from benchmarks.sections.tables import Data, aim, aims, rows_of, table

TITLE = "Intake: a register and a tax form, from files to checked, matched facts"
PANDAS, PERMU = "pandas, cells only", "Permu, read, matched, checked"
CALAMINE, OPENPYXL = "python-calamine, cells only", "openpyxl read-only, cells only"
_READERS = {
    "xlsx": {CALAMINE: "calamine", OPENPYXL: "openpyxl"}, "xls": {CALAMINE: "calamine"}, "csv": {},
}  # fmt: skip
_CPU = {5_000: 10, 50_000: 60}
_CONTESTS = (("xlsx", 5_000), ("xls", 5_000), ("csv", 5_000), ("xlsx", 50_000))
_MEMORY = 512


def measured(populations: Populations) -> Data:
    sizes: dict[str, dict[str, dict[str, float]]] = {}
    reached: list[dict[str, Any]] = []
    for kind, count in _CONTESTS:
        name = f"{count:,} enterprises, .{kind}"
        found = _contest(populations.forms(kind, count), kind, is_long=count > min(_CPU))
        sizes[name] = rows_of(found)
        reached += _aims(found[PERMU], f"{name}: ", count)
    return {"sizes": sizes, "aims": reached}


def _contest(path: str, kind: str, *, is_long: bool) -> dict[str, Cost]:
    tasks = {PANDAS: "pandas", **_READERS[kind], PERMU: "permu"}
    named = {name: (f"forms_{task}", path) for name, task in tasks.items()}
    return costs(named, runs=1, before=0) if is_long else costs(named, runs=3)


def _aims(permu: Cost, what: str, count: int) -> Iterator[dict[str, Any]]:
    yield aim(f"{what}CPU seconds of both processes", permu.cpu, _CPU[count])
    if count == min(_CPU):
        both = float(permu.said["megabytes"])
        yield aim(f"{what}memory of both processes, MiB", both, _MEMORY)


def text(data: Data) -> Iterator[str]:
    yield (
        "The taxes have ten figures and a total a row, as text with thousands separators; every tenth row has no "
        "code, every hundredth a name that is not on the register. Permu reads each file in a child process with "
        "limits, keeps the cell of every figure, and tells of each row that it does not take; the others give the "
        "cells and no more. Whole process counts the child; peak is that of the larger process. Median of three "
        "runs for 5,000, one run for 50,000.\n"
    )
    for name, rows in data["sizes"].items():
        yield f"### {name}\n"
        yield from table(rows)
    yield from aims(data["aims"])
