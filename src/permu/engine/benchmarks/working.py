"""How each kind of benchmark is worked out of those who count, and what judges nobody."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import lcm

from permu.engine.batches import Batch
from permu.engine.benchmarks.frozen import Benchmark, Judged, as_text, stated
from permu.engine.benchmarks.known import Base, Known
from permu.engine.points import lower_is_better
from permu.engine.variants import all_variants
from permu.method.model import BenchmarkKind, Group, Indicator
from permu.terms.refusal import Refused
from permu.terms.rounding import scaled

LONGEST: int = 10**1000


def benchmarks_of(batch: Batch, base: Base) -> list[Judged]:
    """Each indicator's benchmark, for each group of the batch.

    Raises:
        Refused: a benchmark that values are divided by is zero or negative.
    """
    return [_judged(group, place, base) for place, group in enumerate(batch.groups)]


def _judged(group: Group, place: int, base: Base) -> Judged:
    judged: dict[str, Benchmark] = {}
    for indicator in all_variants(group.indicators):
        benchmark = _benchmark(indicator, place, base)
        refuse_empty(group, indicator, benchmark)
        if benchmark is not None:
            refuse_unless_positive(group, indicator, benchmark)
            judged[indicator.id] = benchmark
    return judged


def refuse_empty(group: Group, indicator: Indicator, benchmark: Benchmark | None) -> None:
    """Refuse where last year's mean is asked for, and nobody gives one.

    Raises:
        Refused: so it is.
    """
    if benchmark is None and indicator.benchmark.kind == "last_group_mean":
        raise Refused("engine.earlier_empty", group=group.label, indicator=indicator.label)


def _benchmark(indicator: Indicator, place: int, base: Base) -> Benchmark | None:
    rule = indicator.benchmark
    if found := stated(rule):
        return found
    known, at = base(indicator, place)
    subjects = known.subjects(indicator, at)
    if not subjects:
        return None
    parts = _KINDS[rule.kind](indicator, known, at)
    kept = {part: kept_as(indicator, number) for part, number in parts.items()}
    return Benchmark(parts=kept, subjects=subjects)


def kept_as(indicator: Indicator, number: Fraction) -> Fraction:
    """A worked-out benchmark to the precision at which the notice keeps it."""
    rule = indicator.benchmark
    if rule.decimals is None:
        return number
    return Fraction(scaled(number, rule.decimals, rounding=rule.rounding), 10**rule.decimals)


def refuse_unless_positive(group: Group, indicator: Indicator, benchmark: Benchmark) -> None:
    """By a benchmark of zero nothing can be judged; a negative one turns the order round."""
    if indicator.scoring not in ("min_max", "value") and benchmark.value <= 0:
        raise Refused(
            "engine.benchmark_not_positive",
            group=group.label,
            indicator=indicator.label,
            value=as_text(benchmark.value),
        )


Parts = Mapping[str, Fraction]


def _group_mean(indicator: Indicator, known: Known, place: int) -> Parts:
    """Factor × Σ numerator ÷ Σ denominator (M31)."""
    return {"value": Fraction(indicator.benchmark.factor) * known.mean(indicator, place)}


def _mean_of_values(indicator: Indicator, known: Known, place: int) -> Parts:
    """Factor × the mean of the subjects' values (M31): exact only where its rounding hangs on it."""
    at = place, indicator.id
    mean, factor = known.means[at], Fraction(indicator.benchmark.factor)
    if indicator.benchmark.decimals is None:
        bottom = known.census.total(
            f"bottom {at}", lambda: common_denominator(known.values(at)), lambda parts: lcm(*parts)
        )
        refuse_unwritable(indicator, bottom)
        return {"value": factor * mean.exact}
    ends = [factor * end for end in mean.within()]
    is_sure = len({kept_as(indicator, end) for end in ends}) == 1
    return {"value": ends[0] if is_sure else factor * mean.exact}


def common_denominator(values: Iterable[Fraction]) -> int:
    """The common denominator of values: some number above `LONGEST` where it is longer than that."""
    denominator = 1
    for value in values:
        denominator = lcm(denominator, value.denominator)
        if denominator > LONGEST:
            break
    return denominator


def refuse_unwritable(indicator: Indicator, denominator: int) -> None:
    """Of many subjects the exact mean is a fraction that nobody can write down, let alone publish.

    Raises:
        Refused: `mean_without_decimals`: the common denominator of the values has over 1,000 digits.
    """
    if denominator > LONGEST:
        raise Refused("engine.mean_without_decimals", indicator=indicator.label)


def _best(indicator: Indicator, known: Known, place: int) -> Parts:
    """The best value in the group (M28): the least where lower is better."""
    parts = _group_range(indicator, known, place)
    return {"value": parts["least" if lower_is_better(indicator) else "greatest"]}


def _group_range(indicator: Indicator, known: Known, place: int) -> Parts:
    """The group's least and greatest value (M27)."""
    least, greatest = known.ends[place, indicator.id]
    return {"least": least, "greatest": greatest}


_KINDS: dict[BenchmarkKind, Callable[[Indicator, Known, int], Parts]] = {
    "group_mean": _group_mean,
    "last_group_mean": _group_mean,
    "mean_of_values": _mean_of_values,
    "best": _best,
    "group_range": _group_range,
}
