"""What the engine refuses before it computes anything: it never pretends."""

from collections.abc import Iterator
from decimal import Decimal

from permu.engine.beats import leaves
from permu.engine.evaluation import DECIMALS
from permu.engine.figures import used_items
from permu.engine.variants import all_variants, variants
from permu.method.model import Group, Method
from permu.terms.facts import Facts
from permu.terms.items import item
from permu.terms.refusal import Refused

REPLACEMENTS = {
    "statistical_value_added": "industrial_value_added",
    "statistical_output": "output",
}
"""What an office may use in place of one respondent's statistical return: its own confirmed declaration."""


def refuse_what_cannot_be_scored(method: Method, earlier: Facts | None) -> None:
    """Check the method against what law and arithmetic allow.

    Raises:
        Refused: `no_groups`, `purpose` (统计法第二十五条), `cannot_score`, `needs_earlier`, `too_many_decimals`, `ranges_of_pools`.
    """
    if not method.groups:
        raise Refused("engine.no_groups", method=method.title)
    for name in used_items(method):
        refuse_other_purpose(name)
    if unknown := list(unknowns(method)):
        raise Refused("engine.cannot_score", method=method.title, unknown="；".join(unknown))
    if earlier is None and (read := list(read_of_earlier(method))):
        raise Refused("engine.needs_earlier", year=method.year - 1, what="”、“".join(read))
    for group in method.groups:
        refuse_changes_of_last_year(group)
        finest = [group.score.decimals or 0]
        finest += [-int(points.as_tuple().exponent) for points in _stated_points(group)]
        if max(finest) > DECIMALS:
            raise Refused("engine.too_many_decimals", group=group.label, decimals=DECIMALS)
        if _cuts_ranges_together(group):
            raise Refused("engine.ranges_of_pools", group=group.label)


def _stated_points(group: Group) -> Iterator[Decimal]:
    """Every number of points that an adjustment, or the cap of bonuses, states."""
    for each in group.adjustments:
        yield from (each.points, *each.tiers, *filter(None, (each.most,)))
    yield from filter(None, (group.score.bonus_cap,))


def _cuts_ranges_together(group: Group) -> bool:
    """Whether pools that are worked out one by one, each over its own range, are to be cut together."""
    is_together = group.grading is not None and group.grading.over == "all_pools"
    return is_together and any(each.scoring == "min_max" for each in group.indicators)


def refuse_changes_of_last_year(group: Group) -> None:
    """Last year's mean of a change would need the figures of the year before that.

    Raises:
        Refused: `change_of_last_year`.
    """
    for indicator in all_variants(group.indicators):
        if indicator.benchmark.kind == "last_group_mean" and indicator.change != "none":
            raise Refused(
                "engine.change_of_last_year", group=group.label, indicator=indicator.label
            )


def refuse_facts_of_other_purpose(method: Method, facts: Facts) -> None:
    """Refuse facts of which a figure that the method reads was given for another purpose than grading.

    Raises:
        Refused: `purpose_of_fact` (统计法第二十五条), naming the file's provider and what could take the figure's place.
    """
    barred = {one.item: one for one in facts.sources if one.purpose != "grading"}
    for name in used_items(method) if barred else ():
        if source := barred.get(name):
            raise Refused(
                "engine.purpose_of_fact", item=item(name).label, provider=source.provider,
                origin=source.origin, instead=item(name).provider, definition=item(name).definition,
            )  # fmt: skip


def refuse_other_purpose(name: str) -> None:
    """Refuse an item that the law does not let anybody grade by."""
    found = item(name)
    if found.purpose == "checking":
        raise Refused("engine.purpose_checking", item=found.label, origin=found.origin)
    if found.purpose != "grading":
        replacement = item(REPLACEMENTS[name]).label if name in REPLACEMENTS else "—"
        raise Refused("engine.purpose", item=found.label, replacement=replacement)


def unknowns(method: Method) -> Iterator[str]:
    """Every weight and benchmark that the published text, as known to us, does not print."""
    for group in method.groups:
        for indicator in group.indicators:
            if indicator.weight is None:
                yield f"{group.label}·{indicator.label}：权重（weight）"
            if any(each.benchmark.kind == "unknown" for each in variants(indicator)):
                yield f"{group.label}·{indicator.label}：基准值（benchmark）"


def needs_earlier(method: Method) -> bool:
    """Whether last year's facts are needed."""
    return any(read_of_earlier(method))


def read_of_earlier(method: Method) -> Iterator[str]:
    """What is worked out from last year's facts, each once, as people call it."""
    yield from (each.label for each in method.definitions if each.kind == "earlier")
    labels = (
        indicator.label
        for group in method.groups
        for indicator in all_variants(group.indicators)
        if indicator.benchmark.kind == "last_group_mean"
        or indicator.change != "none"
        or (indicator.id, "last_group_mean") in _beaten(group)
    )
    yield from dict.fromkeys(labels)


def _beaten(group: Group) -> set[tuple[str, str]]:
    """The indicators that a rule of the grade holds against a reference, and against which."""
    return {(leaf.item, leaf.reference) for leaf in leaves(group)}
