"""Counties and methods, each made once."""

from collections.abc import Callable
from functools import cache

import pytest

from permu.method import load_method
from permu.method.model import Method
from permu.sample import SAMPLE_METHOD, write_county, write_parquet_county
from permu.terms.facts import Facts

from .comparing import reckoned
from .edges import EDGES, edge_facts
from .notices import SAMPLE
from .reckoning import Outcome

County = Callable[[str], Facts]
Decided = Callable[[str], dict[str, Outcome]]


@pytest.fixture(scope="session")
def method() -> Method:
    return load_method(SAMPLE_METHOD)


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A county by its name: an odd one, 600 enterprises' true facts behind workbooks, or 2,000 as a table."""

    @cache
    def made(name: str) -> Facts:
        if name in EDGES:
            return edge_facts(EDGES[name])
        folder = tmp_path_factory.mktemp(name)
        kind, seed = name.split("-")
        if kind == "workbooks":
            return Facts.load(write_county(folder, seed=int(seed)).truth / "facts")
        write_parquet_county(folder, enterprises=2000, seed=int(seed))
        return Facts.load(folder)

    return made


@pytest.fixture(scope="session")
def decided(county: County) -> Decided:
    """What the oracle makes of the county of that name by the sample notice."""
    return cache(lambda name: reckoned(SAMPLE, county(name)))
