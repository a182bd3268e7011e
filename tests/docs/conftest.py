"""The desks: what `make demo` leaves, and a small county for lines whose answer nobody quotes."""

import pytest

from .desk import Desk, set_up


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return set_up(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def small_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return set_up(tmp_path_factory.mktemp("small-desk"), enterprises=100)
