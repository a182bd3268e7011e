"""Each fault seeded in the reader or its treatments is caught by a file of the corpus, and no sound reading is."""

import importlib
import pkgutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from permu.intake import reader
from permu.intake.dryrun import checking, import_check
from tests.intake import corpus
from tests.intake.corpus.case import Case
from tests.intake.corpus.here import read_here
from tests.intake.corpus.table import CLEAN, register

from . import files, reading, treatments

_MODULES = [
    one.name for one in pkgutil.iter_modules(corpus.__path__) if not one.name.startswith("test_")
]
CASES: list[Case] = [*files.CASES]
for _name in _MODULES:
    found: list[Case] = getattr(importlib.import_module(f"{corpus.__name__}.{_name}"), "CASES", [])
    CASES += [case for case in found if not case.is_slow]


Fault = Callable[[pytest.MonkeyPatch], None]
Made = list[tuple[Case, Path]]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The register, read once and soundly."""
    path = register(tmp_path_factory.mktemp("register"), CLEAN)
    read = checking.read_register(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_read", read_here)
        patch.setattr(checking, "read_register", lambda _: read)
        yield path


@pytest.fixture(scope="module")
def sound(known: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Every file that gives what its rule says while no fault is seeded, those first that are soon read."""
    took: dict[float, tuple[Case, Path]] = {}
    for case in CASES:
        path = case.make(tmp_path_factory.mktemp("case"))
        started = time.perf_counter()
        if is_right(case, path, known):
            took[time.perf_counter() - started] = case, path
    return [took[seconds] for seconds in sorted(took)]


def is_right(case: Case, path: Path, known: Path) -> bool:
    """Whether the file gives what its rule says."""
    checked = import_check(path, dataset=case.dataset, register=known)
    if checked.outcome not in case.outcomes:
        return False
    if checked.outcome == "rejected-with-clear-error":
        return not checked.values
    rows = {told.row for told in checked.findings}
    return (
        checked.values == case.values
        and case.held <= rows
        and case.names.items() <= checked.names.items()
    )


@pytest.mark.parametrize("case", files.CASES, ids=lambda case: case.id)
def test_the_files_that_find_faults_are_read_soundly_without_one(
    case: Case, known: Path, tmp_path: Path
) -> None:
    assert is_right(case, case.make(tmp_path), known)


@pytest.mark.parametrize(
    "fault", [*reading.FAULTS, *treatments.FAULTS], ids=lambda fault: fault.__name__
)
def test_a_seeded_fault_is_caught(
    fault: Fault, sound: Made, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)

    assert any(not is_right(case, path, known) for case, path in sound), fault.__doc__
