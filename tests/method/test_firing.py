"""A rule is said never to fire only where no facts whatever make it fire."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.engine.composing import compose
from permu.engine.conditions import Reading, truth
from permu.method.model import Condition, Day
from permu.method.reading.firing import always_within, never_holds
from permu.terms.facts import COLUMN_TYPES, Facts, no_cells
from permu.terms.items import item
from tests.engine import builders

YEAR_END = date(2025, 12, 31)
GRADES = ("grade_1_year_ago", "grade_2_years_ago", "grade_3_years_ago")
NUMBERS, FLAGS = ("land_area", "output"), ("is_above_scale", "green_factory")
DATES = ("high_tech_from", "high_tech_until")
UNITS = {"land_area": ("mu", "m2", "ha"), "output": ("10k_yuan", "yuan")}
INDUSTRIES = ("C36", "C3670", "C13", "D44", "D4411", "B06", "C26")

days = st.sampled_from(
    [Day(month=12, day=31), Day(month=6, day=30), Day(month=6, day=30, year=2024)]
)
values = st.sampled_from([Decimal(n) for n in ("0", "1", "2", "3", "2000", "0.0001")])


def condition(kind: str, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[Condition]:
    return st.builds(Condition, kind=st.just(kind), **parts)


bounds = st.one_of(
    *(
        condition(kind, item=st.just(name), value=values, unit=st.sampled_from(UNITS[name]))
        for kind in ("at_least", "less_than")
        for name in NUMBERS
    )
)
some = {"min_size": 1, "max_size": 2}
literals = st.one_of(
    bounds,
    condition("is", item=st.sampled_from(FLAGS)),
    condition("one_of", item=st.just("park"), codes=st.lists(st.sampled_from("甲乙丙"), **some).map(tuple)),
    condition("in_industry", item=st.just("industry"), codes=st.lists(st.sampled_from(("C", "D", "C36", "C3", "C367", "D4411")), **some).map(tuple)),
    condition("in_divisions", item=st.just("industry"), codes=st.lists(st.sampled_from(("06-46", "13-43", "36", "44-46", "01-97")), **some).map(tuple)),
    condition("younger_than", item=st.sampled_from(DATES), value=st.sampled_from([Decimal(1), Decimal(2), Decimal(9999)])),
    condition("within_years", item=st.sampled_from(DATES), value=st.sampled_from([Decimal(1), Decimal(2)])),
    condition("on_or_before", item=st.sampled_from(DATES), day=days),
    condition("valid_on", item=st.just(DATES[0]), until=st.sampled_from(["", DATES[1]]), day=days),
    condition("given", item=st.sampled_from([*NUMBERS, "park", DATES[0]])),
    condition("graded_before", codes=st.lists(st.sampled_from("AD"), **some).map(tuple), value=st.sampled_from([Decimal(1), Decimal(2), Decimal(3)])),
    condition("always"),
)  # fmt: skip
conditions = st.recursive(
    literals,
    lambda inner: st.one_of(
        condition("not", of=st.tuples(inner)),
        *(
            condition(kind, of=st.lists(inner, min_size=1, max_size=3).map(tuple))
            for kind in ("all", "any")
        ),
    ),
    max_leaves=6,
)

near = st.sampled_from([date(y, m, d) for y in (2023, 2024, 2025, 2026) for m, d in ((1, 1), (6, 30), (7, 1), (12, 31))])  # fmt: skip
amounts = st.sampled_from([-1, 0, 99, 100, 1_000_000, 2_000_000, 2_999_999, 3_000_000, 10**12])
KNOWN: dict[str, st.SearchStrategy[object]] = {
    **dict.fromkeys(NUMBERS, amounts),
    **dict.fromkeys(FLAGS, st.booleans()),
    **dict.fromkeys(DATES, near),
    **dict.fromkeys(GRADES, st.sampled_from("ABD")),
    "park": st.sampled_from("甲乙丙丁"),
    "industry": st.sampled_from(INDUSTRIES),
}
rows = st.lists(
    st.fixed_dictionaries({name: st.none() | some for name, some in KNOWN.items()}),
    min_size=30,
    max_size=30,
)


def truths(subjects: list[dict[str, object]], *asked: Condition) -> list[tuple[bool | None, ...]]:
    """What the engine makes of each condition for each subject."""
    columns = [
        pl.Series(name, [one[name] for one in subjects], COLUMN_TYPES[item(name).kind])
        for name in KNOWN
    ]
    ids = pl.Series("subject", [f"{number:03}" for number in range(len(subjects))])
    table = pl.DataFrame([ids, *columns])
    facts = Facts(table=table, cells=no_cells(), year=2025, as_of=YEAR_END)
    figures = compose(builders.method(), facts, names=list(KNOWN))
    reading = Reading(figures, (), YEAR_END)
    found = {str(place): truth(one, reading) for place, one in enumerate(asked)}
    return figures.table.select("subject", **found).drop("subject").rows()


@settings(max_examples=400, deadline=None)
@given(one=conditions, subjects=rows)
def test_a_condition_that_some_subject_meets_is_never_called_dead(
    one: Condition, subjects: list[dict[str, object]]
) -> None:
    if never_holds(one) is one:
        assert not any(true for (true,) in truths(subjects, one))


@settings(max_examples=400, deadline=None)
@given(one=conditions, other=conditions, subjects=rows)
def test_a_rule_called_unreachable_has_an_earlier_one_that_takes_all_its_subjects(
    one: Condition, other: Condition, subjects: list[dict[str, object]]
) -> None:
    if always_within(one, [other]):
        assert all(second for first, second in truths(subjects, one, other) if first)


def number(kind: str, value: int, unit: str = "mu", name: str = "land_area") -> Condition:
    return Condition(kind=kind, item=name, value=Decimal(value), unit=unit)  # type: ignore[arg-type]


def every(*of: Condition) -> Condition:
    return Condition(kind="all", of=of)


def no(one: Condition) -> Condition:
    return Condition(kind="not", of=(one,))


ABOVE = Condition(kind="is", item="is_above_scale")
OLD = Condition(kind="younger_than", item="high_tech_from", value=Decimal(2))
OLDER = Condition(kind="younger_than", item="high_tech_from", value=Decimal(3))


def some_of(kind: str, *codes: str) -> Condition:
    return Condition(kind=kind, item="industry", codes=codes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "dead",
    [
        every(number("at_least", 5), number("less_than", 3)),
        every(number("at_least", 2), number("less_than", 1333, "m2")),
        every(ABOVE, no(ABOVE)),
        every(Condition(kind="one_of", item="park", codes=("甲",)), Condition(kind="one_of", item="park", codes=("乙",))),
        every(some_of("in_industry", "C"), some_of("in_divisions", "06-12", "44-46")),
        every(some_of("in_industry", "C36"), no(some_of("in_divisions", "13-43"))),
        every(OLD, no(OLDER)),
        every(Condition(kind="on_or_before", item="high_tech_from", day=Day(month=6, day=30)), no(Condition(kind="on_or_before", item="high_tech_from"))),
        every(no(Condition(kind="given", item="land_area")), number("at_least", 1)),
        no(Condition(kind="always")),
        Condition(kind="any", of=(every(ABOVE, no(ABOVE)), no(Condition(kind="always")))),
    ],
)  # fmt: skip
def test_demands_that_contradict_one_another_are_seen(dead: Condition) -> None:
    assert never_holds(dead) is not None


def test_the_contradiction_is_named_without_what_stands_beside_it() -> None:
    few, many = number("less_than", 3), number("at_least", 5)

    found = never_holds(Condition(kind="any", of=(ABOVE, every(ABOVE, many, OLD, few))))

    assert found == every(many, few)


@pytest.mark.parametrize(
    ("rule", "earlier"),
    [
        (number("at_least", 5), [number("at_least", 3)]),
        (number("at_least", 1, "ha"), [number("at_least", 15)]),
        (every(ABOVE, number("at_least", 5)), [ABOVE]),
        (some_of("in_industry", "C36"), [some_of("in_industry", "C")]),
        (some_of("in_industry", "D"), [some_of("in_divisions", "06-46")]),
        (OLD, [OLDER]),
        (Condition(kind="any", of=(ABOVE, number("at_least", 5))), [number("at_least", 3), ABOVE]),
        (number("at_least", 5), [Condition(kind="given", item="land_area")]),
    ],
)
def test_a_rule_within_earlier_ones_is_seen(rule: Condition, earlier: list[Condition]) -> None:
    assert always_within(rule, earlier)


def test_silence_is_no_proof() -> None:
    """Whose land is not known is neither large nor small, so an earlier pair leaves it to the third."""
    pair = [number("at_least", 5), number("less_than", 5)]

    assert not always_within(ABOVE, pair)
    assert always_within(Condition(kind="given", item="land_area"), pair) is False
