"""The kinds of conditions: what holds, what does not, and what nobody knows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from permu.engine.composing import compose
from permu.engine.conditions import Reading, truth
from permu.engine.figures import conditions, read_by
from permu.method.model import Condition, Day
from permu.terms.facts import Facts
from tests.engine import builders as b

ENDS_ON = date(2025, 12, 31)


def decided(condition: Condition, facts: Facts) -> list[bool | None]:
    """What the condition says of each subject; None: nobody knows."""
    names = [name for each in conditions(condition) for name in read_by(each)]
    figures = compose(b.method(), facts, names=names)
    found = figures.table.select(truth=truth(condition, Reading(figures, (), ENDS_ON)))
    return found["truth"].to_list()


def of_values(condition: Condition, *values: object) -> list[bool | None]:
    return decided(condition, b.facts([{condition.item: value} for value in values]))


def test_a_division_lies_in_a_range_whatever_its_letter() -> None:
    industry = Condition(kind="in_divisions", item="industry", codes=("06-12", "46"))

    found = of_values(industry, "B0610", "C1200", "0690", "D4610", "C1310", "46", "05", "C", None)

    assert found == [True, True, True, True, False, True, False, None, None]


@pytest.mark.parametrize(
    ("years", "holds"),
    [(1, [False, True, False]), (2, [True, True, False]), (3, [True, True, False])],
)
def test_a_look_back_window_counts_calendar_years_and_ends_with_the_year_evaluated(
    years: int, holds: list[bool]
) -> None:
    window = Condition(kind="within_years", item="quality_award_on", value=Decimal(years))

    days = (date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert of_values(window, *days, None) == [*holds, None]


def test_a_date_is_on_or_before_the_end_of_the_year_evaluated_unless_a_day_is_named() -> None:
    due = Condition(kind="on_or_before", item="contract_completion_on")
    fixed = Condition(
        kind="on_or_before", item="contract_completion_on", day=Day(month=6, day=30, year=2023)
    )
    days = (date(2023, 6, 30), date(2025, 12, 31), date(2026, 1, 1), None)

    assert of_values(due, *days) == [True, True, False, None]
    assert of_values(fixed, *days) == [True, False, False, None]


def test_the_last_of_february_is_a_day_of_every_year() -> None:
    leap = Condition(kind="on_or_before", item="merged_on", day=Day(month=2, day=29))

    assert of_values(leap, date(2025, 2, 28), date(2025, 3, 1)) == [True, False]


def test_a_certificate_is_valid_from_its_first_to_its_last_day() -> None:
    valid = Condition(kind="valid_on", item="high_tech_from", until="high_tech_until")
    rows: list[dict[str, Any]] = [
        {"high_tech_from": date(2025, 12, 31), "high_tech_until": date(2025, 12, 31)},
        {"high_tech_from": date(2026, 1, 1), "high_tech_until": date(2028, 12, 31)},
        {"high_tech_from": date(2022, 1, 1), "high_tech_until": date(2025, 12, 30)},
        {"high_tech_from": date(2024, 1, 1), "high_tech_until": None},
        {"high_tech_from": date(2026, 1, 1), "high_tech_until": None},
        {"high_tech_from": None, "high_tech_until": date(2024, 1, 1)},
    ]

    assert decided(valid, b.facts(rows)) == [True, False, False, None, False, False]


def test_a_certificate_without_a_last_day_does_not_end() -> None:
    valid = Condition(kind="valid_on", item="high_tech_from")

    assert of_values(valid, date(2001, 1, 1), date(2026, 1, 1)) == [True, False]


def test_a_figure_is_given_or_not_and_never_unknown_unless_it_waits_for_a_person() -> None:
    given = Condition(kind="given", item="energy_equivalent")
    facts = b.facts([{"energy_equivalent": value} for value in (0, 5, None, None)])

    assert decided(given, facts) == [True, True, False, False]
    in_doubt = b.with_held(facts, ("S0004", "energy_equivalent"))
    assert decided(given, in_doubt) == [True, True, False, None]


def test_a_column_that_the_facts_lack_is_not_given() -> None:
    given = Condition(kind="given", item="water")

    assert decided(given, b.facts([{"electricity": 1}])) == [False]


@pytest.mark.parametrize(
    ("before", "holds"),
    [
        (("D", "D", "D"), True),
        (("D", "D", "C"), False),
        (("C", None, None), False),
        (("D", None, "D"), None),
        ((None, None, None), None),
    ],
)
def test_a_grade_held_for_years_needs_each_of_them(
    before: tuple[str | None, ...], holds: object
) -> None:
    three_years = Condition(kind="graded_before", codes=("D",), value=Decimal(3))
    names = ("grade_1_year_ago", "grade_2_years_ago", "grade_3_years_ago")

    (found,) = decided(three_years, b.facts([dict(zip(names, before, strict=True))]))

    assert found is holds


def test_one_of_two_grades_in_each_year_is_enough() -> None:
    low = Condition(kind="graded_before", codes=("C", "D"), value=Decimal(2))
    rows = [{"grade_1_year_ago": "C", "grade_2_years_ago": "D"}]

    assert decided(low, b.facts(rows)) == [True]
