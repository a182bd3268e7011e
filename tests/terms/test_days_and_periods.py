"""Working days follow the State Council's calendar, and periods are whole months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.terms.periods import Period, whole_years
from permu.terms.refusal import Refused
from permu.terms.workdays import add_working_days, workday, working_days_after

days = st.dates(date(2010, 1, 1), date(2026, 12, 31))
periods = st.builds(
    lambda year, months: Period(year, min(months), max(months)),
    st.integers(1949, 2100),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
)


def test_a_make_up_saturday_is_a_working_day_and_the_national_day_is_none() -> None:
    assert date(2026, 10, 10).weekday() == 5
    assert workday(date(2026, 10, 10)).is_working
    assert not workday(date(2026, 10, 1)).is_working


def test_a_year_not_yet_announced_says_so() -> None:
    new_year = workday(date(2027, 1, 1))
    assert not new_year.is_announced
    assert workday(date(2026, 12, 31)).is_announced


def test_five_working_days_pass_over_the_holiday() -> None:
    assert add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_a_deadline_that_needs_an_unpublished_calendar_is_refused_to_who_asks_for_certainty() -> (
    None
):
    assert add_working_days(date(2026, 12, 30), 5).year == 2027
    with pytest.raises(Refused, match="2027年"):
        add_working_days(date(2026, 12, 30), 5, announced_only=True)


@given(days, st.integers(1, 30))
def test_so_many_working_days_lie_after_the_start(start: date, count: int) -> None:
    end = add_working_days(start, count)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(workday(day).is_working for day in between) == count
    assert workday(end).is_working


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2024", 1, 12, "2024年"),
        ("2024-03", 3, 3, "2024年3月"),
        ("2018-01..05", 1, 5, "2018年1—5月"),
        ("2024Q2", 4, 6, "2024年4—6月"),
    ],
)
def test_a_period_is_read_as_officials_write_it(
    text: str, first: int, last: int, label: str
) -> None:
    period = Period.parse(text)
    assert (period.first_month, period.last_month, period.label) == (first, last, label)


@given(periods)
def test_a_period_reads_what_it_writes(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert (period.ends_on + timedelta(days=1)).day == 1
    assert period.ends_on.month == period.last_month


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-05..03", "2024Q5", "2024-00", "上年"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="不是期间"):
        Period.parse(text)


def test_years_are_completed_on_the_anniversary() -> None:
    assert whole_years(date(2022, 6, 30), date(2024, 6, 29)) == 1
    assert whole_years(date(2022, 6, 30), date(2024, 6, 30)) == 2


def test_a_leap_day_completes_its_year_on_the_first_of_march() -> None:
    assert whole_years(date(2024, 2, 29), date(2025, 2, 28)) == 0
    assert whole_years(date(2024, 2, 29), date(2025, 3, 1)) == 1
    assert whole_years(date(2024, 2, 29), date(2028, 2, 29)) == 4


@given(st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(0, 30))
def test_counting_working_days_undoes_adding_them(start: date, days: int) -> None:
    assert working_days_after(start, add_working_days(start, days)) == days


def test_a_holiday_makes_nobody_late() -> None:
    assert working_days_after(date(2026, 9, 30), date(2026, 10, 7)) == 0
    assert working_days_after(date(2026, 9, 30), date(2026, 10, 10)) == 3  # a Saturday made up for
    assert working_days_after(date(2026, 10, 10), date(2026, 9, 30)) == 0
