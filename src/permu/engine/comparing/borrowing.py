"""Figures that another county's method reads as they are, and this county composes itself.

A method of elsewhere may name 评价税收 without saying what it is made of. This county has no such
figure, but the taxes it is made of, and its own method says how. Both methods then speak of the same
figure, composed as this county does; which ones are borrowed is part of the comparison.
"""

from dataclasses import replace

from permu.engine.figures import used_items
from permu.method.model import Benchmark, Definition, Indicator, Method, Source
from permu.terms.facts import Facts
from permu.terms.refusal import words


def borrowing(method: Method, own: Method, facts: Facts) -> tuple[Method, tuple[Definition, ...]]:
    """The method with those definitions of the county's own that it needs and does not give itself."""
    offered = {one.id: one for one in own.definitions}
    for one in method.definitions:
        offered.pop(one.id, None)
    wanted = [name for name in used_items(method) if name in offered and lacks(facts, name)]
    borrowed: dict[str, Definition] = {}
    while wanted:
        one = offered[wanted.pop()]
        borrowed[one.id] = one
        parts = {*one.plus, *one.minus} & set(offered)
        wanted += parts - set(borrowed)
    found = tuple(one for one in own.definitions if one.id in borrowed)
    return replace(method, definitions=(*method.definitions, *found)), found


def with_means(method: Method) -> Method:
    """The method with the group's mean for every benchmark that its known text does not print.

    An assumption of who compares, never of an evaluation: most methods take a mean, this one's
    benchmark is not known.
    """
    groups = [
        replace(group, indicators=tuple(map(_with_mean, group.indicators)))
        for group in method.groups
    ]
    return replace(method, groups=tuple(groups))


def assumed_means(method: Method) -> tuple[str, ...]:
    """The indicators, as 分组·指标, whose benchmark `with_means` put in."""
    assumed = words("engine.assumed_mean", "zh")
    return tuple(
        f"{group.label}·{one.label}"
        for group in method.groups
        for one in group.indicators
        if one.benchmark.source.assumed == assumed
    )


def _with_mean(indicator: Indicator) -> Indicator:
    if indicator.benchmark.kind != "unknown":
        return indicator
    source = Source(assumed=words("engine.assumed_mean", "zh"))
    return replace(indicator, benchmark=Benchmark(kind="group_mean", source=source))


def lacks(facts: Facts, name: str) -> bool:
    """Whether the facts have the figure of nobody."""
    return name not in facts.table.columns or facts.table[name].null_count() == len(facts.table)
