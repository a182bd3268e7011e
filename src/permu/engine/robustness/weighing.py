"""A method under other weights."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from permu.method.model import Indicator, Method


def with_weights(method: Method, weights: Mapping[str, Sequence[Decimal]]) -> Method:
    """The method with other weights, of the groups that are named."""

    def weighed(indicator: Indicator, weight: Decimal) -> Indicator:
        other = indicator.otherwise and weighed(indicator.otherwise, weight)
        return replace(indicator, weight=weight, otherwise=other)

    groups = (
        replace(group, indicators=tuple(map(weighed, group.indicators, weights[group.id])))
        if group.id in weights
        else group
        for group in method.groups
    )
    return replace(method, groups=tuple(groups))
