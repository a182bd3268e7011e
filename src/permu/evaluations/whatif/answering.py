"""What a trial would do: worked out by the exact engine while somebody waits, remembered for a while, kept by nobody."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from permu.evaluations.models import Run
from permu.evaluations.stored import result_in
from permu.evaluations.whatif.trials import Trial
from permu.method.model import Method
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.engine.trying import Rehearsal
    from permu.engine.whatif import WhatIf


@dataclass(frozen=True)
class Question:
    """A run's folder and a method to try on it: one question whoever asks."""

    folder: Path
    digest: str
    method: Method = field(compare=False)


def answered(run: Run, trial: Trial) -> "WhatIf":
    """What the run's county would be under the trial's method.

    Raises:
        Refused: a person has to decide about a scenario first, its numbers cannot stand, or the
            run's folder is incomplete.
    """
    if trial.refused:
        raise trial.refused
    if trial.waits:
        raise Refused("evaluations.scenario_waits")
    try:
        return _answered(Question(run.folder, trial.method.digest, trial.method))
    except Refused as refused:
        raise _of_what_was_typed(refused, trial) from refused


def _of_what_was_typed(refused: Refused, trial: Trial) -> Refused:
    """What the engine blames on a source table, said of the changed numbers: the tables were evaluated before."""
    changed = trial.said
    if refused.code != "engine.too_large" or not changed:
        return refused
    figure = str(refused.details["figure"])
    said = [line for line in changed if figure in line] or changed
    return Refused("evaluations.trial_too_large", figure=figure, said="\n".join(said))


@lru_cache(maxsize=4)
def _answered(asked: Question) -> "WhatIf":
    from permu.engine.whatif import what_if

    return what_if(_rehearsal(asked.folder), asked.method)


@lru_cache(maxsize=2)
def _rehearsal(folder: Path) -> "Rehearsal":
    from permu.engine.trying import rehearse

    stored = result_in(folder)
    rehearsal = rehearse(stored.method, stored.facts, earlier=stored.evaluation.earlier)
    if rehearsal.evaluation.digest != stored.evaluation.digest:
        raise Refused("evaluations.run_of_another_engine")
    return rehearsal
