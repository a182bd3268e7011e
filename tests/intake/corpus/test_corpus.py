"""Containers, XML, types, sizes, structure and CSV: no file kills the process, and none is silently wrong."""

import re
import resource
from pathlib import Path

import pytest

from permu.intake.dryrun import checking, import_check
from permu.intake.dryrun.registered import Known

from .case import Case
from .hostile import HOSTILE
from .table import CLEAN, REJECTED, register

_NOT_FOR_PEOPLE = re.compile(r"Traceback|Error\b|Exception|/tmp/|\.py\b|line \d")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """The register of the three enterprises, which all cases share."""
    return checking.read_register(register(tmp_path_factory.mktemp("register"), CLEAN))


def _marked(case: Case) -> object:
    marks = [pytest.mark.torture] if case.is_slow else []
    return pytest.param(case, id=f"{case.category}-{case.id}", marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in HOSTILE])
def test_a_hostile_file_gives_what_its_rule_says(
    case: Case, known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "read_register", lambda _: known)
    path = case.make(tmp_path)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    checked = import_check(path, dataset=case.dataset, register=tmp_path)

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert checked.outcome in case.outcomes, (checked.message, checked.findings)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 31
    for text in (checked.message, *(told.text for told in checked.findings)):
        assert "。" in text
        assert not _NOT_FOR_PEOPLE.search(text), text
    expected = {} if checked.outcome in REJECTED else case.values
    assert checked.values == expected, checked.findings
    assert checked.names.keys() == expected.keys()
    assert case.held <= {told.row for told in checked.findings}, checked.findings


def test_each_category_has_its_cases_and_each_case_a_name_of_its_own() -> None:
    names = [(case.category, case.id) for case in HOSTILE]
    categories = [category for category, _ in names]

    assert len(set(names)) == len(names)
    assert all(categories.count(category) >= 14 for category in set(categories))
