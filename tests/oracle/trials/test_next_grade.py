"""Ways to the next grade of random methods: what is promised is so by the second reading, and what is called impossible is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.figures import Scale
from permu.engine.next_grade import Step, Way, Ways, ways_up
from permu.engine.next_grade.county import standings
from permu.engine.next_grade.ladder import SHARES
from permu.engine.next_grade.levers import Lever
from permu.method.model import Group, Method
from permu.terms.facts import Facts
from tests.searching import searched

from ..language.judging import RefusalError
from ..language.methods import counties, methods
from .moving import Stood
from .searching import outcome

EFFORTS = (Fraction(1, 50), Fraction(1, 3), Fraction(9, 10), 1, 3, 20, 90, 120)


@dataclass
class Asked:
    """One county, its ways, and the second reading of it."""

    method: Method
    ways: Ways
    stood: Stood

    def moved(
        self, subject: str, wholes: Mapping[str, tuple[int, Scale]]
    ) -> dict[str, str | None] | None:
        place = self.stood.place
        return self.stood.after(subject, {
            name: whole * scale.into(place.unit(name)) for name, (whole, scale) in wholes.items()
        })  # fmt: skip

    def after(
        self, subject: str, steps: Iterable[Step], less: int = 0
    ) -> dict[str, str | None] | None:
        """Everybody's grade after these steps, each that many units short."""
        return self.moved(subject, {
            one.figure: (one.after - (less if one.after > one.before else -less), one.scale) for one in steps
        })  # fmt: skip

    def gains(self, subject: str, found: Mapping[str, str | None] | None) -> bool:
        """Whether the subject's grade is better then."""
        if found is None:
            return False
        was, number = self.stood.seats[subject].grade, self.stood.number
        return number(subject, found[subject]) < number(subject, was)


def asked(method: Method, facts: Facts, earlier: Facts | None = None) -> Asked:
    assume(method.can_grade)
    evaluation = outcome(lambda: evaluate(method, facts, earlier=earlier))
    assume(not isinstance(evaluation, str))
    assert not isinstance(evaluation, str)
    ways = Ways(evaluation, method, facts)
    try:
        return Asked(method, ways, Stood(method, facts, earlier))
    except RefusalError:
        assume(condition=False)
        raise


def held(one: Asked) -> None:
    ways = one.ways.of()
    for subject, way in ways.items():
        assert one.stood.seats[subject].grade == way.grade
        for step in way.steps:
            assert one.gains(subject, one.after(subject, [step])), (way, step)
            assert not one.gains(subject, one.after(subject, [step], less=1)), (way, step)
        if way.share:
            share = int(way.share * SHARES)
            assert one.gains(subject, one.after(subject, way.together)), way
            assert not one.gains(subject, one.moved(subject, dict(shared(way, share - 1)))), way
        if way.first:
            promised(one, way)
    levers = {each: found for each, found in levers_of(one) if each in ways}
    for subject, found in levers.items():
        impossible(one, ways[subject], found)
    graded = {name for name, each in one.stood.seats.items() if each.grade and one.stood.number(name, each.grade)}  # fmt: skip
    assert graded == set(ways)


