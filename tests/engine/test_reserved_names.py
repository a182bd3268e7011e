"""No figure of a method can be taken for a column that the engine works in."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from permu.engine import assembly, evaluate
from permu.method import load_method
from permu.method.cases.files import read_cases
from permu.method.cases.running import run_case
from permu.method.language.examples import example_folders
from permu.method.reading.definitions import RESERVED
from permu.method.reading.faults import Faults
from permu.terms.items import items


@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of all columns that a result is read from, as far as evaluations come by."""
    seen: set[str] = set()
    real = assembly.with_numbers

    def watched(*given: Any) -> pl.DataFrame:
        table = real(*given)
        seen.update(table.columns)
        return table

    monkeypatch.setattr(assembly, "with_numbers", watched)
    return seen


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_every_column_beside_the_figures_has_a_reserved_name_or_a_colon(
    folder: Path, columns: set[str]
) -> None:
    method = load_method(folder)

    for case in read_cases(folder, method, Faults()):
        run_case(case, method, evaluate)

    defined = {definition.id for definition in method.definitions}
    own = {name for name in columns if ":" not in name} - defined - items().keys()
    assert own <= RESERVED
