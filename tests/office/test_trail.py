"""The audit log's trail as a publication's content has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.register.trail import MOST_MISSING, Trail, read_trail

SOME = st.sets(st.integers(1, 60)).map(lambda found: tuple(sorted(found)))


@given(SOME)
def test_what_is_missing_is_read_as_it_was_written(missing: tuple[int, ...]):
    trail = Trail(60, "d", missing)

    assert read_trail(trail.as_plain()) == trail


def test_a_row_is_its_first_and_its_last():
    assert Trail(9, "d", (1, 2, 3, 5, 7, 8)).as_plain()["missing"] == "1-3,5,7-8"


@pytest.mark.parametrize("missing", [[1, 2], "1-x", "-", f"1-{MOST_MISSING + 1}", f"1-{10**400}"])
def test_a_bent_one_equals_none(missing: object):
    assert read_trail({"last": 9, "digest": "d", "missing": missing}) == Trail(0, "")
