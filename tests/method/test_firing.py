"""A rule is said never to fire only where no facts whatever make it fire."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.engine.composing import compose
from permu.engine.conditions import Reading, truth
from permu.engine.figures import Figures
from permu.method.model import EVERYBODY, Condition, ConditionKind, Day
from permu.method.reading.firing import always_within, dead_part, never_holds
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

DAY = (Day(month=12, day=31), Day(month=9, day=30), Day(month=6, day=30), Day(month=6, day=30, year=2024))  # fmt: skip
FROM, UNTIL = "high_tech_from", "high_tech_until"


def every_one(kinds: Sequence[ConditionKind], **parts: Sequence[Any]) -> list[Condition]:
    """Each condition of these kinds that the parts can make."""
    return [
        Condition(kind=kind, **dict(zip(parts, chosen, strict=True)))
        for kind in kinds
        for chosen in product(*parts.values())
    ]


def bounds(item: str, *units: str) -> list[Condition]:
    values = [Decimal(number) for number in ("0", "1", "2", "3", "2000", "0.0001")]
    return every_one(("at_least", "less_than"), item=[item], value=values, unit=units)


def some_of(*codes: str) -> list[tuple[str, ...]]:
    return [chosen for size in (1, 2) for chosen in combinations(codes, size)]


def whole(*years: int) -> list[Decimal]:
    return [Decimal(year) for year in years]


ABOUT: dict[tuple[str, ...], list[Condition]] = {
    ("land_area",): bounds("land_area", "mu", "m2", "ha") + every_one(["given"], item=["land_area"]),
    ("output",): bounds("output", "10k_yuan", "yuan"),
    ("is_above_scale", "green_factory"): every_one(["is"], item=["is_above_scale", "green_factory"]),
    ("park",): every_one(["one_of"], item=["park"], codes=some_of("甲", "乙", "丙")) + every_one(["given"], item=["park"]),
    ("industry",): every_one(["in_industry"], item=["industry"], codes=some_of("C", "D", "C36", "C3", "C367", "D4411"))
    + every_one(["in_divisions"], item=["industry"], codes=some_of("06-46", "13-43", "36", "44-46", "01-97")),
    (FROM, UNTIL): every_one(["younger_than"], item=[FROM, UNTIL], value=whole(1, 2, 9999))
    + every_one(["within_years"], item=[FROM, UNTIL], value=whole(1, 2))
    + every_one(["on_or_before"], item=[FROM, UNTIL], day=DAY)
    + every_one(["valid_on"], item=[FROM], until=["", UNTIL], day=DAY),
    ("grade_1_year_ago", "grade_2_years_ago", "grade_3_years_ago"): every_one(["graded_before"], codes=some_of("A", "D"), value=whole(1, 2, 3)),
}  # fmt: skip
"""Conditions that read the same items, which alone can contradict one another."""


def negated(one: Condition) -> Condition:
    return Condition(kind="not", of=(one,))


def combined(kind: ConditionKind, of: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(of, min_size=1, max_size=3).map(tuple)
    return st.builds(Condition, kind=st.just(kind), of=some)


def about(items: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    """Conditions of any depth on these items."""
    literals = [one for names, some in ABOUT.items() if {*names} <= {*items} for one in some]
    return st.recursive(
        st.sampled_from([*literals, EVERYBODY]),
        lambda inner: inner.map(negated) | combined("all", inner) | combined("any", inner),
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


@pytest.mark.parametrize("topic", ABOUT, ids="-".join)
def test_no_pair_of_conditions_is_accused_that_some_subject_clears(topic: tuple[str, ...]) -> None:
    asked = [*ABOUT[topic], *map(negated, ABOUT[topic])]
    columns = zip(*truths(topic, *asked), strict=True)
    meets = {one: {n for n, true in enumerate(found) if true} for one, found in zip(asked, columns, strict=True)}  # fmt: skip

    for rule, other in product(asked, repeat=2):
        if never_holds(every(rule, other)):
            assert not meets[rule] & meets[other]
        if always_within(rule, [other]):
            assert meets[rule] <= meets[other]


@settings(max_examples=100, deadline=None)
@given(topic=topics, data=st.data())
def test_what_is_called_dead_is_met_by_no_subject(
    topic: tuple[str, ...], data: st.DataObject
) -> None:
    if dead := dead_part(data.draw(about(topic))):
        assert not any(true for (true,) in truths(topic, dead))


@settings(max_examples=100, deadline=None)
@given(topic=topics, data=st.data())
def test_a_rule_called_unreachable_has_earlier_ones_that_take_all_its_subjects(
    topic: tuple[str, ...], data: st.DataObject
) -> None:
    rule, *earlier = (data.draw(about(topic)) for _ in range(3))

    if always_within(rule, earlier):
        assert all(any(taken) for true, *taken in truths(topic, rule, *earlier) if true)


def number(kind: ConditionKind, value: int, unit: str = "mu") -> Condition:
    return Condition(kind=kind, item="land_area", value=Decimal(value), unit=unit)


def every(*of: Condition) -> Condition:
    return Condition(kind="all", of=of)


ABOVE = Condition(kind="is", item="is_above_scale")
OLD = Condition(kind="younger_than", item="high_tech_from", value=Decimal(2))
OLDER = Condition(kind="younger_than", item="high_tech_from", value=Decimal(3))


def industry(kind: ConditionKind, *codes: str) -> Condition:
    return Condition(kind=kind, item="industry", codes=codes)


@pytest.mark.parametrize(
    "dead",
    [
        every(number("at_least", 5), number("less_than", 3)),
        every(number("at_least", 2), number("less_than", 1333, "m2")),
        every(ABOVE, negated(ABOVE)),
        every(Condition(kind="one_of", item="park", codes=("甲",)), Condition(kind="one_of", item="park", codes=("乙",))),
        every(industry("in_industry", "C"), industry("in_divisions", "06-12", "44-46")),
        every(industry("in_industry", "C36"), negated(industry("in_divisions", "13-43"))),
        every(OLD, negated(OLDER)),
        every(Condition(kind="on_or_before", item="high_tech_from", day=Day(month=6, day=30)), negated(Condition(kind="on_or_before", item="high_tech_from"))),
        every(negated(Condition(kind="given", item="land_area")), number("at_least", 1)),
        negated(Condition(kind="always")),
        Condition(kind="any", of=(every(ABOVE, negated(ABOVE)), negated(Condition(kind="always")))),
    ],
)  # fmt: skip
def test_demands_that_contradict_one_another_are_seen(dead: Condition) -> None:
    assert never_holds(dead)


def test_the_contradiction_is_named_without_what_stands_beside_it() -> None:
    few, many = number("less_than", 3), number("at_least", 5)

    found = dead_part(Condition(kind="any", of=(ABOVE, every(ABOVE, many, OLD, few))))

    assert found == every(many, few)


@pytest.mark.parametrize(
    ("rule", "earlier"),
    [
        (number("at_least", 5), [number("at_least", 3)]),
        (number("at_least", 1, "ha"), [number("at_least", 15)]),
        (every(ABOVE, number("at_least", 5)), [ABOVE]),
        (industry("in_industry", "C36"), [industry("in_industry", "C")]),
        (industry("in_industry", "C36"), [negated(industry("in_industry", "D", "C37"))]),
        (industry("in_industry", "D"), [industry("in_divisions", "06-46")]),
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
