"""The numbers of a trial as a panel: a tab a group, a section a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from permu.evaluations.sentences import reading_language
from permu.evaluations.whatif.fields import Typed
from permu.evaluations.whatif.sliders import Slider, plain, sliders
from permu.evaluations.whatif.trials import Trial
from permu.method.model.scenarios import AmendmentKey
from permu.terms.refusal import words

OPEN: tuple[AmendmentKey, ...] = ("weight", "shares", "at_least", "rate")
"""Sections that stand open; another does where something in it was turned."""
ADDED_UP: tuple[AmendmentKey, ...] = ("weight", "shares")
EVERY_GROUP = ""


@dataclass(frozen=True)
class Section:
    """The numbers of one kind."""

    key: AmendmentKey
    group: str
    label: str
    sliders: list[Slider]

    @property
    def is_open(self) -> bool:
        """Whether it stands open."""
        return self.key in OPEN or any(
            one.is_moved or one.typed is not None for one in self.sliders
        )

    @property
    def total(self) -> str:
        """What they add up to, where that says something."""
        if self.key not in ADDED_UP:
            return ""
        return plain(sum((one.now for one in self.sliders), Decimal(0)))


@dataclass(frozen=True)
class Tab:
    """A group of the method; id empty: what is stated once for every group."""

    id: str
    label: str
    sections: list[Section]

    @property
    def moved(self) -> int:
        """How many of its numbers are not as published."""
        return sum(one.is_moved for section in self.sections for one in section.sliders)


def tabs(trial: Trial, typed: Typed) -> list[Tab]:
    """The sliders of each group, then those of every group."""
    found = sliders(trial, typed)
    groups = [(group.id, group.label) for group in trial.own.groups]
    named = [*groups, (EVERY_GROUP, _("各组共同"))]
    return [
        Tab(id_, label, _sections([one for one in found if one.place.group == id_]))
        for id_, label in named
        if any(one.place.group == id_ for one in found)
    ]


def _sections(found: Sequence[Slider]) -> list[Section]:
    keys = dict.fromkeys(one.place.key for one in found)
    language = reading_language()
    return [
        Section(
            key,
            found[0].place.group,
            words(f"method.scenario_{key}", language),
            [one for one in found if one.place.key == key],
        )
        for key in keys
    ]
