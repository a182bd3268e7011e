"""A year's amount by quarter: nothing is lost to the last 分, and no quarter bears what is not in force."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from permu.evaluations.consequences.quarters import OFF, by_quarter, has_quarters
from permu.method.model import Measure
from permu.method.model.source import Source

POWER = Measure(
    id="power", label="用电加价", kind="per_unit", grades=("D",), gives=False, basis="示例",
    source=Source(clause="第一条"), starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30),
)  # fmt: skip


def test_a_whole_year_is_four_equal_quarters_and_what_is_left_over_goes_to_the_first():
    assert by_quarter(POWER, 100_003) == {
        "2026Q3": 25_001, "2026Q4": 25_001, "2027Q1": 25_001, "2027Q2": 25_000,
    }  # fmt: skip


def test_half_a_year_bears_half_of_it_and_the_rest_is_named():
    half = replace(POWER, ends_on=date(2026, 12, 31))

    assert by_quarter(half, 1200) == {OFF: 600, "2026Q3": 300, "2026Q4": 300}


def test_a_month_that_is_cut_bears_the_part_of_its_days():
    cut = replace(POWER, starts_on=date(2026, 6, 16), ends_on=date(2026, 7, 31))

    assert by_quarter(cut, 2400) == {"2026Q2": 100, "2026Q3": 200, OFF: 2100}


def test_a_sum_at_once_or_a_measure_without_a_start_has_no_quarters():
    assert not has_quarters(replace(POWER, kind="sum"))
    assert not has_quarters(replace(POWER, starts_on=None))


@given(
    start=st.dates(date(2019, 1, 1), date(2032, 12, 31)),
    days=st.none() | st.integers(0, 1000),
    amount=st.integers(-(10**15), 10**15),
)
def test_the_parts_sum_to_the_year_and_none_is_against_its_sign(start, days, amount):
    end = None if days is None else start + timedelta(days=days)
    parts = by_quarter(replace(POWER, starts_on=start, ends_on=end), amount)

    assert sum(parts.values()) == amount
    assert all(part * amount >= 0 for part in parts.values())
    assert len(parts.keys() - {OFF}) <= 5
    assert (OFF in parts) == (end is not None and end < last_day(start))


def last_day(start: date) -> date:
    """The last day of the year that begins then."""
    is_leap_day = (start.month, start.day) == (2, 29)
    return (
        start + timedelta(days=365)
        if is_leap_day
        else start.replace(year=start.year + 1) - timedelta(days=1)
    )
