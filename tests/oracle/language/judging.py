"""Indicators, benchmarks, points: reference `[[indicator]]`, `benchmark`, `when_missing`, `otherwise`."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor

from permu.method.model import Benchmark, Indicator

from .county import County, Figure, Gap, in_unit, size
from .outcome import JUDGED, RANKED, Outcome

Seats = Mapping[str, Outcome]
Mark = Fraction | tuple[Fraction, Fraction] | None


class RefusalError(Exception):
    """Nothing can be worked out; the code of the refusal."""


LOWER = ("inverse", "reciprocal")


def rounded(value: Fraction, decimals: int, rounding: str) -> Fraction:
    """The value to so many decimals, as the reference's table of rounding says."""
    unit = 10**decimals
    whole = floor(abs(value) * unit)
    rest = abs(value) * unit - whole
    up = {
        "half_up": rest * 2 >= 1,
        "half_even": rest * 2 > 1 or (rest * 2 == 1 and whole % 2 == 1),
        "down": False,
        "up": rest > 0,
    }[rounding]
    return Fraction((whole + up) * (1 if value >= 0 else -1), unit)


def part(place: County, subject: str, name: str) -> Figure:
    return in_unit(place.figure(subject, name), place.unit(name), "")


def times(place: County, one: Indicator) -> Fraction:
    """From the units of the figures to the indicator's: a ratio of 元 and 亩 times this is its value."""
    over = size(place.unit(one.numerator))
    under = size(place.unit(one.denominator)) if one.denominator else Fraction(1)
    wanted = size("one") if one.change != "none" else size(one.unit)
    return over / under / wanted


def ratio(place: County, one: Indicator, subject: str) -> tuple[Figure | str, str]:
    """The ratio in its own unit, or why there is none: (`missing` | `held` | `zero`, of which part)."""
    over, under = place.figure(subject, one.numerator), Fraction(1)
    if one.denominator:
        below = place.figure(subject, one.denominator)
        if Gap.HELD in (over, below):
            return Gap.HELD, one.numerator if over is Gap.HELD else one.denominator
        if isinstance(below, Gap):
            return Gap.MISSING, one.denominator
        if isinstance(over, Gap):
            return Gap.MISSING, one.numerator
        if below <= 0:
            return "zero", one.denominator
        under = below
    if isinstance(over, Gap):
        return over, one.numerator
    return over / under * times(place, one), ""


def measured(place: County, one: Indicator, subject: str) -> tuple[Figure | str, str]:
    """The indicator's value: the ratio, or how far it moved from last year's."""
    now, why = ratio(place, one, subject)
    if one.change == "none" or not isinstance(now, Fraction) or place.is_last_years:
        return now, why
    assert place.before
    then, why = ratio(place.before, one, subject)
    if not isinstance(then, Fraction):
        return then, why
    if then <= 0:
        return "zero", one.numerator
    move = now / then - 1 if one.change == "rise" else 1 - now / then
    return move / size(one.unit), ""


def measure(place: County, one: Outcome) -> None:
    """Every value of one subject; it waits for what no rule speaks of."""
    reasons = []
    for stated in one.seats.indicators:
        used = stated
        other = stated.otherwise
        if other and place.figure(one.subject, stated.denominator) is Gap.MISSING:
            used = other
        value, why = measured(place, used, one.subject)
        one.used[stated.id] = used
        one.values[stated.id] = value if isinstance(value, Fraction) else Gap.MISSING
        if value is Gap.HELD:
            reasons.append(f"held:{why}")
        elif not isinstance(value, Fraction) and not excused(place, used, one.subject):
            reasons.append(f"{'zero' if value == 'zero' else 'missing'}:{why}")
        elif isinstance(value, Fraction) and value < 0 and holds_negative(used):
            reasons.append(f"negative:{stated.id}")
    reasons += uncarried(place, one) + wanting(place, one)
    for rule in reasons[:1]:
        one.waits(rule)


def uncarried(place: County, one: Outcome) -> list[str]:
    """What gives its weight to the others, where nothing at all is measured that could carry it."""
    if any(isinstance(value, Fraction) for value in one.values.values()):
        return []
    giving = [used for used in one.used.values() if used.when_missing == "reweight"]
    return [reason(place, used, one.subject) for used in giving]


def reason(place: County, used: Indicator, subject: str) -> str:
    value, why = measured(place, used, subject)
    return f"{'zero' if value == 'zero' else 'missing'}:{why}"


