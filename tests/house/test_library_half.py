"""The library half stands alone, and the command line answers before anything heavy is loaded."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from .source import LIBRARY_HALF, ROOT, sources

WITHOUT_DJANGO = """
import importlib, sys

class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "django":
            raise ModuleNotFoundError("no module named django", name="django")

sys.meta_path.insert(0, NoDjango())
for module in sys.argv[1:]:
    importlib.import_module(module)
print(len(sys.argv) - 1)
"""

LOADED_BY_HELP = """
import json, sys
from permu.doors.cli import permu
try:
    permu(["--help"])
except SystemExit as done:
    assert not done.code, done.code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_of_the_library_half_is_imported_where_django_is_not_installed() -> None:
    modules = [
        source.module
        for source in sources(ROOT)
        if source.room in LIBRARY_HALF or source.module.startswith("permu.doors.cli")
    ]
    assert len(modules) > 10
    assert int(run(WITHOUT_DJANGO, *modules)) == len(modules)


def test_a_machine_without_django_would_be_noticed() -> None:
    with pytest.raises(AssertionError, match="django"):
        run(WITHOUT_DJANGO, "django.db")


def test_help_loads_no_web_framework_and_no_columns() -> None:
    loaded = json.loads(run(LOADED_BY_HELP).splitlines()[-1])
    assert "click" in loaded
    assert not {"django", "polars", "numpy", "xlsxwriter", "python_calamine", "typst"} & set(loaded)


def test_help_answers_within_three_tenths_of_a_second_of_processor_time() -> None:
    permu = Path(sys.executable).parent / "permu"

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([permu, "--help"], cwd=ROOT, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.3
