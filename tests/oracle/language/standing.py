"""Who stands where: scope states, groups, pools."""

from .conditions import holds
from .county import County, Gap
from .outcome import Outcome


def seated(place: County) -> dict[str, Outcome]:
    """Everybody's state, group and pool, before a figure is looked at."""
    return {subject: seat(place, subject) for subject in sorted(place.rows)}


def seat(place: County, subject: str) -> Outcome:
    method = place.method
    groups = [group for group in method.groups if holds(group.when, place, subject)]
    rules = [rule for rule in method.scope if holds(rule.when, place, subject)]
    group = groups[0] if groups else None
    state = rules[0].state if rules else "graded"
    one = Outcome(subject=subject, state=state, rule=rules[0].id if rules else "", group=group)
    if state == "graded" and group and not group.grading:
        one.state = "scored"
    if not group:
        one.waits("no_group")
        return one
    if group.each:
        value = place.given(subject, group.each)
        if isinstance(value, Gap):
            one.waits(f"{value.value}:{group.each}")
        else:
            one.pool = str(value)
    return one
