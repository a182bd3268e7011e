"""A second engine, slow and plain: one enterprise after another, in fractions, from the notice's words alone.

It knows neither the program's engine nor its method files. Where the notice's words allow two readings,
`notices` says which was taken: there the two agree by choice, elsewhere only by both being right.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor

from permu.terms.facts import Facts
from permu.terms.items import item

Value = Fraction | bool | date | str | None
Row = Mapping[str, Value]
RANKED = ("graded", "scored")  # scored: the notice's grades are not known
STANDING = (*RANKED, "ungraded")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One indicator: `times` × over ÷ under, judged against a benchmark worth `weight` points."""

    name: str
    over: str
    under: str
    weight: Fraction
    benchmark: Fraction | None = None  # None: the group's own, total over total
    times: int = 1  # from the units of the facts to the unit of the notice
    excused: str = ""  # the item that an enterprise may lack, by the notice
    instead: str = ""  # what it then gets: the "mean" of the group's points, or "zero"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What an evaluator takes from a notice; what the notice does not have stays empty."""

    scope: Callable[[Row], tuple[str, str]]  # state and group of one enterprise
    groups: Mapping[str, Sequence[Line]]
    cap: Fraction | None = None  # as a multiple of the weight
    floor: Fraction | None = None
    decimals: int | None = None
    bonus: Mapping[str, int] = field(default_factory=dict)
    bonus_cap: int = 0
    shares: Mapping[str, int] = field(default_factory=dict)  # per cent, best grade first
    adjust: Callable[[Row, str], str] = lambda _row, grade: grade
    measures: Callable[[Row, str], Mapping[str, Fraction | None]] = lambda _row, _grade: {}


@dataclass(kw_only=True)
class Outcome:
    """What was decided about one enterprise."""

    state: str
    group: str
    points: dict[str, Fraction] = field(default_factory=dict)
    base: Fraction | None = None
    bonus: Fraction | None = None
    score: Fraction | None = None
    rank: int | None = None
    grade_by_rank: str | None = None
    grade: str | None = None
    measures: Mapping[str, Fraction | None] = field(default_factory=dict)


def rows_of(facts: Facts) -> dict[str, Row]:
    """Each enterprise's facts: numbers as fractions in the item's unit."""
    numbers = {
        name for name in facts.table.columns if name != "subject" and item(name).kind == "number"
    }
    return {
        row["subject"]: {
            name: item(name).exact(value) if name in numbers and value is not None else value
            for name, value in row.items()
        }
        for row in facts.table.iter_rows(named=True)
    }  # fmt: skip


def total(row: Row, *names: str) -> Fraction | None:
    """The sum of figures: unknown as soon as one of them is."""
    known = known_figures(row, *names)
    return sum(known, Fraction()) if len(known) == len(names) else None


def known_figures(row: Row, *names: str) -> list[Fraction]:
    """Those of the figures that somebody knows."""
    return [figure for name in names if (figure := number(row, name)) is not None]


def number(row: Row, name: str) -> Fraction | None:
    """A figure, or None where nobody knows it."""
    value = row.get(name)
    assert value is None or isinstance(value, Fraction), name
    return value


def half_up(value: Fraction, decimals: int) -> Fraction:
    """四舍五入: a half goes away from zero."""
    unit = 10**decimals
    away = floor(abs(value) * unit + Fraction(1, 2))
    return Fraction(away if value >= 0 else -away, unit)


def reckon(notice: Notice, rows: Mapping[str, Row]) -> dict[str, Outcome]:
    """Evaluate everybody by the notice."""
    outcomes = {}
    for subject, row in rows.items():
        state, group = notice.scope(row)
        outcomes[subject] = Outcome(state=state, group=group)
    for group in notice.groups:
        members = [(rows[subject], one) for subject, one in outcomes.items() if one.group == group]
        judge(notice, group, [(row, one) for row, one in members if one.state in STANDING])
    for subject, one in outcomes.items():
        if one.grade_by_rank:
            one.grade = notice.adjust(rows[subject], one.grade_by_rank)
            one.measures = notice.measures(rows[subject], one.grade)
    return outcomes


