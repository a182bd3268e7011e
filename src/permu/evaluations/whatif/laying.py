"""A kept scenario laid over a method, which may be another year's: what of it fits, and what a person has to decide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from permu.evaluations.models import KeptScenario
from permu.evaluations.sentences import reading_language
from permu.method.model import Method
from permu.method.model.scenarios import Amendment, Scenario
from permu.method.refusal import MethodRefused
from permu.method.scenarios import amended, read_scenario, with_digest


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A kept scenario of the stack. `scenario` None: it names what this method has not, and nobody has decided."""

    kept: KeptScenario
    scenario: Scenario | None
    left_out: tuple[str, ...] = ()
    fits: int = 0
    """How many of its numbers this method has."""


def laid_over(
    own: Method, done: Sequence[Scenario], kept: KeptScenario, *, is_partly: bool
) -> Laid:
    """A kept scenario over those before it; with `is_partly` without the numbers that the method has not."""
    scenario = scenario_in(kept)
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
        return Laid(kept=kept, scenario=None, left_out=whole)
    left_out = tuple(why for reasons in alone.values() for why in reasons)
    return Laid(
        kept=kept, scenario=rest if is_partly else None, left_out=left_out, fits=len(fitting)
    )


def scenario_in(kept: KeptScenario) -> Scenario:
    """The scenario that was kept."""
    return _read(kept.text)


@lru_cache(maxsize=256)
def _read(text: str) -> Scenario:
    return read_scenario(text, name="scenario.toml")


def _only(scenario: Scenario, amendments: Sequence[Amendment], *, is_balanced: bool) -> Scenario:
    return with_digest(replace(scenario, amendments=tuple(amendments), rebalance=is_balanced))


def _refused(own: Method, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Why the method cannot be amended so, in words; nothing where it can."""
    try:
        amended(own, scenarios)
    except MethodRefused as refused:
        return told(refused)
    return ()


def told(refused: MethodRefused) -> tuple[str, ...]:
    """Its faults in words, each alone."""
    return tuple(finding.text(reading_language()) for finding in refused.findings)
