"""Every worked case of every published method, and of the sample county's, against the engine."""

from functools import cache
from pathlib import Path

import pytest

import permu.sample
from permu.engine import compare_commitments, evaluate, evaluate_exactly
from permu.method import library_methods, load_method
from permu.method.cases.files import CASES, read_cases
from permu.method.cases.model import Case
from permu.method.cases.running import run_case
from permu.method.model import Method
from permu.method.reading.faults import Faults

SAMPLE = Path(permu.sample.__file__).parent / "method"
FOLDERS = [*library_methods(), SAMPLE]


@cache
def loaded(folder: Path) -> Method:
    return load_method(folder)


def name_of(folder: Path) -> str:
    return loaded(folder).id


def cases_of(folder: Path) -> list[Case]:
    return read_cases(folder, loaded(folder), Faults())


EVERY_CASE = [
    pytest.param(folder, case, id=f"{name_of(folder)}: {case.name}")
    for folder in FOLDERS
    for case in cases_of(folder)
]


@pytest.mark.parametrize(("folder", "case"), EVERY_CASE)
def test_a_worked_case_comes_out(folder: Path, case: Case) -> None:
    result = run_case(case, loaded(folder), evaluate, commitments=compare_commitments)

    assert result.passed, f"{case.file}:{case.line}\n{result.text()}"


@pytest.mark.parametrize(("folder", "case"), EVERY_CASE)
def test_a_worked_case_comes_out_in_fractions_too(folder: Path, case: Case) -> None:
    result = run_case(case, loaded(folder), evaluate_exactly, commitments=compare_commitments)

    assert result.passed, f"{case.file}:{case.line}\n{result.text()}"


@pytest.mark.parametrize("folder", library_methods(), ids=name_of)
def test_every_group_file_has_three_worked_cases_or_more(folder: Path) -> None:
    cases = cases_of(folder)
    files = {path.name for path in folder.glob("*.toml")} - {"method.toml"}
    groups = {name.removesuffix(".toml") for name in files if not name.endswith(".cases.toml")}

    for name in groups or {"method"}:
        assert sum(case.file == f"{name}.cases.toml" for case in cases) >= 3
    assert len(groups) == len(loaded(folder).groups)


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_every_case_shows_its_arithmetic_or_tells_a_state(folder: Path) -> None:
    for path in folder.glob(CASES):
        for block in path.read_text("utf-8").split("[[case]]")[1:]:
            told = ("\n# ", "state", "refuses", "closes")
            assert any(word in block for word in told), block
