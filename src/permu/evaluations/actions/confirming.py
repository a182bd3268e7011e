"""Asking enterprises to confirm, their answers, and what becomes of a dispute."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.corrections import NewFigure, correct_figure, kept_evidence
from permu.evaluations.actions.holding import held_at_work
from permu.evaluations.actions.reasons import reason_of
from permu.evaluations.confirming.figures import Shown, digest_of, shown_of
from permu.evaluations.confirming.standing import undecided
from permu.evaluations.evidence import refuse_no_evidence
from permu.evaluations.models import Confirmation, Confirming, Dispute, Round
from permu.evaluations.telling import tell_enterprise, tell_of_confirming
from permu.evaluations.year.clock import written
from permu.evaluations.year.moves import COLLECTED
from permu.register.actions import Upload, keep_file, record
from permu.register.models import Enterprise, StoredFile, User
from permu.terms.items import item
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A figure as the enterprise says it is: its own words, and the value they mean."""

    said: str
    value: int | bool | str | None
    reason: str
    evidence: Upload | StoredFile | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What an enterprise answers of the figures whose digest it saw: it agrees to all but those disputed."""

    shown: str
    disputed: Mapping[str, Claim] = field(default_factory=dict)  # by item
    paper: Upload | None = None  # the signed form, where somebody enters it for the enterprise
    unseen: frozenset[str] = (
        frozenset()
    )  # items that who enters it may not see: nothing is said of them


@transaction.atomic
def ask_confirmation(round_: Round, *, closes_at: datetime, by: User, key: str) -> Confirming:
    """Ask every enterprise to confirm its figures until then. The same `key` asks once.

    Raises:
        Refused: nothing was read, it is past the time for it, the end is past, or one is open.
    """
    known: Confirming | None = Confirming.objects.filter(key=key).first()
    if known is not None:
        return known
    round_ = held_at_work(round_)
    if round_.stage not in COLLECTED or not round_.reading:
        raise Refused("evaluations.nothing_to_confirm")
    if closes_at <= timezone.now():
        raise Refused("evaluations.confirm_past", until=written(closes_at))
    if Confirming.objects.filter(round=round_, ended_at=None).exists():
        raise Refused("evaluations.confirming_open")
    made = Confirming.objects.create(round=round_, key=key, closes_at=closes_at, asked_by=by)
    record("ask_confirmation", made, by=by, round=round_.pk, until=written(closes_at))
    tell_of_confirming(made)
    return made


@transaction.atomic
def answer(
    confirming: Confirming, enterprise: Enterprise, said: Answer, *, by: User, key: str
) -> Confirmation:
    """Keep an enterprise's answer in the place of its last. The same `key` answers once.

    Raises:
        Refused: it is too late, the figures are no longer those that were shown, a reason lacks, or a
            figure is disputed whose dispute was decided.
    """
    confirming = _open(confirming)
    known = confirming.confirmations.filter(enterprise=enterprise).first()
    if known is not None and known.key == key:
        return known
    figures = _figures(confirming, enterprise)
    if digest_of(list(figures.values())) != said.shown:
        raise Refused("evaluations.confirm_stale")
    refuse_no_evidence(said.paper)
    paper = keep_file(said.paper, by=by) if said.paper else None
    about = {
        "key": key,
        "shown": said.shown,
        "reading": confirming.round.reading,
        "paper": paper,
        "by": by,
    }
    found, _ = Confirmation.objects.update_or_create(
        confirming=confirming, enterprise=enterprise, defaults=about
    )
    attached = _withdrawn(found, said)
    for item_id, claim in said.disputed.items():
        evidence = claim.evidence or attached.get(item_id)
        _dispute(found, figures[item_id], replace(claim, evidence=evidence), by)
    record(
        "confirm", found, by=by, enterprise=enterprise.credit_code, shown=said.shown,
        disputed=sorted(said.disputed), paper=paper.sha256 if paper else "",
    )  # fmt: skip
    return found


def answer_on_paper(
    confirming: Confirming, enterprise: Enterprise, said: Answer, *, by: User, key: str
) -> Confirmation:
    """Keep what an enterprise signed on paper, entered by somebody else.

    Raises:
        Refused: the scan of it is not attached, or as `answer` does.
    """
    if said.paper is None:
        raise Refused("evaluations.paper_missing")
    return answer(confirming, enterprise, said, by=by, key=key)


@transaction.atomic
def correct_disputed(dispute: Dispute, *, why: str, by: User) -> Dispute:
    """Take the enterprise's figure over: a new fact, by the same correction as any other.

    Raises:
        Refused: somebody decided it, or the sheets say something else by now.
    """
    now = _undecided(dispute)
    round_ = now.confirmation.confirming.round
    subject = now.confirmation.enterprise.credit_code
    figures = _figures(now.confirmation.confirming, now.confirmation.enterprise)
    if figures[now.item].figure.over != now.over:
        raise Refused("evaluations.figure_changed")
    figure = NewFigure(subject=subject, item=now.item, value=now.value["value"], over=now.over)
    now.correction = correct_figure(round_, figure, reason=why, by=by, evidence=now.evidence)
    return _decided(now, Dispute.Decision.CORRECTED, why=why, by=by)


@transaction.atomic
def reject_dispute(dispute: Dispute, *, why: str, by: User) -> Dispute:
    """Leave the figure as it is, and say why.

    Raises:
        Refused: somebody decided it, or no reason.
    """
    return _decided(_undecided(dispute), Dispute.Decision.REJECTED, why=reason_of(why), by=by)


@transaction.atomic
def end_confirmation(confirming: Confirming, *, by: User) -> None:
    """Close a confirming, once its time is over and every dispute decided; twice is once.

    Raises:
        Refused: it is still open, or a dispute waits.
    """
    now = Confirming.objects.select_for_update().get(pk=confirming.pk)
    if now.ended_at:
        return
    if timezone.now() < now.closes_at:
        raise Refused("evaluations.confirm_not_over", until=now.until)
    if waiting := undecided(now):
        raise Refused("evaluations.disputes_open", number=waiting)
    now.ended_at, now.ended_by = timezone.now(), by
    now.save(update_fields=["ended_at", "ended_by"])
    record("end_confirmation", now, by=by, answered=now.confirmations.count())


def _open(confirming: Confirming) -> Confirming:
    """The confirming, held until the transaction ends, so that nobody answers while it is closed."""
    now = Confirming.objects.select_for_update().get(pk=confirming.pk)
    if now.ended_at or timezone.now() >= now.closes_at:
        raise Refused("evaluations.confirm_over", until=now.until)
    held_at_work(now.round)
    return now


def _figures(confirming: Confirming, enterprise: Enterprise) -> dict[str, Shown]:
    return {one.item.id: one for one in shown_of(confirming.round, enterprise.credit_code)}


def _withdrawn(found: Confirmation, said: Answer) -> dict[str, StoredFile | None]:
    """Take back the undecided disputes that an answer takes the place of; what was attached, by item."""
    before = found.disputes.filter(decision="").exclude(item__in=said.unseen)
    attached = {one.item: one.evidence for one in before}
    before.delete()
    return attached


def _dispute(found: Confirmation, shown: Shown, claim: Claim, by: User) -> None:
    refuse_no_evidence(claim.evidence)
    if found.disputes.filter(item=shown.item.id).exists():
        raise Refused("evaluations.dispute_decided", item=shown.item.label)
    Dispute.objects.create(
        confirmation=found, item=shown.item.id, claimed=claim.said, value={"value": claim.value},
        over=shown.figure.over, reason=reason_of(claim.reason),
        evidence=kept_evidence(claim.evidence, by=by),
    )  # fmt: skip


def _undecided(dispute: Dispute) -> Dispute:
    now = Dispute.objects.select_for_update().filter(pk=dispute.pk).first()
    if now is None:
        raise Refused("evaluations.dispute_withdrawn", item=item(dispute.item).label)
    if now.decision:
        raise Refused("evaluations.dispute_decided", item=item(now.item).label)
    return now


def _decided(dispute: Dispute, decision: Dispute.Decision, *, why: str, by: User) -> Dispute:
    dispute.decision, dispute.why = decision, reason_of(why)
    dispute.decided_by, dispute.decided_at = by, timezone.now()
    dispute.save()
    record("decide_dispute", dispute, by=by, decision=decision, why=why)
    tell_enterprise(dispute)
    return dispute
