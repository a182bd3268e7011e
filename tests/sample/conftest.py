"""One county of 600 for all tests of the room."""

import json
from pathlib import Path
from typing import Any

import pytest

from permu.sample import County, write_county
from permu.terms.facts import Facts


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return write_county(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="session")
def truth(county: County) -> Facts:
    return Facts.load(county.truth / "facts")


@pytest.fixture(scope="session")
def planted(county: County) -> list[dict[str, Any]]:
    return json.loads((county.truth / "planted.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def books(county: County) -> dict[str, Path]:
    return {path.name[:2]: path for path in county.workbooks}
