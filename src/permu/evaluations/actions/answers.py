"""What a department answers to an appeal against a figure it gave."""

from dataclasses import dataclass

from django.db import transaction

from permu.evaluations.actions.appeals import must_be_undecided
from permu.evaluations.actions.holding import held
from permu.evaluations.actions.reasons import reason_of
from permu.evaluations.appeals.values import Kept, read_claim
from permu.evaluations.evidence import refuse_no_evidence
from permu.evaluations.models import Appeal, AppealAnswer
from permu.evaluations.telling import tell_of_answer
from permu.register.actions import Upload, keep_file, record
from permu.register.models import User
from permu.terms.refusal import Refused

Says = AppealAnswer.Says


@dataclass(frozen=True, kw_only=True)
class Said:
    """Whether a claim is so, the figure that stands instead ("": the one that stood), and why."""

    says: str
    text: str
    reason: str
    evidence: Upload | None = None


@transaction.atomic
def answer_appeal(appeal: Appeal, said: Said, *, by: User, key: str) -> AppealAnswer:
    """Answer an appeal, once; the same `key` answers once.

    Raises:
        Refused: it is decided, taken back or answered; no reason; or a figure that belies the answer.
    """
    held(appeal.round)
    made: AppealAnswer | None = AppealAnswer.objects.filter(key=key).first()
    if made is not None:
        return made
    now = Appeal.objects.get(pk=appeal.pk)
    must_be_undecided(now)
    if AppealAnswer.objects.filter(appeal=now).exists():
        raise Refused("evaluations.appeal_answered", number=now.number)
    reason = reason_of(said.reason)
    refuse_no_evidence(said.evidence)
    answer = AppealAnswer.objects.create(
        key=key, appeal=now, says=said.says, stands_by={"value": _figure(now, said)}, reason=reason,
        evidence=keep_file(said.evidence, by=by) if said.evidence else None, by=by,
    )  # fmt: skip
    tell_of_answer(now)
    record("answer_appeal", now, by=by, round=now.round_id, says=said.says)
    return answer


def _figure(appeal: Appeal, said: Said) -> Kept:
    """The figure the department stands by."""
    if said.says == Says.TRUE:
        claim: Kept = appeal.claim
        return claim
    text = said.text.strip()
    stood: Kept = appeal.stand
    figure = read_claim(appeal.item, text, appeal.round) if text else stood
    if figure == appeal.claim or (said.says == Says.PARTLY and figure == stood):
        raise Refused("evaluations.appeal_answer_belied")
    return figure
