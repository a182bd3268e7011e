"""Departments' forms from files to facts, beside libraries that only read the cells; and a sheet that no department sends."""

from collections.abc import Iterator
from typing import Any

from benchmarks.measure import Cost, Populations, costs
from benchmarks.sections.tables import Data, aim, aims, rows_of, table

TITLE = "Intake: a register and a tax form, from files to checked, matched facts"
PANDAS, PERMU = "pandas, cells only", "Permu, read, matched, checked"
CALAMINE, OPENPYXL = "python-calamine, cells only", "openpyxl read-only, cells only"
CHECK = "Permu, `import-check` of a list of one figure each"
_READERS = {
    "xlsx": {CALAMINE: "calamine", OPENPYXL: "openpyxl"}, "xls": {CALAMINE: "calamine"}, "csv": {},
}  # fmt: skip
_CPU = {5_000: 10, 50_000: 60}
_CONTESTS = tuple((kind, count) for count in _CPU for kind in _READERS)
_MEMORY = 512
_ROWS = 1_048_576
_LIMIT = 30  # CPU seconds that a child may take


def measured(populations: Populations) -> Data:
    sizes: dict[str, dict[str, dict[str, float]]] = {}
    both: dict[str, dict[str, Any]] = {}
    reached: list[dict[str, Any]] = []
    for kind, count in _CONTESTS:
        name = f"{count:,} enterprises, .{kind}"
        found = _contest(populations.forms(kind, count), kind, is_long=count > min(_CPU))
        found |= _checked(populations.check(kind, count), is_long=count > min(_CPU))
        sizes[name] = rows_of(found)
        for task in (PERMU, CHECK):
            both[f"{name}: {task}"] = _both(found[task])
            reached += _aims(found[task], f"{name}, {task}: ", count)
    name = f"one sheet of {_ROWS:,} rows, .xlsx"
    found = _once(populations.rows(_ROWS))
    sizes[name] = rows_of(found)
    both[f"{name}: {PERMU}"] = _both(found[PERMU])
    reached.append(aim(f"{name}: CPU seconds until it is refused", found[PERMU].cpu, _LIMIT))
    reached.append(
        aim(f"{name}: memory of the child, MiB", both[f"{name}: {PERMU}"]["child"], _MEMORY)
    )
    return {"sizes": sizes, "both": both, "aims": reached}


def _contest(path: str, kind: str, *, is_long: bool) -> dict[str, Cost]:
    tasks = {PANDAS: "pandas", **_READERS[kind], PERMU: "permu"}
    named = {name: (f"forms_{task}", path) for name, task in tasks.items()}
    return costs(named, runs=1, before=0) if is_long else costs(named, runs=3)


def _checked(path: str, *, is_long: bool) -> dict[str, Cost]:
    named = {CHECK: ("check_permu", path)}
    return costs(named, runs=1, before=0) if is_long else costs(named, runs=3)


def _once(path: str) -> dict[str, Cost]:
    tasks = {CALAMINE: "calamine", PERMU: "permu"}
    return costs({name: (f"forms_{task}", path) for name, task in tasks.items()}, runs=1, before=0)


def _both(permu: Cost) -> dict[str, Any]:
    """What parent and child took, and what came of it."""
    told = ("parent", "child", "figures", "findings", "refused")
    return {"cpu": round(permu.cpu, 3)} | {
        name: permu.said[name] for name in told if name in permu.said
    }


def _aims(permu: Cost, what: str, count: int) -> Iterator[dict[str, Any]]:
    yield aim(f"{what}CPU seconds of both processes", permu.cpu, _CPU[count])
    if count == min(_CPU):
        memory = float(permu.said["megabytes"])
        yield aim(f"{what}memory of both processes, MiB", memory, _MEMORY)


def text(data: Data) -> Iterator[str]:
    yield (
        "The taxes have ten figures and a total a row, as text with thousands separators; every tenth row has no "
        "code, every hundredth a name that is not on the register. Permu reads each file in a child process with "
        "limits, keeps the cell of every figure, and tells of each row that it does not take; the others give the "
        "cells and no more. Whole process counts the child; peak is that of the larger process. Median of three "
        "runs for 5,000, one run for 50,000 and for the sheet of a million rows, which Permu refuses. `import-check` has a list of its "
        "own: three columns, and a register beside it.\n"
    )
    for name, rows in data["sizes"].items():
        yield f"### {name}\n"
        yield from table(rows)
    yield from processes(data)
    yield from aims(data["aims"])


def processes(data: Data) -> Iterator[str]:
    """What parent and child take apart."""
    yield "| | CPU of both, s | peak of the parent, MiB | peak of the child, MiB | findings |"
    yield "|---|--:|--:|--:|--:|"
    for name, each in data.get("both", {}).items():
        findings = "refused" if "refused" in each else f"{each['findings']:,}"
        yield f"| {name} | {each['cpu']:.2f} | {each['parent']} | {each['child']} | {findings} |"
    yield ""