def wanting(place: County, one: Outcome) -> list[str]:
    """What a second ranking by a figure lacks; who is not graded stands in none."""
    if one.state == "ungraded":
        return []
    grading = one.seats.grading
    stages = [stage for stage in (grading.best, grading.worst) if stage] if grading else []
    found = []
    for stage in stages:
        found += [
            reason(place, one.used[name], one.subject)
            for name in stage.by_points
            if one.used[name].when_missing == "reweight" and isinstance(one.values[name], Gap)
        ]
        if stage.by_figure in one.values and isinstance(one.values[stage.by_figure], Gap):
            found.append(reason(place, one.used[stage.by_figure], one.subject))
        elif stage.by_figure and stage.by_figure not in one.values:
            figure = place.figure(one.subject, stage.by_figure)
            if isinstance(figure, Gap):
                found.append(f"{figure.value}:{stage.by_figure}")
    return found


def excused(place: County, used: Indicator, subject: str) -> bool:
    """Whether the method says what becomes of the missing value."""
    if used.when_missing == "hold":
        return False
    if used.missing_of == "either":
        return True
    return place.figure(subject, used.numerator) is Gap.MISSING


def holds_negative(used: Indicator) -> bool:
    """A value below zero waits where no floor is stated; one that divides the benchmark in spite of a floor."""
    if used.when_negative == "keep" or used.scoring in ("min_max", "value"):
        return False
    return used.floor is None or used.scoring == "reciprocal"


def mean(place: County, used: Indicator, subjects: Iterable[str]) -> Fraction | None:
    """Σ numerator ÷ Σ denominator."""
    over = under = Fraction()
    count = 0
    for subject in subjects:
        top = place.figure(subject, used.numerator)
        below = place.figure(subject, used.denominator) if used.denominator else Fraction(1)
        assert isinstance(top, Fraction)
        assert isinstance(below, Fraction)
        over, under, count = over + top, under + below, count + 1
    return over / under * times(place, used) if count and under else None


def counted(seats: Seats, stated: Indicator, used: Indicator, one: Outcome) -> list[Outcome]:
    """Who a benchmark is of: the ranked of the group, or of every group, whose value is by this same ratio."""
    found = []
    for other in seats.values():
        if other.state not in RANKED or stated.id not in other.values:
            continue
        if used.benchmark.pool == "group" and not is_beside(other, one):
            continue
        taken = other.used[stated.id]
        same = (taken.numerator, taken.denominator) == (used.numerator, used.denominator)
        if same and isinstance(other.values[stated.id], Fraction):
            found.append(other)
    return found


def is_beside(other: Outcome, one: Outcome) -> bool:
    """Whether the two stand in one ranking."""
    return other.group is one.group and other.pool == one.pool


def values_of(outcomes: Sequence[Outcome], name: str) -> list[Fraction]:
    return [value for one in outcomes if isinstance(value := one.values[name], Fraction)]


def benchmark_of(
    place: County, seats: Seats, stated: Indicator, used: Indicator, one: Outcome
) -> Mark:
    """What the value is compared with; None where the ranked give none."""
    rule = used.benchmark
    if known := frozen(place, stated, used, one):
        return known
    if rule.kind in ("published", "none"):
        return Fraction(rule.value) if rule.value is not None else None
    if rule.kind == "last_group_mean":
        found = last_mean(place, used, one)
        if found is None:
            raise RefusalError("engine.earlier_empty")
        return positive(kept(found * Fraction(rule.factor), rule))
    those = counted(seats, stated, used, one)
    values = values_of(those, stated.id)
    if not values:
        return None
    if rule.kind == "group_range":
        return min(values), max(values)
    found = {
        "group_mean": mean(place, used, [other.subject for other in those]),
        "mean_of_values": sum(values, Fraction()) / len(values),
        "best": min(values) if used.scoring in LOWER else max(values),
    }[rule.kind]
    return None if found is None else positive(kept(found * Fraction(rule.factor), rule))


def frozen(place: County, stated: Indicator, used: Indicator, one: Outcome) -> Mark:
    """What it was compared with before, where that stays."""
    return place.frozen.get((one.seats.id, one.pool, stated.id, used is stated))


def positive(mark: Fraction) -> Fraction:
    """The benchmark, by which nobody can be judged where it is not above zero."""
    if mark <= 0:
        raise RefusalError("engine.benchmark_not_positive")
    return mark


def kept(value: Fraction, rule: Benchmark) -> Fraction:
    return value if rule.decimals is None else rounded(value, rule.decimals, rule.rounding)


def last_mean(place: County, used: Indicator, one: Outcome) -> Fraction | None:
    """The same over last year's facts: who by them stood in the ranking and had every figure it asks for."""
    from .standing import seated

    assert place.before
    seats = seated(place.before)
    for other in seats.values():
        if other.state in JUDGED:
            measure(place.before, other)
    while any(lacks_measure(seats, other, place.before) for other in seats.values()):
        pass
    those = [
        other
        for other in seats.values()
        if other.state in RANKED
        and (used.benchmark.pool == "all" or is_beside(other, one))
        and used.id in other.values
        and isinstance(ratio(place.before, used, other.subject)[0], Fraction)
        and (other.used[used.id].denominator == used.denominator)
    ]
    return mean(place.before, used, [other.subject for other in those])


