"""Same facts, same method, same engine: the same digest, whatever the machine does meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = [
    {"POLARS_MAX_THREADS": "1", "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"POLARS_MAX_THREADS": "2", "PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    {
        "POLARS_MAX_THREADS": "2",
        "PYTHONHASHSEED": "77",
        "TZ": "America/New_York",
        "LC_ALL": "POSIX",
    },
    {
        "POLARS_MAX_THREADS": "1",
        "PYTHONHASHSEED": "random",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "de_DE.UTF-8",
    },
]


def digests(place: dict[str, str], seeds: list[int]) -> list[str]:
    command = [sys.executable, "-m", "tests.engine.digest_of", *map(str, seeds)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | place, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_twenty_recomputations_give_one_digest() -> None:
    found = [
        digest
        for number, place in enumerate(PLACES)
        for digest in digests(place, list(range(number * 5, number * 5 + 5)))
    ]

    assert len(found) == 20
    assert len(set(found)) == 1
