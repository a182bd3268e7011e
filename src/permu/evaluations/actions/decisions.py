"""Deciding an appeal: with reason, of the facts whose ripple was seen; a new fact where it is upheld."""

from dataclasses import dataclass

from django.db import transaction

from permu.evaluations.actions.appeals import must_be_undecided
from permu.evaluations.actions.corrections import NewFigure, correct_figure, take_back
from permu.evaluations.actions.holding import held_at_work
from permu.evaluations.actions.reasons import reason_of
from permu.evaluations.appeals.basis import Basis, basis_of
from permu.evaluations.appeals.values import Kept, read_claim
from permu.evaluations.models import Appeal, AppealDecision, FigureCorrection
from permu.evaluations.settling.gathering import corrections_of
from permu.evaluations.telling import tell_of_decision
from permu.register.actions import record
from permu.register.models import User
from permu.terms.refusal import Refused

State = Appeal.State
RULINGS = (State.UPHELD, State.PARTLY, State.DISMISSED)


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """A decision as a clerk takes it; `text` is the figure where it is upheld in part."""

    outcome: str
    text: str = ""
    reason: str
    digest: str  # of the basis whose ripple the clerk saw


@transaction.atomic
def decide_appeal(appeal: Appeal, ruling: Ruling, *, by: User, key: str) -> AppealDecision:
    """Decide an appeal; where it is upheld, the corrected fact takes the place of the old one with it.

    Raises:
        Refused: it is decided or taken back; the claim, its answer or the facts are not those whose
            ripple was seen; or no reason.
    """
    held_at_work(appeal.round)
    made: AppealDecision | None = AppealDecision.objects.filter(key=key).first()
    if made is not None:
        return made
    now = Appeal.objects.select_related("answer", "evidence", "round").get(pk=appeal.pk)
    must_be_undecided(now)
    reason, upholds = reason_of(ruling.reason), ruling.outcome != State.DISMISSED
    basis = basis_of(now, value_ruled(now, ruling))
    if ruling.digest != basis.digest(upholds=upholds):
        raise Refused("evaluations.appeal_stale", number=now.number)
    old, new = _supersede(basis, reason, by) if upholds else (None, None)
    decision = AppealDecision.objects.create(
        key=key, appeal=now, outcome=ruling.outcome, reason=reason, digest=ruling.digest, by=by,
        decided={"value": basis.value} if upholds else None, correction=new, superseded=old,
    )  # fmt: skip
    Appeal.objects.filter(pk=now.pk).update(state=ruling.outcome)
    tell_of_decision(now)
    record("decide_appeal", now, by=by, round=now.round_id, outcome=ruling.outcome, reason=reason)
    return decision


def value_ruled(appeal: Appeal, ruling: Ruling) -> Kept:
    """The value whose ripple a decision is of.

    Raises:
        Refused: there is no such decision; or in part is the whole, or nothing.
    """
    claim: Kept = appeal.claim
    if ruling.outcome != State.PARTLY:
        if ruling.outcome not in RULINGS:
            raise Refused("evaluations.appeal_no_ruling")
        return claim
    value = read_claim(appeal.item, ruling.text, appeal.round)
    if value in (claim, appeal.stand):
        raise Refused("evaluations.appeal_not_part")
    return value


def _supersede(
    basis: Basis, reason: str, by: User
) -> tuple[FigureCorrection | None, FigureCorrection]:
    """Take back what was settled of the figure before, and settle it anew."""
    appeal, figure = basis.appeal, basis.figure
    of_figure = corrections_of(appeal.round).filter(subject=figure.subject, item=figure.item.id)
    old: FigureCorrection | None = of_figure.first()
    if old is not None:
        take_back(old, by=by)
    new = NewFigure(
        subject=figure.subject, item=figure.item.id, value=basis.value, over=figure.over
    )
    return old, correct_figure(appeal.round, new, reason=reason, by=by, evidence=appeal.evidence)
