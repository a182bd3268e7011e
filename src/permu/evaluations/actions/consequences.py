"""Saying of a measure whether it may run, and handing its list over."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.holding import held
from permu.evaluations.consequences.gate import judged
from permu.evaluations.consequences.lines import Handed, must_run
from permu.evaluations.models import MeasureReview, Publication, Round
from permu.register.actions import record
from permu.register.models import User
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a clerk says of a measure, having read it as `digest` names it.

    `over` is the review that stood then, 0 for none.
    """

    measure: str
    digest: str
    outcome: str
    basis: str
    bureau: str
    reviewed_on: date
    remark: str = ""
    over: int = 0


@transaction.atomic
def review_measure(round_: Round, said: Review, *, by: User, key: str) -> MeasureReview:
    """Write a review down. The same `key` writes one.

    Raises:
        Refused: the year is not published or is archived, the measure changed, somebody reviewed it
            meanwhile, the day is to come, or a measure is stopped without saying why.
    """
    round_ = held(round_)
    known: MeasureReview | None = MeasureReview.objects.filter(key=key).first()
    if known is not None:
        return known
    final = round_.publications.filter(kind=Publication.Kind.FINAL).first()
    if round_.stage != Round.Stage.PUBLISHED or final is None:
        raise Refused("evaluations.not_handed_over", stage=round_.get_stage_display())
    _check(said, round_, final)
    review: MeasureReview = MeasureReview.objects.create(
        key=key, round=round_, run=final.run, by=by, measure=said.measure, digest=said.digest,
        outcome=said.outcome, basis=said.basis, bureau=said.bureau,
        reviewed_on=said.reviewed_on, remark=said.remark,
    )  # fmt: skip
    record(
        "review_measure", round_, by=by,
        measure=said.measure, outcome=said.outcome, digest=said.digest, bureau=said.bureau,
    )  # fmt: skip
    return review


@transaction.atomic
def note_handing(final: Publication, handed: Handed, *, by: User) -> None:
    """Say in the log that a measure's list went out.

    Raises:
        Refused: the measure may not run.
    """
    one = must_run(handed)
    record(
        "hand_over", final, by=by, measure=one.measure.id, digest=one.digest,
        bureau=one.bureau, enterprises=len(handed.lines),
    )  # fmt: skip


def _check(said: Review, round_: Round, final: Publication) -> None:
    found = {one.measure.id: one for one in judged(round_, final.run)}.get(said.measure)
    if found is None or found.digest != said.digest:
        raise Refused("evaluations.measure_changed")
    last = found.last
    if last is not None and last.pk != said.over:
        raise Refused(
            "evaluations.reviewed_meanwhile", by=last.by, outcome=last.get_outcome_display()
        )
    if said.reviewed_on > timezone.localdate():
        raise Refused("evaluations.review_to_come", day=said.reviewed_on)
    if said.outcome == MeasureReview.Outcome.STOPPED and not said.remark:
        raise Refused("evaluations.review_without_reason")
