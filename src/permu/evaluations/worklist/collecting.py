"""What is to do until the facts stand: requests, rows without an owner, figures held, findings by kind."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from permu.evaluations.departments import department_label
from permu.evaluations.models import Round, RoundFinding
from permu.evaluations.requests.standing import Standing, standings
from permu.evaluations.sentences import kind_label
from permu.evaluations.worklist.task import Task

KINDS = 5
"""Kinds of findings that the list names, those with the most first; the page of findings has all."""


def requests(round_: Round, today: date) -> Iterator[Task]:
    """Who is late, who is asked by when, and who was not asked yet."""
    href = reverse("evaluations:requests", args=[round_.pk])
    stand = standings(round_, today)
    late = [one for one in stand if one.is_overdue]
    if late:
        said = ngettext("%(n)s 张表逾期未交", "%(n)s 张表逾期未交", len(late)) % {"n": len(late)}
        worst = max(one.behind for one in late)
        days = ngettext("最久逾期 %(n)s 个工作日", "最久逾期 %(n)s 个工作日", worst) % {"n": worst}
        yield Task(said, href, f"{_names(late)} · {days}", is_late=True)
    waited = [one for one in stand if one.is_waited_for and not one.is_overdue]
    if waited:
        said = ngettext("等 %(n)s 张表", "等 %(n)s 张表", len(waited)) % {"n": len(waited)}
        left = min(one.left for one in waited)
        days = ngettext("最近的还有 %(n)s 个工作日", "最近的还有 %(n)s 个工作日", left)
        yield Task(said, href, f"{_names(waited)} · {days % {'n': left}}")
    unsent = [one for one in stand if one.state == "unsent"]
    if unsent:
        said = ngettext("%(n)s 张表还没有发出", "%(n)s 张表还没有发出", len(unsent))
        yield Task(said % {"n": len(unsent)}, href, _names(unsent))


def settlements(round_: Round) -> Iterator[Task]:
    """Rows of which nobody knows whose they are, and figures that wait for a person."""
    if unowned := round_.unowned_rows.count():
        said = ngettext("%(n)s 行待归户", "%(n)s 行待归户", unowned) % {"n": unowned}
        yield Task(said, reverse("evaluations:owners", args=[round_.pk]))
    if held := round_.held_figures:
        said = ngettext("%(n)s 项数据待核定", "%(n)s 项数据待核定", held) % {"n": held}
        yield Task(said, reverse("evaluations:figures", args=[round_.pk]))


def findings(round_: Round) -> Iterator[Task]:
    """Open findings that hold figures back, by kind."""
    href = reverse("evaluations:findings", args=[round_.pk])
    asked = {"severity": RoundFinding.Severity.ERROR.value, "status": "open"}
    open_ = round_.findings.filter(severity=RoundFinding.Severity.ERROR, settled_at=None)
    kinds = list(open_.order_by().values_list("code").annotate(n=Count("pk")))
    kinds.sort(key=lambda kind: (-kind[1], kind[0]))
    for code, n in kinds[:KINDS]:
        said = ngettext("%(n)s 条待核：%(kind)s", "%(n)s 条待核：%(kind)s", n)
        query = urlencode(asked | {"code": code})
        yield Task(said % {"n": n, "kind": kind_label(code)}, f"{href}?{query}")
    if rest := sum(n for _code, n in kinds[KINDS:]):
        said = ngettext("另有 %(n)s 条其他待核问题", "另有 %(n)s 条其他待核问题", rest)
        yield Task(said % {"n": rest}, f"{href}?{urlencode(asked)}")


def _names(stand: list[Standing]) -> str:
    """The departments, each once, in the reader's language."""
    names = dict.fromkeys(department_label(one.request.department) for one in stand)
    return _("、").join(names)