def judge(notice: Notice, group: str, members: Sequence[tuple[Row, Outcome]]) -> None:
    """Score one group and grade those who stand in its ranking."""
    lines = notice.groups[group]
    for row, one in members:
        if not all(is_usable(notice, line, row) for line in lines):
            one.state = "incomplete"
    standing = [(row, one) for row, one in members if one.state in STANDING]
    for line in lines:
        award(notice, line, standing)
    for row, one in standing:
        add_up(notice, row, one)
    grade(notice, [one for _, one in standing if one.state in RANKED])


def is_usable(notice: Notice, line: Line, row: Row) -> bool:
    """Whether the notice says what the figures give: not where one is lacking, or below a floor it lacks."""
    value = ratio(line, row)
    if value is None:
        return is_excused(line, row)
    return value >= 0 or notice.floor is not None


def is_excused(line: Line, row: Row) -> bool:
    """Whether the notice provides for want of this value. Nothing emitted divides nothing: no data either."""
    return bool(line.excused) and ratio(line, row) is None and not number(row, line.excused)


def award(notice: Notice, line: Line, members: Sequence[tuple[Row, Outcome]]) -> None:
    """Give the group's members the points of one indicator."""
    counted = [(row, one) for row, one in members if one.state in RANKED]
    benchmark = line.benchmark or group_mean(line, [row for row, _ in counted])
    for row, one in members:
        value = ratio(line, row)
        if value is not None and benchmark:
            one.points[line.name] = bounded(notice, line, value / benchmark * line.weight)
    given = [one.points[line.name] for _, one in counted if line.name in one.points]
    instead = sum(given, Fraction()) / len(given) if given else None
    if line.instead == "zero":
        instead = Fraction()
    for row, one in members:
        if is_excused(line, row) and instead is not None:
            one.points[line.name] = instead


def ratio(line: Line, row: Row) -> Fraction | None:
    """The indicator's value; nobody has one who divides by nothing."""
    over, under = number(row, line.over), number(row, line.under)
    return line.times * over / under if over is not None and under and under > 0 else None


def group_mean(line: Line, rows: Sequence[Row]) -> Fraction | None:
    """分子之和除以分母之和, of those whose value is known."""
    known = [row for row in rows if ratio(line, row) is not None]
    over, under = (total_of(known, name) for name in (line.over, line.under))
    return line.times * over / under if under else None


def total_of(rows: Sequence[Row], name: str) -> Fraction:
    """One figure of many enterprises together."""
    return sum((number(row, name) or Fraction() for row in rows), Fraction())


def bounded(notice: Notice, line: Line, points: Fraction) -> Fraction:
    """At most the cap, at least the floor, where the notice has them."""
    if notice.cap is not None:
        points = min(points, notice.cap * line.weight)
    return points if notice.floor is None else max(points, notice.floor)


def add_up(notice: Notice, row: Row, one: Outcome) -> None:
    """Points, bonus and score; who gets no points for an indicator, as nobody has a value, has no score."""
    if one.points.keys() != {line.name for line in notice.groups[one.group]}:
        one.state = "incomplete"
        return
    one.base = sum(one.points.values(), Fraction())
    earned = sum(points for flag, points in notice.bonus.items() if row[flag])
    one.bonus = Fraction(min(earned, notice.bonus_cap))
    one.score = one.base + one.bonus
    if notice.decimals is not None:
        one.score = half_up(one.score, notice.decimals)


def grade(notice: Notice, ranked: Sequence[Outcome]) -> None:
    """Rank by score, best first, and cut the grades at cumulative shares; a tie goes to the better grade."""
    holders = Counter(one.score for one in ranked if one.score is not None)
    places: dict[Fraction | None, int] = {}
    place = 1
    for score in sorted(holders, reverse=True):
        places[score] = place
        place += holders[score]
    for one in ranked:
        one.rank = places[one.score]
        one.grade_by_rank = cut(notice, one.rank, len(ranked))


def cut(notice: Notice, place: int, participants: int) -> str | None:
    """The first grade whose cumulative count reaches the place."""
    share = 0
    for name, percent in notice.shares.items():
        share += percent
        if place <= half_up(Fraction(share * participants, 100), 0):
            return name
    return None
