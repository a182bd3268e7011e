"""Room for numbers is as numpy's own, for any count of rows, and none is too few."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine.memory import looked_up, room


@pytest.mark.parametrize(("columns", "rows"), [(0, 5), (3, 0), (1, 1), (14, 1000)])
def test_room_is_zeros_that_can_be_written(columns: int, rows: int) -> None:
    found = room(columns, rows)

    assert found.shape == (columns, rows)
    assert not found.any()
    found += 7
    assert (found == 7).all()


def test_each_room_is_its_own() -> None:
    one, other = room(1, 4), room(1, 4)
    one += 1

    assert not other.any()


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1), st.data())
def test_numbers_are_looked_up_by_their_place(numbers: list[int], data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.integers(0, len(numbers) - 1)))

    found = looked_up(np.array(numbers, np.int64), np.array(keys, np.int64))

    assert found.tolist() == [numbers[key] for key in keys]
