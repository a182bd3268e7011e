"""A trial: a method under a stack of kept scenarios, and under the numbers turned on the page above them."""

from dataclasses import dataclass, replace

from permu.evaluations.sentences import reading_language
from permu.evaluations.whatif.asked import Asked
from permu.evaluations.whatif.fields import gathered
from permu.evaluations.whatif.laying import Laid, laid_over
from permu.evaluations.whatif.turning import scenario_typed
from permu.method.model import Method
from permu.method.model.scenarios import Scenario
from permu.method.refusal import MethodRefused
from permu.method.scenarios import amended, amendments_said, cited, knobs, overridden
from permu.terms.refusal import Refused, words


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
        """Whether a person must say what becomes of changes that this method cannot take, before anything is answered."""
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
        reasons = "\n".join(_told_on_the_page(refused))
        return replace(
            found, typed=typed, refused=Refused("evaluations.trial_refused", reasons=reasons)
        )


def _told_on_the_page(refused: MethodRefused) -> list[str]:
    """Its faults, in words of the page where those of a file would not help."""
    language = reading_language()
    return [
        words("evaluations.trial_weights", language, **finding.details)
        if finding.code == "method.scenario_weights"
        else finding.text(language)
        for finding in refused.findings
    ]
