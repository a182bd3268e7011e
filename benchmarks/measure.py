"""Run a task in its own process, one thread, and read what it cost."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ONE_THREAD = dict.fromkeys(
    ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
QUIET = {"PYTHONWARNINGS": "ignore"}  # a peer's advice to its own authors
RUNS = 5


@dataclass(frozen=True, kw_only=True)
class Cost:
    """The median of the runs: seconds of the whole process and of its computation, peak MiB."""

    wall: float
    cpu: float
    peak: float
    inside: float  # CPU seconds of the computation alone, as the task itself counts them
    said: dict[str, Any]

    def row(self) -> dict[str, float]:
        """The numbers, as they are stored."""
        return {
            "cpu": round(self.cpu, 3),
            "inside": round(self.inside, 4),
            "peak": round(self.peak),
        }


@dataclass(frozen=True)
class Populations:
    """Synthetic populations in a folder, each made when it is first asked for."""

    folder: Path

    def county(self, enterprises: int) -> str:
        """A facts folder of the sample county."""
        return self._made("county", enterprises)

    def subjects(self, count: int) -> str:
        """So many subjects in thirty industries, as one Parquet file."""
        return self._made("subjects", count)

    def forms(self, kind: str, count: int) -> str:
        """A folder of a register and a tax form of so many, as `kind` of file."""
        return self._made(f"forms-{kind}", count)

    def check(self, kind: str, count: int) -> str:
        """A folder of a register and one list of taxes of so many, for `import-check`."""
        return self._made(f"check-{kind}", count)

    def rows(self, count: int) -> str:
        """A folder with one .xlsx of so many rows, and a register."""
        return self._made("rows", count)

    def names(self, count: int) -> str:
        """So many invented enterprises, and their names as departments write them."""
        return self._made("names", count)

    def _made(self, kind: str, count: int) -> str:
        path = self.folder / f"{kind}-{count}"
        if not path.exists():
            cost("prepare", kind, str(path), str(count))
        return str(path)


def costs(
    tasks: Mapping[str, Sequence[str]], *, runs: int = RUNS, before: int = 1
) -> dict[str, Cost]:
    """Run each `python -m benchmarks.tasks.<task> <argument> …` several times, in turns, so that a busy minute meets all.

    The runs `before` them are not counted: one compiles the bytecode that an installed program has,
    and brings the files into memory.
    """
    commands = {
        name: [sys.executable, "-m", f"benchmarks.tasks.{task}", *arguments]
        for name, (task, *arguments) in tasks.items()
    }
    found: dict[str, list[Cost]] = {name: [] for name in tasks}
    for is_counted in [False] * before + [True] * runs:
        for name, command in commands.items():
            measured = _once(command)
            if is_counted:
                found[name].append(measured)
    return {name: _median(each) for name, each in found.items()}


def cost(task: str, *arguments: str) -> Cost:
    """What one run of one task costs."""
    return costs({task: (task, *arguments)}, runs=1, before=0)[task]


def command_cost(*command: str, runs: int = RUNS) -> Cost:
    """Run a command of the environment several times, once more before."""
    program = [str(Path(sys.executable).parent / command[0]), *command[1:]]
    return _median([_once(program) for _ in range(runs + 1)][1:])


def has_task(name: str) -> bool:
    """Whether there is such a task."""
    return (ROOT / "benchmarks/tasks" / f"{name}.py").exists()


def _median(costs: list[Cost]) -> Cost:
    middle = {
        name: statistics.median(getattr(each, name) for each in costs)
        for name in ("wall", "cpu", "peak", "inside")
    }
    return Cost(**middle, said=costs[-1].said)


def _once(command: list[str]) -> Cost:
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | ONE_THREAD | QUIET, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    wall = time.perf_counter() - started
    told = json.loads(said.splitlines()[-1]) if said.rstrip().endswith("}") else {}
    return Cost(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss / 1024,
        inside=float(told.get("cpu", 0)),
        said=told,
    )
