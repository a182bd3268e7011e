"""The library contradicts itself nowhere, and keeps what was published as it was published."""

from permu.method import check_library


def test_no_two_methods_hold_for_one_day_and_no_published_rule_changed() -> None:
    assert [f"{one.file}: {one.text()}" for one in check_library()] == []
