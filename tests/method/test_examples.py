"""Every example of the language: a sound method whose worked cases come out, by columns and exactly."""

from pathlib import Path

import pytest

from permu.engine import compare_commitments, evaluate
from permu.engine.plain.exactly import evaluate_exactly
from permu.method import check_method, load_method
from permu.method.cases.files import CASES, read_cases
from permu.method.cases.model import Case
from permu.method.cases.running import Evaluate, run_case
from permu.method.language.examples import example_folders
from permu.method.reading.faults import Faults

FOLDERS = example_folders()
CASES_OF_ALL = [
    pytest.param(folder, case, id=f"{folder.name}: {case.name}")
    for folder in FOLDERS
    for case in read_cases(folder, load_method(folder), Faults())
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_example_has_no_fault_and_says_that_it_is_made_up(folder: Path) -> None:
    method = load_method(folder)

    assert [one.text() for one in check_method(folder) if one.severity != "note"] == []
    assert (method.place, method.id, method.status) == ("990101", folder.name, "synthetic")


@pytest.mark.parametrize("exact", [evaluate, evaluate_exactly])
@pytest.mark.parametrize(("folder", "case"), CASES_OF_ALL)
def test_a_worked_case_comes_out(folder: Path, case: Case, exact: Evaluate) -> None:
    result = run_case(case, load_method(folder), exact, commitments=compare_commitments)

    assert result.passed, f"{case.file}:{case.line}\n{result.text()}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_case_of_an_example_shows_its_arithmetic_or_tells_a_state(folder: Path) -> None:
    blocks = [
        block
        for path in folder.glob(CASES)
        for block in path.read_text("utf-8").split("[[case]]")[1:]
    ]

    assert blocks
    assert all("\n# " in block or "state" in block or "refuses" in block for block in blocks)