def award(place: County, seats: Seats) -> None:
    """Everybody's points for what was measured, then for what was not."""
    for one in seats.values():
        if one.state in JUDGED:
            measure(place, one)
    while any(lacks_measure(seats, one, place) for one in seats.values()):
        pass
    judged = [one for one in seats.values() if one.state in JUDGED]
    marks = {
        (one.subject, stated.id): benchmark_of(place, seats, stated, one.used[stated.id], one)
        for one in judged
        for stated in one.seats.indicators
        if isinstance(one.values[stated.id], Fraction)
    }
    announced(place, seats)
    for one in judged:
        for stated in one.seats.indicators:
            give(one, stated, marks.get((one.subject, stated.id)))
    measured_points = {one.subject: dict(one.points) for one in judged}
    for one in judged:
        stand_in(seats, one, measured_points)


def announced(place: County, seats: Seats) -> None:
    """Work out what is of all groups, or of last year, whether or not somebody here has a value."""
    for group in place.method.groups:
        pools = {one.pool for one in seats.values() if one.group is group and one.pool}
        for pool in pools if group.each else {""}:
            nobody = Outcome(subject="", state="", group=group, pool=pool)
            for stated in group.indicators:
                for used in (stated, stated.otherwise):
                    if used and (
                        used.benchmark.pool == "all" or used.benchmark.kind == "last_group_mean"
                    ):
                        benchmark_of(place, seats, stated, used, nobody)


FROM_THE_RANKED = ("group_mean", "mean_of_values", "best", "group_range")


def lacks_measure(seats: Seats, one: Outcome, place: County) -> bool:
    """Whether the subject waits from now on, as nobody who is ranked gives a number that it needs."""
    if one.state not in JUDGED:
        return False
    for stated in one.seats.indicators:
        used = one.used[stated.id]
        if isinstance(one.values[stated.id], Fraction):
            needs = used.benchmark.kind in FROM_THE_RANKED and not frozen(place, stated, used, one)
            given = bool(counted(seats, stated, used, one))
        else:
            needs = used.when_missing == "mean_points"
            given = bool(measured_beside(seats, stated.id, one))
        if needs and not given:
            one.waits(f"unmeasured:{stated.id}")
            return True
    return False


def measured_beside(seats: Seats, name: str, one: Outcome) -> list[Outcome]:
    """The ranked of its own ranking who have a value."""
    return [
        other
        for other in seats.values()
        if other.state in RANKED
        and is_beside(other, one)
        and isinstance(other.values[name], Fraction)
    ]


def give(one: Outcome, stated: Indicator, mark: Mark) -> None:
    """The points of a measured value, within its cap and floor."""
    used, value = one.used[stated.id], one.values[stated.id]
    if not isinstance(value, Fraction):
        return
    found, weight = points(used, value, mark), Fraction(used.weight or 0)
    if used.cap is not None:
        found = min(found, Fraction(used.cap) * weight)
    if used.floor is not None:
        found = max(found, Fraction(used.floor) * weight)
    one.points[stated.id] = found


def points(used: Indicator, value: Fraction, mark: Mark) -> Fraction:
    """The points of a value by the formulas of the reference."""
    weight = Fraction(used.weight or 0)
    if used.scoring == "value":
        return value
    if isinstance(mark, tuple):
        low, high = map(Fraction, used.band)
        if mark[0] == mark[1]:
            return weight * high / 100
        value = min(max(value, mark[0]), mark[1])  # who is not ranked may lie outside
        return weight * (low + (high - low) * (value - mark[0]) / (mark[1] - mark[0])) / 100
    assert mark is not None
    if used.scoring == "to_benchmark":
        return weight * value / mark
    if used.scoring == "inverse":
        return max(weight * (2 - value / mark), Fraction())
    assert used.cap is not None
    return weight * mark / value if value else Fraction(used.cap) * weight


def stand_in(seats: Seats, one: Outcome, given: Mapping[str, Mapping[str, Fraction]]) -> None:
    """Points where there is no value, as `when_missing` says."""
    shared = Fraction()
    for stated in one.seats.indicators:
        used = one.used[stated.id]
        if isinstance(one.values[stated.id], Fraction):
            continue
        if used.when_missing == "zero":
            one.points[stated.id] = Fraction()
        elif used.when_missing == "penalty":
            one.points[stated.id] = Fraction(used.penalty)
        elif used.when_missing == "mean_points":
            those = measured_beside(seats, stated.id, one)
            earned = [given[other.subject][stated.id] for other in those]
            one.points[stated.id] = sum(earned, Fraction()) / len(earned)
        else:
            shared += Fraction(used.weight or 0)
    if shared:
        whole = sum((Fraction(each.weight or 0) for each in one.seats.indicators), Fraction())
        one.points = {name: found * whole / (whole - shared) for name, found in one.points.items()}
