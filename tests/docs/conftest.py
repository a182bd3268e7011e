"""One demo for every paper."""

import pytest

from .desk import Desk, set_up


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return set_up(tmp_path_factory.mktemp("desk"))
