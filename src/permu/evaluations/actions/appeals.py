"""Lodging an appeal and taking it back."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.holding import held
from permu.evaluations.appeals.days import answer_due, must_be_in_time
from permu.evaluations.appeals.figures import figure_in
from permu.evaluations.appeals.values import Kept, read_claim
from permu.evaluations.evidence import refuse_no_evidence
from permu.evaluations.models import Appeal, Result
from permu.evaluations.telling import tell_of_appeal
from permu.register.actions import Upload, keep_file, record
from permu.register.models import User
from permu.terms.items import item
from permu.terms.refusal import Refused

LONGEST_GROUNDS = 1000


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """What somebody claims; `arrived` is when the server had it, before it waited for anybody."""

    item: str
    text: str
    grounds: str
    evidence: Upload | None = None
    arrived: datetime = field(default_factory=timezone.now)


@transaction.atomic
def lodge_appeal(result: Result, claimed: Claimed, *, by: User, key: str) -> Appeal:
    """Lodge an appeal against one figure of a noticed result. The same `key` lodges one.

    Raises:
        Refused: it is late, by a second even; the result is not the noticed one; the figure is none that
            the method reads, is so already, or is under appeal; no grounds; or a file that is no evidence.
    """
    round_ = held(result.run.round)
    made: Appeal | None = Appeal.objects.filter(key=key).first()
    if made is not None:
        return made
    must_be_in_time(round_, claimed.arrived)
    if round_.shared_run_id != result.run_id:
        raise Refused("evaluations.appeal_not_noticed")
    grounds = _grounds(claimed.grounds)
    refuse_no_evidence(claimed.evidence)
    stood = figure_in(result, claimed.item)
    value = read_claim(claimed.item, claimed.text, round_)
    _refuse_needless(result, claimed.item, stood, value)
    appeal = Appeal.objects.create(
        key=key, round=round_, run=result.run, result=result, enterprise=result.enterprise,
        number=round_.appeals.count() + 1, item=claimed.item, provider=item(claimed.item).provider,
        stood={"value": stood}, claimed={"value": value}, grounds=grounds,
        evidence=keep_file(claimed.evidence, by=by) if claimed.evidence else None,
        due_on=answer_due(claimed.arrived), lodged_by=by, lodged_at=claimed.arrived,
    )  # fmt: skip
    tell_of_appeal(appeal)
    record("lodge_appeal", appeal, by=by, round=round_.pk, item=appeal.item, enterprise=result.name)
    return appeal


@transaction.atomic
def withdraw_appeal(appeal: Appeal, *, by: User) -> None:
    """Take an appeal back, as long as it is not decided; once is enough.

    Raises:
        Refused: it is decided.
    """
    held(appeal.round)
    now = Appeal.objects.get(pk=appeal.pk)
    if now.state == Appeal.State.WITHDRAWN:
        return
    must_be_undecided(now)
    Appeal.objects.filter(pk=now.pk).update(state=Appeal.State.WITHDRAWN)
    record("withdraw_appeal", now, by=by, round=now.round_id)


def must_be_undecided(appeal: Appeal) -> None:
    """Call it with the round held.

    Raises:
        Refused: it is decided, or taken back.
    """
    if appeal.state != Appeal.State.OPEN:
        raise Refused(
            "evaluations.appeal_settled", number=appeal.number, state=appeal.get_state_display()
        )


def _refuse_needless(result: Result, item_id: str, stood: Kept, value: Kept) -> None:
    label = item(item_id).label
    if (type(stood), stood) == (type(value), value):
        raise Refused("evaluations.appeal_same", item=label)
    of_figure = Appeal.objects.filter(enterprise=result.enterprise, item=item_id)
    known = of_figure.filter(round=result.run.round, state=Appeal.State.OPEN).first()
    if known is not None:
        raise Refused("evaluations.appeal_doubled", item=label, number=known.number)


def _grounds(text: str) -> str:
    said = " ".join(text.replace("\0", "").split())
    if not said:
        raise Refused("evaluations.appeal_no_grounds")
    if len(said) > LONGEST_GROUNDS:
        raise Refused("evaluations.appeal_grounds_long", longest=LONGEST_GROUNDS)
    return said
