"""Scenarios at random: of every key that a method has a number for, in the range that is offered and at its ends."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

from permu.method.model import Group, Method
from permu.method.model.scenarios import Amendment, Knob, Scenario
from permu.method.scenarios import knobs, with_digest

SHARES = [(20, 45, 30, 5), (0, 5, 5, 90), (100, 0, 0, 0), (25, 25, 25, 25), (33, 33, 33, 1), (0, 0, 100, 0)]  # fmt: skip
SCORES = [(90, 75, 60), (100, 50, 0), (40, 30, 20), ("0.01", 0, -5)]
MEANS = ("group_mean", "mean_of_values", "last_group_mean", "best")


@st.composite
def scenarios(draw: st.DrawFn, method: Method, *, most: int = 2) -> list[Scenario]:
    """Some scenarios over the method, one after the other."""
    return [
        with_digest(Scenario(
            id=f"s{number}", label=f"第{number}次", rebalance=draw(st.booleans()),
            amendments=tuple(draw(st.lists(amendments(method), min_size=1, max_size=3))),
        ))
        for number in range(1, draw(st.integers(1, most)) + 1)
    ]  # fmt: skip


@st.composite
def amendments(draw: st.DrawFn, method: Method) -> Amendment:
    """One number otherwise: a knob turned, or put where the method has none."""
    absent = [one for group in method.groups for one in _absent(group)]
    if absent and not draw(st.integers(0, 3)):
        return draw(st.sampled_from(absent))
    knob = draw(st.sampled_from(knobs(method)))
    groups = draw(st.sampled_from([(knob.group,), (knob.group,), ()]))
    if len(knob.now) == 1 and draw(st.integers(0, 4)) == 0:
        times = draw(st.sampled_from([Decimal("0.5"), Decimal("1.1"), Decimal(2)]))
        return Amendment(key=knob.key, of=knob.of, groups=groups, times=times)
    return Amendment(key=knob.key, of=knob.of, groups=groups, to=draw(turned(knob)))


def turned(knob: Knob) -> st.SearchStrategy[tuple[Decimal, ...]]:
    """What a knob may be turned to; what it is now is among it."""
    if knob.key == "shares":
        return _rows(SHARES, knob)
    if knob.key == "at_least":
        return _rows(SCORES, knob)
    steps = int((knob.most - knob.least) / knob.step)
    many = st.integers(0, steps).map(lambda number: knob.least + number * knob.step)
    ends = st.sampled_from([knob.least, knob.most, *knob.now])
    return st.one_of(many, many, ends).map(lambda number: (number,))


def _rows(rows: Sequence[Sequence[object]], knob: Knob) -> st.SearchStrategy[tuple[Decimal, ...]]:
    count = len(knob.now)
    fitting = [tuple(Decimal(str(each)) for each in row) for row in rows if len(row) == count]
    return st.sampled_from([*fitting, knob.now])


def _absent(group: Group) -> list[Amendment]:
    """What the group has no number for, and may be given one: a printed benchmark, a cap, a floor, a cap of bonuses."""
    found = [
        Amendment(key="bonus_cap", groups=(group.id,), to=(Decimal(4),)),
    ] * (group.score.bonus_cap is None)
    for one in group.indicators:
        if one.benchmark.kind in MEANS:
            found.append(
                Amendment(key="benchmark", of=one.id, groups=(group.id,), to=(Decimal("2.5"),))
            )
        if one.otherwise and one.otherwise.benchmark.kind in MEANS:
            found.append(
                Amendment(
                    key="benchmark", of=f"otherwise:{one.id}", groups=(group.id,), to=(Decimal(7),)
                )
            )
        if one.scoring != "value" and one.cap is None:
            found.append(Amendment(key="cap", of=one.id, groups=(group.id,), to=(Decimal("1.2"),)))
        if one.scoring != "value" and one.floor is None:
            found.append(
                Amendment(key="floor", of=one.id, groups=(group.id,), to=(Decimal("0.1"),))
            )
    return found  # fmt: skip
