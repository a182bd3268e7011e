"""A trial: a method under a stack of kept scenarios, and under the numbers turned on the page above them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from permu.evaluations.models import KeptScenario
from permu.evaluations.sentences import reading_language
from permu.evaluations.whatif.asked import Asked
from permu.evaluations.whatif.fields import gathered, scenario_typed
from permu.method.model import Method
from permu.method.model.scenarios import Amendment, Scenario
from permu.method.refusal import MethodRefused
from permu.method.scenarios import (
    amended,
    amendments_said,
    cited,
    knobs,
    overridden,
    read_scenario,
    with_digest,
)
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A kept scenario of the stack. `scenario` None: it names what this method has not, and nobody has decided."""

    kept: KeptScenario
    scenario: Scenario | None
    left_out: tuple[str, ...] = ()
    fits: int = 0
    """How many of its numbers this method has."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """`method` is the own one under the scenarios; where they are refused, under as many as stand."""

    own: Method
    laid: tuple[Laid, ...]
    typed: Scenario | None
    method: Method
    refused: Refused | None = None

    @property
    def scenarios(self) -> list[Scenario]:
        """What is laid over the method, in order."""
        stack = [one.scenario for one in self.laid if one.scenario]
        return [*stack, self.typed] if self.typed else stack

    @property
    def waits(self) -> bool:
        """Whether a person must say what becomes of numbers that this method has not, before anything is answered."""
        return any(one.scenario is None for one in self.laid)

    @property
    def cited(self) -> str:
        """Which scenarios over which method, in a line to quote."""
        return cited(self.own, self.scenarios, language=reading_language())

    @property
    def overridden(self) -> list[tuple[str, str, str]]:
        """What a later one amends again: what, the earlier's label, the later's."""
        return overridden(self.own, self.scenarios, language=reading_language())

    @property
    def said(self) -> list[str]:
        """Every number that is otherwise, in words."""
        if self.refused or self.waits:
            return []
        return amendments_said(self.own, self.scenarios, language=reading_language())


def trial_of(own: Method, asked: Asked) -> Trial:
    """What an address asks for, over the run's own method; a fault of it stands in `refused`."""
    laid: list[Laid] = []
    for kept in asked.stack:
        done = [one.scenario for one in laid if one.scenario]
        laid.append(laid_over(own, done, kept, is_partly=kept.pk in asked.partly))
    stack = [one.scenario for one in laid if one.scenario]
    under = amended(own, stack)
    found = Trial(own=own, laid=tuple(laid), typed=None, method=under)
    typed = scenario_typed(gathered(knobs(under), asked.typed), asked.typed, is_alone=asked.is_alone)  # fmt: skip
    if typed is None:
        return found
    try:
        return replace(found, typed=typed, method=amended(own, [*stack, typed]))
    except MethodRefused as refused:
        reasons = "\n".join(_told(refused))
        return replace(
            found, typed=typed, refused=Refused("evaluations.trial_refused", reasons=reasons)
        )


def laid_over(
    own: Method, done: Sequence[Scenario], kept: KeptScenario, *, is_partly: bool
) -> Laid:
    """A kept scenario over those before it; with `is_partly` without the numbers that the method has not."""
    scenario = scenario_in(kept)
    told = _refused(own, [*done, scenario])
    if not told:
        return Laid(kept=kept, scenario=scenario, fits=len(scenario.amendments))
    alone = {
        amendment: _refused(own, [*done, _only(scenario, [amendment], is_balanced=True)])
        for amendment in scenario.amendments
    }
    fitting = [amendment for amendment, why in alone.items() if not why]
    rest = _only(scenario, fitting, is_balanced=scenario.rebalance)
    if not fitting or _refused(own, [*done, rest]):  # what stands alone may not stand together
        return Laid(kept=kept, scenario=None, left_out=told)
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
        return _told(refused)
    return ()


def _told(refused: MethodRefused) -> tuple[str, ...]:
    return tuple(finding.text(reading_language()) for finding in refused.findings)
