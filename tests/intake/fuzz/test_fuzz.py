"""Coverage-guided fuzzing of each parser: whatever stands in a file, it is read or refused.

All parsers at once, each in a process that gives way to other work, so that a minute of each costs `make test`
least: a minute there and in CI, half an hour in `make torture`, five seconds otherwise (PERMU_FUZZ_SECONDS).
"""

import base64
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .seeds import SEEDS
from .targets import TARGETS, read

ROOT = Path(__file__).parents[3]
FOUND = Path(__file__).parent / "found"
SECONDS = int(os.environ.get("PERMU_FUZZ_SECONDS") or (60 if os.environ.get("CI") else 5))
BOUNDS = ("-rss_limit_mb=0", "-timeout=10", "-max_len=32768", "-len_control=0", "-cross_over=0", "-seed=990101")  # fmt: skip
MISSING = "The fuzzer is missing: run `make test`, which installs atheris, on Linux with Python 3.11 to 3.13."


def fuzzer(name: str, folder: Path) -> subprocess.Popen[bytes]:
    """Begin to fuzz a parser from its seeds on; what it trips over is kept in `found`."""
    for part in (folder / "corpus", folder / "seeds", FOUND / name):
        part.mkdir(parents=True, exist_ok=True)
    SEEDS[name](folder / "seeds")
    command = [
        "nice", sys.executable, "-m", "tests.intake.fuzz", name, f"-max_total_time={SECONDS}", *BOUNDS,
        f"-artifact_prefix={FOUND / name}/", "-print_final_stats=1", folder / "corpus", folder / "seeds",
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each parser's fuzzer works, in a folder of its name."""
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="module")
def fuzzers(folder: Path) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The fuzzers of all parsers, at work."""
    if importlib.util.find_spec("atheris") is None:
        pytest.fail(MISSING)
    begun = {name: fuzzer(name, folder / name) for name in TARGETS}
    yield begun
    for one in begun.values():
        one.kill()


@pytest.mark.parametrize("name", TARGETS)
def test_fuzzing_a_parser_raises_nothing_but_the_projects_own_refusal(
    name: str, fuzzers: dict[str, subprocess.Popen[bytes]], folder: Path
) -> None:
    code = fuzzers[name].wait()

    said = (folder / name / "log").read_text(errors="replace")
    assert code == 0, f"{said[-6000:]}\n{_kept(name, said)}"
    assert "stat::number_of_executed_units" in said


def _kept(name: str, said: str) -> str:
    """What it tripped over: the file to keep under version control, and its bytes for a report."""
    new = [one for one in (FOUND / name).iterdir() if one.name in said]
    return "\n".join(f"{one}: {base64.b64encode(one.read_bytes()).decode()}" for one in new)


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: path.name[:20])
def test_what_the_fuzzer_once_found_is_read_or_refused(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", ["xlsx", "xls", "csv"])
def test_the_fuzzer_begins_with_files_that_are_read(name: str, tmp_path: Path) -> None:
    SEEDS[name](tmp_path)
    seeds = [one.read_bytes() for one in tmp_path.iterdir()]

    assert len(seeds) > 0
    assert all(read(seed, name) for seed in seeds)
