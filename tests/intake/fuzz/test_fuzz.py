"""Coverage-guided fuzzing of each parser: whatever stands in a file, it is read or refused.

60 s each in CI and `make test`, half an hour in `make torture`, five seconds otherwise; PERMU_FUZZ_SECONDS says.
"""

import base64
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .seeds import SEEDS
from .targets import TARGETS

ROOT = Path(__file__).parents[3]
FOUND = Path(__file__).parent / "found"
SECONDS = int(os.environ.get("PERMU_FUZZ_SECONDS") or (60 if os.environ.get("CI") else 5))
BOUNDS = (
    "-rss_limit_mb=512",
    "-timeout=10",
    "-max_len=32768",
    "-len_control=0",
    "-cross_over=0",
    "-seed=990101",
)


def fuzzed(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Fuzz one parser from its seeds on; what it trips over is kept in `found`."""
    for part in ("corpus", "seeds"):
        (folder / part).mkdir()
    SEEDS[name](folder / "seeds")
    kept = FOUND / name
    kept.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "tests.intake.fuzz", name, f"-max_total_time={SECONDS}", *BOUNDS,
        f"-artifact_prefix={kept}/", "-print_final_stats=1", str(folder / "corpus"), str(folder / "seeds"),
    ]  # fmt: skip
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
    )


@pytest.mark.parametrize("name", TARGETS)
def test_fuzzing_a_parser_raises_nothing_but_the_projects_own_refusal(
    name: str, tmp_path: Path
) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.fail(
            "The fuzzer is missing: run `make test`, which installs atheris, on Linux with Python 3.11 to 3.13."
        )
    before = set((FOUND / name).glob("*"))

    done = fuzzed(name, tmp_path)

    new = set((FOUND / name).glob("*")) - before
    inputs = "\n".join(f"{one.name}: {base64.b64encode(one.read_bytes()).decode()}" for one in new)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}\n{inputs}"
    assert "stat::number_of_executed_units" in done.stderr


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: path.name[:20])
def test_what_the_fuzzer_once_found_is_read_or_refused(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", SEEDS)
def test_the_fuzzer_begins_with_sound_files(name: str, tmp_path: Path) -> None:
    from .targets import read

    SEEDS[name](tmp_path)
    seeds = list(tmp_path.iterdir())

    assert seeds
    if name != "cells":
        assert all(read(seed.read_bytes(), name) for seed in seeds)
