"""The ripple of an appeal before it is decided: of the newest run, with what was decided since then."""

from typing import TYPE_CHECKING

from permu import __version__
from permu.evaluations.appeals.basis import Basis
from permu.evaluations.appeals.values import value_kept
from permu.evaluations.models import FigureCorrection
from permu.evaluations.stored import stored_result

if TYPE_CHECKING:
    from permu.engine.evaluation import Evaluation
    from permu.engine.ripple import Correction, Ripple


def ripples(basis: Basis) -> "list[Ripple]":
    """Whom it would move, with benchmarks frozen and anew; one where no benchmark moves.

    Raises:
        Refused: as the engine.
    """
    from permu.engine.ripple import Correction, ripple_of

    method = stored_result(basis.result.run).method
    value = value_kept(basis.appeal.item, basis.value)
    wanted = [Correction(basis.result.subject, basis.appeal.item, value)]
    before = _before(basis)
    frozen, anew = (
        ripple_of(method, before, wanted, benchmarks=benchmarks)
        for benchmarks in ("frozen", "anew")
    )
    return [frozen] if frozen.after.digest == anew.after.digest else [frozen, anew]


def _before(basis: Basis) -> "Evaluation":
    """The newest run's evaluation, with the facts decided since its reading."""
    from permu.engine import evaluate
    from permu.engine.ripple import ripple_of

    stored = stored_result(basis.result.run)
    evaluation = stored.evaluation
    if evaluation.engine != __version__:
        evaluation = evaluate(stored.method, stored.facts, earlier=stored.earlier)
    decided = [_decided(one) for one in reversed(basis.pending)]
    return ripple_of(stored.method, evaluation, decided).after if decided else evaluation


def _decided(correction: FigureCorrection) -> "Correction":
    from permu.engine.ripple import Correction

    value = value_kept(correction.item, correction.value["value"])
    return Correction(correction.subject, correction.item, value)
