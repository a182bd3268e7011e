"""One number as a slider: where it stands on its track, with the method's own number marked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from permu.documents.text import unit_label
from permu.evaluations.sentences import reading_language
from permu.evaluations.whatif.fields import Place, Typed, gathered, numbers
from permu.evaluations.whatif.trials import Trial
from permu.method.model import Method
from permu.method.model.scenarios import Knob
from permu.method.scenarios import knobs
from permu.terms.refusal import words


@dataclass(frozen=True, kw_only=True)
class Slider:
    """One number: what it is now, what the method itself says, and what was typed for it."""

    place: Place
    label: str
    unit: str
    cited: str
    now: Decimal
    own: Decimal | None
    typed: Decimal | None
    least: Decimal
    most: Decimal
    step: Decimal

    @property
    def shown(self) -> str:
        """The number now, without a zero too many."""
        return plain(self.now)

    @property
    def published(self) -> str:
        """The method's own number; empty where it has none."""
        return "" if self.own is None else plain(self.own)

    @property
    def written(self) -> str:
        """What was typed; empty where nothing was."""
        return "" if self.typed is None else plain(self.typed)

    @property
    def ends(self) -> tuple[str, str, str]:
        """Least, most and step of the track."""
        return plain(self.least), plain(self.most), plain(self.step)

    @property
    def own_at(self) -> str:
        """Where the method's own number stands on the track, of 100; empty where it has none."""
        return "" if self.own is None else f"{self._on_track(self.own):.2f}"

    @property
    def change(self) -> tuple[str, str]:
        """From where on the track the number moved, and how far, drawn from left to right."""
        now = self._on_track(self.now)
        own = now if self.own is None else self._on_track(self.own)
        return f"{min(own, now):.2f}", f"{abs(own - now):.2f}"

    @property
    def is_moved(self) -> bool:
        """Whether it is not what the method says."""
        return self.own != self.now

    def _on_track(self, number: Decimal) -> Decimal:
        share = 100 * (number - self.least) / (self.most - self.least)
        return min(max(share, Decimal(0)), Decimal(100))


def plain(number: Decimal) -> str:
    """As a person writes it: 40, not 40.0 or 4E+1."""
    return f"{number.normalize():f}"


def sliders(trial: Trial, typed: Typed) -> list[Slider]:
    """Every number of the trial's method that may be turned."""
    published = knobs(trial.own)
    own = dict(chain.from_iterable(map(numbers, (*published, *gathered(published, {})))))
    return [
        Slider(
            place=place,
            label=_label(trial.own, knob, place),
            unit=_unit(knob.unit),
            cited=knob.cited,
            now=number,
            own=own.get(place),
            typed=typed.get(place),
            least=min(knob.least, number),
            most=max(knob.most, number),
            step=knob.step,
        )
        for knob in gathered(_ranged(published, trial.method), typed)
        for place, number in numbers(knob)
    ]


def _ranged(published: Iterable[Knob], method: Method) -> Iterable[Knob]:
    """The knobs of the trial's method, each in the range that it has as published: a track stays as long as it was."""
    own = {(knob.key, knob.of, knob.group): knob for knob in published}
    for knob in knobs(method):
        same = own.get((knob.key, knob.of, knob.group), knob)
        yield replace(same, now=knob.now)


def _label(method: Method, knob: Knob, place: Place) -> str:
    """The indicator, adjustment or measure; a grade of a row; for the group's own, what it is."""
    if place.at is not None:
        grading = method.group(place.group).grading
        return grading.grades[place.at] if grading else ""
    language = reading_language()
    if knob.of.startswith("otherwise:"):
        return words("method.scenario_otherwise", language, label=knob.label)
    return knob.label or words(f"method.scenario_{knob.key}", language)


def _unit(code: str) -> str:
    language = reading_language()
    if code in ("points", "times"):
        return words(f"method.scenario_in_{code}", language)
    return unit_label(code, language)
