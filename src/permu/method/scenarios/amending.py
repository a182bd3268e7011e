"""Scenarios laid over a method, one after the other: a later one amends what the earlier ones left."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from permu.method.model import Group, Method
from permu.method.model.scenarios import Amendment, AmendmentKey, Scenario
from permu.method.reading.faults import Faults, nearest
from permu.method.refusal import MethodRefused
from permu.method.scenarios.limits import check
from permu.method.scenarios.putting import put
from permu.method.scenarios.spots import Numbers, Spot, spots
from permu.terms.refusal import words

KEPT_TO = Decimal("0.0001")
"""The precision of a weight that is rebalanced, in points."""


def amended(method: Method, scenarios: Sequence[Scenario]) -> Method:
    """The method as it would read under the scenarios, in their order; itself where there are none.

    It has an id and a digest of its own and is nobody's notice: `status` is `draft`, or stays `synthetic`.

    Raises:
        MethodRefused: a scenario names what the method has not, or a number that cannot be; all faults.
    """
    if not scenarios:
        return method
    faults, groups = Faults(), method.groups
    for scenario in scenarios:
        groups = _under(groups, scenario, faults)
    if faults.findings:
        raise MethodRefused(faults.findings, code="method.scenario_refused")
    stated = "\n".join([method.digest, *(scenario.digest for scenario in scenarios)])
    labels = words("method.comma", "zh").join(scenario.label for scenario in scenarios)
    return replace(
        method,
        id="+".join([method.id, *(scenario.id for scenario in scenarios)]),
        title=words("method.scenario_title", "zh", title=method.title, labels=labels),
        status="synthetic" if method.status == "synthetic" else "draft",
        groups=groups,
        digest=hashlib.sha256(stated.encode()).hexdigest(),
    )


def _under(groups: tuple[Group, ...], scenario: Scenario, faults: Faults) -> tuple[Group, ...]:
    found = {group.id: group for group in groups}
    for amendment in scenario.amendments:
        _amend(found, amendment, scenario.id, faults)
    balanced = []
    for group in groups:
        set_ = {
            one.of
            for one in scenario.amendments
            if one.key == "weight" and (not one.groups or group.id in one.groups)
        }
        after = found[group.id]
        fixed = set_ if scenario.rebalance else _ids(group)
        weighed = _balanced(group, after, fixed)
        if weighed is None:
            code = "scenario_weights_leave" if scenario.rebalance else "scenario_weights"
            total, stated = _sum(group), _sum(after, fixed)
            faults.add(
                code, scenario.id, None,
                group=group.label, total=f"{total:f}", stated=f"{stated:f}",
            )  # fmt: skip
        balanced.append(weighed or after)
    return tuple(balanced)


def _ids(group: Group) -> set[str]:
    return {one.id for one in group.indicators}


def _sum(group: Group, among: set[str] | None = None) -> Decimal:
    ids = _ids(group) if among is None else among
    return sum((one.weight or Decimal(0) for one in group.indicators if one.id in ids), Decimal(0))


def _balanced(before: Group, after: Group, fixed: set[str]) -> Group | None:
    """The group whose weights add up as before: those that are not `fixed` share what is left; None where they cannot."""
    shares = {one.id: one.weight for one in after.indicators if one.id not in fixed and one.weight}
    had = sum(shares.values(), Decimal(0))
    left = _sum(before) - (_sum(after) - had)
    if left == had:
        return after
    if left < 0 or not shares:
        return None
    weights = {id_: (weight * left / had).quantize(KEPT_TO) for id_, weight in shares.items()}
    largest = max(shares, key=lambda id_: shares[id_])
    weights[largest] += left - sum(weights.values(), Decimal(0))
    for spot in list(spots(after)):
        if spot.key == "weight" and spot.of in weights:
            after = put(after, spot, (weights[spot.of],))
    return after


def _amend(found: dict[str, Group], amendment: Amendment, file: str, faults: Faults) -> None:
    """Put the amendment's numbers into each group it names, or say why they cannot stand there."""
    unknown = [name for name in amendment.groups if name not in found]
    for name in unknown:
        known = "、".join(found)
        faults.add("scenario_group", file, None, group=name, known=known)
    wanted = [name for name in found if not amendment.groups or name in amendment.groups]
    places = [
        (name, spot) for name in wanted for spot in spots(found[name]) if _is(spot, amendment)
    ]
    if not places and not unknown:
        _unknown(found, amendment, file, faults)
    for name, spot in places:
        numbers = _numbers(spot, amendment)
        where = {"group": found[name].label, "of": spot.label, **_called(amendment.key)}
        if numbers is None:
            faults.add("scenario_times_nothing", file, None, **where)
        elif fault := check(found[name], spot, numbers):
            faults.add(fault.code, file, None, **where, **fault.details)
        else:
            found[name] = put(found[name], spot, numbers)


def _called(key: AmendmentKey) -> dict[str, object]:
    """What a key is called, for sentences of either language."""
    return {
        "key": words(f"method.scenario_{key}", "zh"),
        "key_en": words(f"method.scenario_{key}", "en"),
    }


def _is(spot: Spot, amendment: Amendment) -> bool:
    return (spot.key, spot.of) == (amendment.key, amendment.of)


def _numbers(spot: Spot, amendment: Amendment) -> Numbers | None:
    """What the amendment makes of the spot's numbers; None where it multiplies what is not there."""
    if amendment.times is None:
        return amendment.to
    return tuple(number * amendment.times for number in spot.now) or None


def _unknown(found: dict[str, Group], amendment: Amendment, file: str, faults: Faults) -> None:
    alike = {
        spot.of
        for spot in chain.from_iterable(map(spots, found.values()))
        if spot.key == amendment.key
    }
    near = nearest(amendment.of, sorted(alike))
    code = "scenario_unknown_near" if near else "scenario_unknown"
    faults.add(
        code if alike else "scenario_nothing", file, None,
        of=amendment.of, near=near, known="、".join(sorted(alike)), **_called(amendment.key),
    )  # fmt: skip
