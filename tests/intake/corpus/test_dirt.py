"""Units, numbers, formulas, identity, text and dates: each dirty file gives what its rule says."""

from pathlib import Path

import pytest

from permu.intake import reader
from permu.intake.dryrun import checking, import_check
from permu.intake.dryrun.registered import Known

from . import dates, formulas, identity, numbers, strangers, text, units
from .case import Case
from .here import read_here
from .table import CLEAN, REJECTED, register

CASES = [
    case
    for module in (units, numbers, formulas, identity, text, dates, strangers)
    for case in module.CASES
]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """The register of the three enterprises, which all cases share."""
    return checking.read_register(register(tmp_path_factory.mktemp("register"), CLEAN))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.category}-{case.id}")
def test_a_dirty_file_gives_what_its_rule_says(
    case: Case, known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "read_register", lambda _: known)
    monkeypatch.setattr(
        reader, "_read", read_here
    )  # what a process may do is asked of the hostile files
    checked = import_check(case.make(tmp_path), dataset=case.dataset, register=tmp_path)

    assert checked.outcome in case.outcomes, (checked.message, checked.findings)
    for said in (checked.message, *(told.text for told in checked.findings)):
        assert "。" in said
        assert str(tmp_path) not in said
    assert case.held <= {told.row for told in checked.findings}
    if checked.outcome in REJECTED:
        assert not checked.values
        return
    assert checked.values == case.values
    assert checked.names.keys() == checked.values.keys()
    assert case.names.items() <= checked.names.items()


def test_each_category_has_its_cases_and_each_case_a_name_of_its_own() -> None:
    names = [(case.category, case.id) for case in CASES]

    assert len(set(names)) == len(names)
    assert all(
        len(module.CASES) >= 16 for module in (units, numbers, formulas, identity, text, dates)
    )


def test_a_register_that_names_an_enterprise_twice_has_it_once(tmp_path: Path) -> None:
    (case,) = (one for one in identity.CASES if one.id == "sound")
    twice = register(tmp_path, (*CLEAN, CLEAN[1]))

    checked = import_check(case.make(tmp_path), dataset=case.dataset, register=twice)

    assert (checked.outcome, checked.values) == ("accepted", case.values)


def test_a_name_that_two_registered_enterprises_bear_joins_nothing(tmp_path: Path) -> None:
    (case,) = (one for one in identity.CASES if one.id == "name-alone")
    namesakes = register(tmp_path, (*CLEAN, (identity.STRANGER, CLEAN[1][1])))

    checked = import_check(case.make(tmp_path), dataset=case.dataset, register=namesakes)

    assert CLEAN[1][0] not in checked.values
    assert 3 in {told.row for told in checked.findings}
