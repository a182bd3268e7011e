"""A kept scenario laid over a method, which may be another year's: what of it fits, and what a person has to decide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from permu.evaluations.models import KeptScenario
from permu.evaluations.sentences import reading_language
from permu.method.model import Method
from permu.method.model.scenarios import Amendment, Scenario
from permu.method.refusal import MethodRefused
from permu.method.scenarios import amended, read_scenario, with_digest
from permu.terms.findings import Finding


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A kept scenario of the stack. `scenario` None: something of it is left out, and nobody has decided."""

    kept: KeptScenario
    scenario: Scenario | None
    lacking: tuple[str, ...] = ()
    """What it names that this method has not."""
    unsound: tuple[str, ...] = ()
    """The numbers of it that cannot stand where this method has them."""
    fits: int = 0
    """How many of its changes this method takes."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """Everything that is not used, with the reason."""
        return self.lacking + self.unsound


def laid_over(
    own: Method, done: Sequence[Scenario], kept: KeptScenario, *, is_partly: bool
) -> Laid:
    """A kept scenario over those before it; with `is_partly` without the numbers that the method has not."""
    try:
        scenario = scenario_in(kept)
    except MethodRefused as refused:  # an earlier version of the program kept it
        return _without(kept, None, refused.findings)
    whole = _refused(own, [*done, scenario])
    if not whole:
        return Laid(kept=kept, scenario=scenario, fits=len(scenario.amendments))
    alone = {
        amendment: _refused(own, [*done, _only(scenario, [amendment], is_balanced=True)])
        for amendment in scenario.amendments
    }
    fitting = [amendment for amendment, why in alone.items() if not why]
    rest = _only(scenario, fitting, is_balanced=scenario.rebalance)
    if not fitting or _refused(own, [*done, rest]):  # what stands alone may not stand together
        return _without(kept, None, whole)
    left_out = list(chain.from_iterable(alone.values()))
    return _without(kept, rest if is_partly else None, left_out, fits=len(fitting))


LACKING = {"scenario_group", "scenario_nothing", "scenario_unknown", "scenario_unknown_near", "scenario_times_nothing"}  # fmt: skip
"""Faults of a change for which the method has no number."""


def _without(
    kept: KeptScenario, scenario: Scenario | None, faults: Iterable[Finding], *, fits: int = 0
) -> Laid:
    said: dict[bool, list[str]] = {True: [], False: []}
    for fault in faults:
        is_lacking = fault.code.removeprefix("method.") in LACKING
        said[is_lacking].append(fault.text(reading_language()))
    lacking, unsound = tuple(said[True]), tuple(said[False])
    return Laid(kept=kept, scenario=scenario, lacking=lacking, unsound=unsound, fits=fits)


def scenario_in(kept: KeptScenario) -> Scenario:
    """The scenario that was kept."""
    return _read(kept.text)


@lru_cache(maxsize=256)
def _read(text: str) -> Scenario:
    return read_scenario(text, name="scenario.toml")


def _only(scenario: Scenario, amendments: Sequence[Amendment], *, is_balanced: bool) -> Scenario:
    return with_digest(replace(scenario, amendments=tuple(amendments), rebalance=is_balanced))


def _refused(own: Method, scenarios: Sequence[Scenario]) -> Sequence[Finding]:
    """Why the method cannot be amended so; nothing where it can."""
    try:
        amended(own, scenarios)
    except MethodRefused as refused:
        return refused.findings
    return ()
