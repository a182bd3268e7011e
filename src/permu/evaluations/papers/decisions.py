"""The decision on an appeal, as a paper to the enterprise."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import override

from permu.documents.official.decision import Decided, Voice
from permu.documents.official.issued import Issued
from permu.evaluations.appeals.differing import differences
from permu.evaluations.appeals.values import in_words
from permu.evaluations.departments import department_label
from permu.evaluations.models import Appeal, AppealDecision, Publication
from permu.evaluations.papers.issued import issued
from permu.evaluations.year.standing import newest_run
from permu.register.models import StoredFile
from permu.terms.facts import SYNTHETIC_PLACE
from permu.terms.items import item


def decided(appeal: Appeal) -> Decided:
    """What the paper says of a decided appeal; Chinese, whatever its reader's language."""
    decision: AppealDecision = appeal.decision
    with override("zh-hans"):
        effect, has_run = _effect(appeal, decision)
        return Decided(
            number=appeal.number, name=appeal.result.name, code=appeal.result.subject,
            is_synthetic=appeal.result.subject[2:8] == SYNTHETIC_PLACE, noticed=_noticed(appeal),
            item=item(appeal.item).label, provider=department_label(appeal.provider),
            stood=in_words(appeal.item, appeal.stand), claim=_claim(appeal), answer=_answer(appeal),
            decision=_decision(appeal, decision), effect=effect, has_run=has_run,
            basis=decision.digest,
        )  # fmt: skip


def _noticed(appeal: Appeal) -> Issued:
    """The list that the appeal is against, as papers name it."""
    found = Publication.objects.select_related("run__round").filter(
        run=appeal.run_id, kind=Publication.Kind.NOTICE
    )
    return issued(found.latest("number"))


def _claim(appeal: Appeal) -> Voice:
    claimed = in_words(appeal.item, appeal.claim)
    return _voice("", claimed, appeal.grounds, at=appeal.lodged_at, file=appeal.evidence)


def _answer(appeal: Appeal) -> Voice | None:
    """The department's, where it answered before the decision; nothing else was decided upon."""
    answer = getattr(appeal, "answer", None)
    if answer is None:
        return None
    figure = in_words(appeal.item, answer.figure)
    said = answer.get_says_display()
    return _voice(said, figure, answer.reason, at=answer.at, file=answer.evidence)


def _decision(appeal: Appeal, decision: AppealDecision) -> Voice:
    figure = in_words(appeal.item, decision.figure) if decision.decided else ""
    return _voice(appeal.get_state_display(), figure, decision.reason, at=decision.at)


def _voice(
    said: str, figure: str, reason: str, *, at: datetime, file: StoredFile | None = None
) -> Voice:
    return Voice(
        said=said, figure=figure, reason=reason, at=timezone.localtime(at),
        file=file.name if file else "", sha256=file.sha256 if file else "",
    )  # fmt: skip


def _effect(appeal: Appeal, decision: AppealDecision) -> tuple[tuple[str, ...], bool]:
    """How the enterprise's result differs from the noticed one, once a run rests on the decision."""
    newest = newest_run(appeal.round)
    if newest is None or newest.number == appeal.run.number or newest.created_at < decision.at:
        return (), False
    found = differences(appeal.run, newest, subject=appeal.result.subject)
    return tuple(line for one in found for line in one.lines), True