def shared(way: Way, share: int) -> Iterator[tuple[str, tuple[int, Scale]]]:
    for step in way.together:
        sign = 1 if step.after > step.before else -1
        yield step.figure, (step.before + sign * (step.before * share // SHARES), step.scale)


def promised(one: Asked, way: Way) -> None:
    """The first of a way gives the grade it names, and takes it from those it names."""
    found = one.after(way.subject, way.first)
    assert found is not None
    assert found[way.subject] == way.next, way
    if way.displaced is not None:
        fallen = {
            name
            for name, grade in found.items()
            if name != way.subject
            and one.stood.number(name, grade) > one.stood.number(name, one.stood.seats[name].grade)
        }
        assert fallen == set(way.displaced), (way, fallen)


def levers_of(one: Asked) -> Iterator[tuple[str, list[Lever]]]:
    county = one.ways.county
    for standing in standings(county) if county else ():
        for subject in standing.table["subject"]:
            yield subject, list(standing.levers)


def impossible(one: Asked, way: Way, levers: list[Lever]) -> None:
    """No effort on a grid reaches by one figure what is called beyond it, nor by several what is said to have no way."""
    place, subject = one.stood.place, way.subject
    for lever in levers:
        if lever.figure in dict(way.beyond):
            for effort in EFFORTS:
                moved = tried(one, subject, lever, effort)
                if moved is not None:
                    reached = one.gains(subject, place and one.stood.after(subject, moved))
                    assert not reached, (way, lever.figure, effort, moved)
    if way.why not in ("no_lever", "blocked") or not levers:
        return
    for efforts in product((0, Fraction(1, 3), Fraction(9, 10)), repeat=min(len(levers), 4)):
        moved = {}
        for lever, effort in zip(levers, efforts, strict=False):
            moved |= (tried(one, subject, lever, effort) if effort else None) or {}
        assert not one.gains(subject, one.stood.after(subject, moved)), (way, moved)


def tried(
    one: Asked, subject: str, lever: Lever, effort: Fraction | int
) -> dict[str, Fraction] | None:
    """The figure moved by that share of it, in whole units.

    None where it is not known, does not move, or nothing would be left; nor does what divides move
    where it is not above zero: such a value is missing, and another figure would correct it.
    """
    place = one.stood.place
    figure = place.figure(subject, lever.figure)
    if not isinstance(figure, Fraction):
        return None
    unit = lever.scale.into(place.unit(lever.figure))
    whole = int(figure / unit)
    if whole <= 0 and lever.figure in divisors_of(one.stood.seats[subject].seats):
        return None
    moved = whole + lever.sign * int(abs(whole) * effort)
    return {lever.figure: moved * unit} if moved > 0 and moved != whole else None


def divisors_of(group: Group) -> set[str]:
    """The figures by which its indicators divide, and what is judged in their place."""
    others = [one.otherwise for one in group.indicators if one.otherwise]
    return {one.denominator for one in (*group.indicators, *others)}


@searched(4)
@given(method=methods(), facts=counties())
def test_every_way_leads_where_it_says(method: Method, facts: Facts) -> None:
    held(asked(method, facts))


@searched(4)
@given(method=methods(has_before=True), facts=counties(has_held=False), earlier=counties(has_held=False))  # fmt: skip
def test_every_way_leads_where_it_says_where_last_year_counts(
    method: Method, facts: Facts, earlier: Facts
) -> None:
    held(asked(method, facts, earlier))


@searched(4)
@given(method=methods(), facts=counties())
def test_the_table_says_of_each_what_its_own_way_says(method: Method, facts: Facts) -> None:
    one = asked(method, facts)
    ways = one.ways.of()
    table = {row["subject"]: row for row in ways_up(one.ways.evaluation, method, facts).iter_rows(named=True)}  # fmt: skip
    assert table.keys() == ways.keys()
    for subject, way in ways.items():
        assert one.ways.of([subject]) == {subject: way}
        assert (table[subject]["next"], table[subject]["why"]) == (way.next, way.why)


@searched(3)
@given(method=methods(), facts=counties(most=12), pick=st.integers(0, 50))
def test_a_way_tried_anew_holds_where_it_says_so(method: Method, facts: Facts, pick: int) -> None:
    """With the figures put into the county's own place, and everything worked out anew by the second reading."""
    one = asked(method, facts)
    ways = [way for way in one.ways.of().values() if way.first]
    assume(ways)
    way = ways[pick % len(ways)]
    found = one.ways.anew(way)
    assert found is not None
    if found.steps:
        assert one.gains(way.subject, anew(one, way.subject, found.steps)), (way, found)
    if not found.holds:
        assert not one.gains(way.subject, anew(one, way.subject, way.first)), (way, found)


def anew(one: Asked, subject: str, steps: Iterable[Step]) -> dict[str, str | None] | None:
    place = one.stood.place
    moved = {step.figure: step.after * step.scale.into(place.unit(step.figure)) for step in steps}
    return one.stood.anew(subject, moved)
