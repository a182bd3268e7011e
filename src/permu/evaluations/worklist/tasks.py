"""The list: what is late, the next step of the year, then the rest in the order of the year's work."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from permu.evaluations.actions import is_read
from permu.evaluations.models import Confirming, Dispute, Improvement, Round
from permu.evaluations.worklist.collecting import findings, requests, settlements
from permu.evaluations.worklist.task import Task
from permu.evaluations.year.clock import written
from permu.evaluations.year.moves import AT_WORK, COLLECTED, Stage
from permu.evaluations.year.needs import notice_until
from permu.evaluations.year.standing import choices, newest_run
from permu.register.models import User
from permu.terms.workdays import working_days_after


def tasks(round_: Round, user: User) -> list[Task]:
    """Everything that waits in a year, for its clerk; computed anew each time."""
    return sorted(_tasks(round_, user), key=lambda one: not one.is_late)


def _tasks(round_: Round, user: User) -> Iterator[Task]:
    today = timezone.localdate()
    yield from _next_step(round_, user, today)
    if round_.stage in COLLECTED:
        yield from requests(round_, today)
    if round_.stage in AT_WORK:
        yield from settlements(round_)
        yield from findings(round_)
        yield from _confirming(round_, today)
        yield from _stale(round_)
    if round_.stage in (Stage.NOTICE, Stage.REVIEWED):
        yield from _appeals(round_, today)
    if round_.stage == Stage.PUBLISHED:
        yield from _improving(round_, today)


def _confirming(round_: Round, today: date) -> Iterator[Task]:
    """Disputes that wait for a decision, and until when enterprises confirm."""
    href = reverse("evaluations:confirm_round", args=[round_.pk])
    of_round = Dispute.objects.filter(confirmation__confirming__round=round_, decision="")
    if waiting := of_round.count():
        said = ngettext("%(n)s 项企业有异议的数据待处理", "%(n)s 项企业有异议的数据待处理", waiting)
        yield Task(said % {"n": waiting}, href)
    asked = Confirming.objects.filter(round=round_, ended_at=None).first()
    if asked:
        is_over = timezone.now() >= asked.closes_at
        what = _("企业确认已截止，请结束确认") if is_over else _("企业确认进行中")
        yield Task(what, href, _until(asked.closes_at, today), is_late=is_over)


def _stale(round_: Round) -> Iterator[Task]:
    """The last run is not of the facts as they stand now, or there is no run of them yet."""
    href = reverse("evaluations:round", args=[round_.pk])
    if round_.reading and not is_read(round_):
        yield Task(_("表格或人工认定在上次读取之后变了，请重新读取"), href)
        return
    run = newest_run(round_)
    if run and run.facts_digest != round_.facts_digest:
        said = _("第 %(n)s 次试算之后数据变了，请重新试算") % {"n": run.number}
        yield Task(said, f"{href}#runs")


def _appeals(round_: Round, today: date) -> Iterator[Task]:
    """Appeals that the office decides, and those whose department is late."""
    href = reverse("evaluations:appeals", args=[round_.pk])
    answered = late = asked = 0
    for due_on, answer in round_.appeals.filter(state="open").values_list("due_on", "answer"):
        answered += answer is not None
        late += answer is None and due_on < today
        asked += answer is None and due_on >= today
    if late:
        said = ngettext("%(n)s 件异议部门逾期未答复", "%(n)s 件异议部门逾期未答复", late)
        yield Task(said % {"n": late}, href, is_late=True)
    if answered:
        said = ngettext("%(n)s 件异议待决定", "%(n)s 件异议待决定", answered)
        yield Task(said % {"n": answered}, href)
    if asked:
        said = ngettext("%(n)s 件异议等部门答复", "%(n)s 件异议等部门答复", asked)
        yield Task(said % {"n": asked}, href)


def _improving(round_: Round, today: date) -> Iterator[Task]:
    """Cases of the lowest grade that are past their day."""
    open_ = Improvement.objects.filter(round=round_).exclude(state=Improvement.State.CLOSED)
    late = open_.filter(due_on__lt=today).count()
    if late:
        said = ngettext("%(n)s 家低效企业整治超期", "%(n)s 家低效企业整治超期", late) % {"n": late}
        yield Task(said, reverse("evaluations:improvements", args=[round_.pk]), is_late=True)


def _next_step(round_: Round, user: User, today: date) -> Iterator[Task]:
    """The steps that lead on, each with what stands in its way or who is waited for."""
    href = reverse("evaluations:year", args=[round_.pk])
    until = notice_until(round_) if round_.stage == Stage.NOTICE else None
    if until and timezone.now() < until:
        yield Task(_("公示进行中"), href, _until(until, today))
    for one in choices(round_, user):
        waits = "" if one.is_mine else _("等待%(who)s办理。") % {"who": one.who}
        if not one.move.is_back:
            said = _("下一步：%(step)s") % {"step": one.move.label}
            yield Task(said, href, one.obstacle or waits)


def _until(moment: datetime, today: date) -> str:
    days = working_days_after(today, timezone.localtime(moment).date())
    left = ngettext("还有 %(n)s 个工作日", "还有 %(n)s 个工作日", days) % {"n": days}
    return _("%(until)s 截止，%(left)s") % {"until": written(moment), "left": left}
