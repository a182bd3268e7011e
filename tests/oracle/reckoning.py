"""A second engine, slow and plain: one enterprise after another, in fractions, from the notice's words alone.

It knows neither the program's engine nor its method files, so that the two can only agree by both being right.
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


@dataclass(frozen=True, kw_only=True)
class Line:
    """One indicator: `times` × over ÷ under, judged against a benchmark worth `weight` points."""

    name: str
    over: str
    under: str
    weight: Fraction
    benchmark: Fraction | None = None  # None: the group's own, total over total
    times: int = 1  # from the units of the facts to the unit of the notice
    excused: str = ""  # the item whose absence the notice provides for
    instead: str = ""  # what it provides: "mean" of the group's points, or "zero"


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
    ties_share_better: bool = True
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
    numbers = {name for name in facts.table.columns if name != "subject" and item(name).kind == "number"}
    return {
        row["subject"]: {
            name: item(name).exact(value) if name in numbers and value is not None else value
            for name, value in row.items()
        }
        for row in facts.table.iter_rows(named=True)
    }  # fmt: skip


def total(row: Row, *names: str) -> Fraction | None:
    """The sum of figures: unknown as soon as one of them is."""
    figures = [number(row, name) for name in names]
    return None if None in figures else sum((one for one in figures if one is not None), Fraction())


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
    for group, lines in notice.groups.items():
        members = {
            subject: one
            for subject, one in outcomes.items()
            if one.group == group and one.state in ("graded", "ungraded")
        }
        for line in lines:
            award(notice, line, {s: (rows[s], one) for s, one in members.items()})
        for subject, one in members.items():
            add_up(notice, rows[subject], one)
        grade(notice, [one for one in members.values() if one.state == "graded"])
    for subject, one in outcomes.items():
        if one.grade_by_rank:
            one.grade = notice.adjust(rows[subject], one.grade_by_rank)
            one.measures = notice.measures(rows[subject], one.grade)
    return outcomes


def award(notice: Notice, line: Line, members: Mapping[str, tuple[Row, Outcome]]) -> None:
    """Give the group's members the points of one indicator."""
    benchmark = line.benchmark or group_mean(line, [row for row, _ in members.values()])
    excused = []
    for row, one in members.values():
        value = ratio(line, row)
        if value is not None and benchmark:
            one.points[line.name] = bounded(notice, line, value / benchmark * line.weight)
        elif line.excused and number(row, line.excused) is None:
            excused.append(one)
    given = [one.points[line.name] for _, one in members.values() if line.name in one.points]
    for one in excused:
        if line.instead == "zero":
            one.points[line.name] = Fraction()
        elif given:
            one.points[line.name] = sum(given, Fraction()) / len(given)


def ratio(line: Line, row: Row) -> Fraction | None:
    """The indicator's value; nobody has one who divides by nothing."""
    over, under = number(row, line.over), number(row, line.under)
    return line.times * over / under if over is not None and under and under > 0 else None


def group_mean(line: Line, rows: Sequence[Row]) -> Fraction | None:
    """分子之和除以分母之和, of those whose value is known."""
    known = [row for row in rows if ratio(line, row) is not None]
    over, under = (sum((number(row, name) or Fraction() for row in known), Fraction()) for name in (line.over, line.under))  # fmt: skip
    return line.times * over / under if under else None


def bounded(notice: Notice, line: Line, points: Fraction) -> Fraction:
    """At most the cap, at least the floor, where the notice has them."""
    if notice.cap is not None:
        points = min(points, notice.cap * line.weight)
    return points if notice.floor is None else max(points, notice.floor)


def add_up(notice: Notice, row: Row, one: Outcome) -> None:
    """Points, bonus and score; who lacks an indicator the notice does not excuse is left unscored."""
    if set(one.points) != {line.name for line in notice.groups[one.group]}:
        one.state = "incomplete"
        return
    one.base = sum(one.points.values(), Fraction())
    earned = sum(points for flag, points in notice.bonus.items() if row[flag])
    one.bonus = Fraction(min(earned, notice.bonus_cap))
    one.score = one.base + one.bonus
    if notice.decimals is not None:
        one.score = half_up(one.score, notice.decimals)


def grade(notice: Notice, ranked: Sequence[Outcome]) -> None:
    """Rank by score, best first, and cut the grades at cumulative shares."""
    holders = Counter(one.score for one in ranked)
    for score, better in zip(sorted(holders, reverse=True), running(holders), strict=True):
        for one in ranked:
            if one.score == score:
                one.rank = better + 1
                place = one.rank if notice.ties_share_better else better + holders[score]
                one.grade_by_rank = cut(notice, place, len(ranked))


def running(holders: Mapping[Fraction | None, int]) -> list[int]:
    """How many stand above each score, best score first."""
    scores = sorted((score for score in holders if score is not None), reverse=True)
    return [sum(holders[other] for other in scores[:at]) for at in range(len(scores))]


def cut(notice: Notice, place: int, participants: int) -> str | None:
    """The first grade whose cumulative count reaches the place."""
    share = 0
    for name, percent in notice.shares.items():
        share += percent
        if place <= half_up(Fraction(share * participants, 100), 0):
            return name
    return None
