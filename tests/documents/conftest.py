"""A small synthetic county, evaluated, with two enterprises whose names mean harm."""

from pathlib import Path

import polars as pl
import pytest

from permu.engine import Result, evaluate
from permu.method import load_method
from permu.method.model import Method
from permu.sample import SAMPLE_METHOD, write_county
from permu.terms.facts import Facts

HOSTILE_NAME = '=HYPERLINK("x","y")'


@pytest.fixture(scope="session")
def method() -> Method:
    return load_method(SAMPLE_METHOD)


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder: Path = tmp_path_factory.mktemp("county")
    write_county(folder, enterprises=120)
    facts = Facts.load(folder / "truth" / "facts")
    names = facts.table["name"].to_list()
    names[0] = names[1] = names[2] = HOSTILE_NAME
    table = facts.table.with_columns(pl.Series("name", names))
    return Facts(table=table, cells=facts.cells, year=facts.year, as_of=facts.as_of)


@pytest.fixture(scope="session")
def result(method: Method, facts: Facts) -> Result:
    return Result(evaluation=evaluate(method, facts), method=method, facts=facts)
