"""The library as people browse it: each method, and what can be done with it as far as its text is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from permu.evaluations.methods import method_folders
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.method.model import Method

Ability = Literal["grades", "scores", "means", "commitments", "nothing"]
"""`means`: it can score once a group's mean stands in for the benchmarks that are not known."""

Obstacle = Literal["", "weights", "commitments", "earlier", "area", "subject"]


@dataclass(frozen=True)
class Entry:
    """One method of the library."""

    key: str
    method: "Method"
    ability: Ability
    obstacle: Obstacle
    """What keeps a county's facts of one year from being held against it."""


def entries() -> Iterator[Entry]:
    """Every method that can be read, the newest year first; one that cannot says so on its own page."""
    found = []
    for key, folder in method_folders().items():
        try:
            found.append(entry(key, folder))
        except Refused:
            continue
    yield from sorted(found, key=lambda one: (-one.method.year, one.method.place, one.key))


@cache
def entry(key: str, folder: Path) -> Entry:
    """One method.

    Raises:
        MethodRefused: its folder has faults.
    """
    from permu.method import load_method

    method = load_method(folder)
    return Entry(key, method, _ability(method), _obstacle(method))


def ability_labels() -> dict[Ability, str]:
    """What each ability is called, the most able first."""
    return {
        "grades": _("能计分、定等级"),
        "scores": _("能计分、排名，分档未见"),
        "means": _("缺基准值，可用本组平均试算"),
        "commitments": _("用地约定，逐项对照"),
        "nothing": _("缺权重等，只供查阅"),
    }


def obstacle_labels() -> dict[Obstacle, str]:
    """Why a method cannot be held against a county's facts, in a few words."""
    return {
        "weights": _("公布文本缺权重等"),
        "commitments": _("只有用地约定，没有评价分组"),
        "earlier": _("要用上年度数据"),
        "area": _("只用于一部分企业"),
        "subject": _("评价对象不是企业"),
    }


def _ability(method: "Method") -> Ability:
    from permu.engine.comparing import with_means

    if not method.groups:
        return "commitments"
    if method.can_score:
        return "grades" if method.can_grade else "scores"
    return "means" if with_means(method).can_score else "nothing"


def _obstacle(method: "Method") -> Obstacle:
    from permu.engine.refusals import needs_earlier
    from permu.method.model import EVERYBODY

    kept_by: list[tuple[Obstacle, bool]] = [
        ("commitments", not method.groups),
        ("subject", method.subject not in ("enterprise", "operator")),
        ("weights", _ability(method) == "nothing"),
        ("earlier", needs_earlier(method)),
        ("area", method.area != EVERYBODY),
    ]
    return next((name for name, is_so in kept_by if is_so), "")
