"""The states' names, and counts that add up."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


def state_labels() -> dict[str, str]:
    """Each state's name, in the order of the counts."""
    return {
        "graded": _("定等级"),
        "scored": _("只计分"),
        "ungraded": _("不定等级"),
        "exempt": _("免评"),
        "deferred": _("暂不评价"),
        "improving": _("提升期"),
        "collected": _("采集不评价"),
        "inherits": _("从属定级"),
    }


@dataclass(frozen=True)
class Counted:
    """The states that have anybody in them; they add up to `registered`."""

    registered: int
    parts: list[tuple[str, str, int]]  # state, label, how many


def counted(counts: dict[str, int]) -> Counted:
    """A run's counts for people: `600 = 520 + 12 + 8 + 60`."""
    parts = [(state, label, counts.get(state, 0)) for state, label in state_labels().items()]
    return Counted(sum(counts.values()), [part for part in parts if part[2]])
