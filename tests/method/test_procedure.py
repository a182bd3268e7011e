"""A notice closes on the day and at the hour that its rule says."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.method.model import Notice, Source
from permu.method.procedure import CHINA, closes_at
from permu.terms.workdays import workday


def notice(days: int, counted_in: str, until: str = "") -> Notice:
    return Notice(
        id="scores", label="得分公示", of="scores", days=days, counted_in=counted_in, until=until, source=Source("第六条")
    )  # fmt: skip


def test_the_day_of_publication_does_not_count_and_the_hour_is_kept() -> None:
    closing = closes_at(notice(2, "working_days", "12:00"), date(2023, 9, 26))

    assert str(closing) == "2023-09-28 12:00"
    assert closing.at == datetime(2023, 9, 28, 12, tzinfo=CHINA)
    assert closing.is_announced


def test_working_days_step_over_the_holiday_and_count_the_make_up_days() -> None:
    # 2023年中秋国庆放假 9月29日至10月6日，10月7日、8日（周末）上班。
    assert str(closes_at(notice(5, "working_days"), date(2023, 9, 26))) == "2023-10-09 24:00"


def test_plain_days_that_end_on_a_day_off_end_with_the_next_working_day() -> None:
    assert str(closes_at(notice(3, "days"), date(2023, 9, 26))) == "2023-10-07 24:00"
    assert str(closes_at(notice(5, "days"), date(2022, 6, 29))) == "2022-07-04 24:00"


def test_without_an_hour_the_last_day_counts_to_its_end() -> None:
    assert closes_at(notice(1, "days"), date(2023, 9, 26)).at == datetime(2023, 9, 28, tzinfo=CHINA)


@pytest.mark.parametrize("counted_in", ["working_days", "days"])
def test_a_calendar_not_yet_published_is_told(counted_in: str) -> None:
    assert not closes_at(notice(5, counted_in), date(2098, 3, 3)).is_announced


@given(
    st.dates(date(2015, 1, 1), date(2025, 11, 1)),
    st.integers(1, 20),
    st.sampled_from(["days", "working_days"]),
)
def test_a_notice_ends_on_a_working_day_and_a_longer_one_not_earlier(
    published: date, days: int, counted_in: str
) -> None:
    closing = closes_at(notice(days, counted_in), published)
    longer = closes_at(notice(days + 1, counted_in), published)

    assert workday(closing.on).is_working
    assert (closing.on - published).days >= days
    assert longer.on >= closing.on
