"""A rule is said never to fire only where no facts whatever make it fire."""

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.engine.composing import compose
from permu.engine.conditions import Reading, truth
from permu.engine.figures import Figures
from permu.method.model import Condition, Day
from permu.method.reading.firing import always_within, never_holds
from permu.terms.facts import COLUMN_TYPES, Facts, no_cells
from permu.terms.items import item
from tests.engine import builders

YEAR_END = date(2025, 12, 31)
DAYS = tuple(date(y, m, d) for y in (2023, 2024, 2025, 2026) for m, d in ((1, 1), (6, 30), (7, 1), (12, 31)))  # fmt: skip
AMOUNTS = (-1, 0, 99, 100, 1_000_000, 2_000_000, 2_999_999, 3_000_000, 10**12)
KNOWN: dict[str, tuple[object, ...]] = {
    "land_area": AMOUNTS,
    "output": AMOUNTS,
    "is_above_scale": (True, False),
    "green_factory": (True, False),
    "park": ("甲", "乙", "丙", "丁"),
    "industry": ("C36", "C3670", "C13", "D44", "D4411", "B06", "C26"),
    "high_tech_from": DAYS,
    "high_tech_until": DAYS,
    "grade_1_year_ago": ("A", "B", "D"),
    "grade_2_years_ago": ("A", "B", "D"),
    "grade_3_years_ago": ("A", "B", "D"),
}
"""What subjects may have of each item, besides nothing."""

some = {"min_size": 1, "max_size": 2}
values = st.sampled_from([Decimal(n) for n in ("0", "1", "2", "3", "2000", "0.0001")])
days = st.sampled_from([Day(month=12, day=31), Day(month=6, day=30), Day(month=6, day=30, year=2024)])  # fmt: skip


def condition(kind: str, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[Condition]:
    return st.builds(Condition, kind=st.just(kind), **parts)


def bounds(item: str, *units: str) -> st.SearchStrategy[Condition]:
    kinds = ("at_least", "less_than")
    unit = st.sampled_from(units)
    return st.one_of(*(condition(k, item=st.just(item), value=values, unit=unit) for k in kinds))


def codes(*among: str) -> st.SearchStrategy[object]:
    return st.lists(st.sampled_from(among), **some).map(tuple)


def whole(*years: int) -> st.SearchStrategy[object]:
    return st.sampled_from([Decimal(year) for year in years])


FROM, UNTIL = "high_tech_from", "high_tech_until"
dates = st.sampled_from([FROM, UNTIL])
ABOUT: dict[tuple[str, ...], st.SearchStrategy[Condition]] = {
    ("land_area",): bounds("land_area", "mu", "m2", "ha") | condition("given", item=st.just("land_area")),
    ("output",): bounds("output", "10k_yuan", "yuan"),
    ("is_above_scale", "green_factory"): condition("is", item=st.sampled_from(["is_above_scale", "green_factory"])),
    ("park",): condition("one_of", item=st.just("park"), codes=codes("甲", "乙", "丙")) | condition("given", item=st.just("park")),
    ("industry",): condition("in_industry", item=st.just("industry"), codes=codes("C", "D", "C36", "C3", "C367", "D4411"))
    | condition("in_divisions", item=st.just("industry"), codes=codes("06-46", "13-43", "36", "44-46", "01-97")),
    (FROM, UNTIL): st.one_of(
        condition("younger_than", item=dates, value=whole(1, 2, 9999)),
        condition("within_years", item=dates, value=whole(1, 2)),
        condition("on_or_before", item=dates, day=days),
        condition("valid_on", item=st.just(FROM), until=st.sampled_from(["", UNTIL]), day=days),
    ),
    ("grade_1_year_ago", "grade_2_years_ago", "grade_3_years_ago"): condition(
        "graded_before", codes=codes("A", "D"), value=whole(1, 2, 3)
    ),
}  # fmt: skip
"""Conditions that read the same items, which alone can contradict one another."""


def combined(literals: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.recursive(
        literals | condition("always"),
        lambda inner: st.one_of(
            condition("not", of=st.tuples(inner)),
            *(condition(k, of=st.lists(inner, **some).map(tuple)) for k in ("all", "any")),
        ),
        max_leaves=6,
    )


@cache
def population(items: tuple[str, ...]) -> Figures:
    """Every subject that these items tell apart; nothing else is known of them."""
    rows = list(product(*((None, *KNOWN[name]) for name in items)))
    columns = [
        pl.Series(name, [row[place] for row in rows], COLUMN_TYPES[item(name).kind])
        for place, name in enumerate(items)
    ]
    ids = pl.Series("subject", [f"{number:05}" for number in range(len(rows))])
    table = pl.DataFrame([ids, *columns])
    facts = Facts(table=table, cells=no_cells(), year=2025, as_of=YEAR_END)
    return compose(builders.method(), facts, names=list(KNOWN))


def truths(items: tuple[str, ...], *asked: Condition) -> list[tuple[bool | None, ...]]:
    """What the engine makes of each condition for each subject."""
    figures = population(items)
    reading = Reading(figures, (), YEAR_END)
    found = {str(place): truth(one, reading) for place, one in enumerate(asked)}
    return figures.table.select("subject", **found).drop("subject").rows()


topics = st.sampled_from([*ABOUT, ("land_area", "is_above_scale", "green_factory", "park")])


def about(items: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    return combined(
        st.one_of(*(literals for names, literals in ABOUT.items() if {*names} <= {*items}))
    )


@settings(max_examples=250, deadline=None)
@given(topic=topics, data=st.data())
def test_what_is_called_dead_is_met_by_no_subject(
    topic: tuple[str, ...], data: st.DataObject
) -> None:
    if dead := never_holds(data.draw(about(topic))):
        assert not any(true for (true,) in truths(topic, dead))


@settings(max_examples=250, deadline=None)
@given(topic=topics, data=st.data())
def test_a_rule_called_unreachable_has_earlier_ones_that_take_all_its_subjects(
    topic: tuple[str, ...], data: st.DataObject
) -> None:
    rule, *earlier = (data.draw(about(topic)) for _ in range(3))

    if always_within(rule, earlier):
        assert all(any(taken) for true, *taken in truths(topic, rule, *earlier) if true)


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
