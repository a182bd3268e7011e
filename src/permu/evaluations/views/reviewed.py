"""All appeals of a round, and what differs between the run that was on notice and the newest one."""

from collections.abc import Iterator

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.evaluations.access import appeals_for, round_for
from permu.evaluations.appeals.differing import Difference, differences, noticed_run
from permu.evaluations.appeals.rows import Row, rows
from permu.evaluations.appeals.totals import totals
from permu.evaluations.departments import department_label
from permu.evaluations.exports import Table, tables_xlsx
from permu.evaluations.listing import Cut
from permu.evaluations.models import Appeal, Round
from permu.evaluations.year.standing import newest_run
from permu.register.models import User
from permu.register.people import person


@require_GET
def appeals(request: HttpRequest, pk: int) -> HttpResponse:
    """The appeals, those of one state where one is chosen; and the enterprises that differ."""
    user = person(request)
    round_ = round_for(user, pk)
    state = request.GET.get("state", "")
    found = _rows(round_, user)
    listing = Cut(_differences(round_), request.GET)
    page = {
        "round": round_, "rows": [one for one in found if state in ("", one.appeal.state)],
        "state": state, "states": Appeal.State.choices, "totals": totals(round_),
        "listing": listing, "page": listing.page, "old": noticed_run(round_),
        "new": newest_run(round_), "nav": "rounds",
    }  # fmt: skip
    return render(request, "evaluations/appeals.html", page)


@require_GET
def export(request: HttpRequest, pk: int) -> FileResponse:
    """The same as a workbook of two sheets."""
    user = person(request)
    round_ = round_for(user, pk)
    heads = (
        (_("序号"), 6), (_("企业名称"), 30), (_("统一社会信用代码"), 22), (_("数据项"), 22),
        (_("部门"), 14), (_("评价所用"), 18), (_("主张"), 18), (_("理由"), 40), (_("提出时间"), 18),
        (_("部门答复"), 12), (_("部门认定的数"), 18), (_("状态"), 12), (_("认定为"), 18),
        (_("决定的理由"), 40),
    )  # fmt: skip
    lines = [_cells(one) for one in _rows(round_, user)]
    moved = [list(_moved(one)) for one in _differences(round_)]
    columns = ((_("企业名称"), 30), (_("统一社会信用代码"), 22), (_("异议"), 12), (_("变化"), 60))
    tables = [Table(_("异议"), heads, lines), Table(_("复核前后"), columns, moved)]
    return FileResponse(
        tables_xlsx(round_, tables), as_attachment=True, filename=f"{round_.year}_{_('异议')}.xlsx"
    )


def _rows(round_: Round, user: User) -> list[Row]:
    return rows(appeals_for(user).filter(round=round_).order_by("number"), user)


def _differences(round_: Round) -> list[Difference]:
    old, new = noticed_run(round_), newest_run(round_)
    return differences(old, new) if old and new and old != new else []


def _cells(one: Row) -> list[str]:
    appeal = one.appeal
    answer, decision = getattr(appeal, "answer", None), getattr(appeal, "decision", None)
    at = timezone.localtime(appeal.lodged_at)
    return [
        str(appeal.number), appeal.result.name, appeal.result.subject, one.label,
        department_label(appeal.provider), one.stood, one.claimed, appeal.grounds,
        f"{at:%Y-%m-%d %H:%M}", answer.get_says_display() if answer else "", one.answered,
        appeal.get_state_display(), one.decided, decision.reason if decision else "",
    ]  # fmt: skip


def _moved(one: Difference) -> Iterator[str]:
    yield from (one.name, one.subject, _("其他企业") if one.is_third else _("本企业提出过异议"))
    yield "\n".join(one.lines)
