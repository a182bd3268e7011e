"""Groups that judge alike are worked out together: thirty industries under one rule are one table.

What may differ inside a batch are the benchmarks, the labels and the clauses. All else is asked of
`rule`, any one of the groups.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from permu.engine.pools import is_waiting, without_value
from permu.method.model import Benchmark, Condition, Group, Indicator, Method, Source

UNNAMED = Source()
EVERYBODY = Condition(kind="always")


@dataclass(frozen=True)
class Batch:
    """Groups of one shape. `place` is a subject's group among them, from 0."""

    groups: tuple[Group, ...]

    @property
    def rule(self) -> Group:
        """What all groups of the batch say alike."""
        return self.groups[0]

    @property
    def indicators(self) -> Sequence[Indicator]:
        """The indicators, but for their benchmarks the same in all groups."""
        return self.rule.indicators

    def in_groups(self, position: int) -> list[Indicator]:
        """Each group's own indicator at that position."""
        return [group.indicators[position] for group in self.groups]


def batches(method: Method) -> Iterator[Batch]:
    """The method's groups, those of one shape together, in order of the first of each."""
    found: dict[Group, list[Group]] = {}
    for group in method.groups:
        if not is_waiting(group):
            found.setdefault(_shape(group), []).append(group)
    return (Batch(tuple(groups)) for groups in found.values())


def _shape(group: Group) -> Group:
    """The group without what a batch allows to differ.

    A band (`min_max`) whose ends meet is another formula, so such a group stays alone.
    """
    is_alone = any(each.scoring == "min_max" for each in group.indicators)
    return replace(
        group if is_alone else without_value(group),
        id=group.id if is_alone else "",
        label="",
        when=EVERYBODY,
        indicators=tuple(map(_judged_anyhow, group.indicators)),
        score=replace(group.score, source=UNNAMED),
        grading=group.grading and replace(group.grading, source=UNNAMED),
        source=UNNAMED,
    )


def _judged_anyhow(indicator: Indicator) -> Indicator:
    # Whether a number is printed or frozen since: either way each group has its own.
    said = {each.name: getattr(indicator.benchmark, each.name) for each in fields(Benchmark)}
    benchmark = Benchmark(**said | {"value": None, "source": UNNAMED})
    return replace(
        indicator,
        label="",
        benchmark=benchmark,
        otherwise=indicator.otherwise and _judged_anyhow(indicator.otherwise),
        source=UNNAMED,
        missing_source=UNNAMED,
    )
