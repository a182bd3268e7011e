"""How each request of a round stands today: sent, in, late by how many working days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permu.evaluations.departments import department_of
from permu.evaluations.models import DataRequest, Round, RoundFile
from permu.evaluations.requests.planning import form_of
from permu.evaluations.sentences import reading_language
from permu.intake.asking import Given
from permu.intake.profiles import Profile
from permu.terms.items import Item, item
from permu.terms.workdays import working_days_after

State = Literal["unsent", "sent", "received", "late", "unneeded"]
LABELS = {
    "unsent": _("未发"),
    "sent": _("已发"),
    "received": _("已收"),
    "late": _("迟交"),
    "unneeded": _("不需要"),
}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One request as it stands. `behind` counts working days after the due date: till it came, or till today."""

    request: DataRequest
    state: State
    files: tuple[RoundFile, ...] = ()
    received_on: date | None = None
    behind: int = 0
    left: int = 0  # working days till it is due

    @property
    def form(self) -> Profile | None:
        """The form of ours, where there is one."""
        return form_of(self.request.profile)

    @property
    def items(self) -> list[Item]:
        """What is asked."""
        return [item(one) for one in self.request.items]

    @property
    def labels(self) -> list[str]:
        """What is asked, in the reader's language."""
        return [one.called(reading_language()) for one in self.items]

    @property
    def reused(self) -> list[tuple[str, Given]]:
        """What is not asked, for another department gave it: its name in the reader's language, and who gave it."""
        given = self.request.reused.items()
        return [(item(one).called(reading_language()), Given(**by)) for one, by in given]

    @property
    def may_change(self) -> bool:
        """Whether nobody knows of it yet: not sent, not waived, and nothing came."""
        request = self.request
        return not (request.sent_at or request.waived_at or self.files)

    @property
    def is_waited_for(self) -> bool:
        """Whether it was sent and nothing came."""
        return self.state == "sent"

    @property
    def is_overdue(self) -> bool:
        """Whether it is waited for longer than it may take."""
        return self.state == "sent" and self.behind > 0

    @property
    def label(self) -> str:
        """The state's name."""
        return str(LABELS[self.state])


def standings(round_: Round, today: date) -> list[Standing]:
    """Every request of the round, as its files and the day have it."""
    requests = list(round_.requests.select_related("sent_by", "waived_by", "round"))
    departments = [one.department for one in requests]
    by_department: dict[str, list[RoundFile]] = {}
    for file in round_.files.select_related("stored__uploaded_by"):
        by_department.setdefault(department_of(file, departments), []).append(file)
    return [_standing(one, by_department.get(one.department, []), today) for one in requests]


def _standing(request: DataRequest, files: Sequence[RoundFile], today: date) -> Standing:
    if request.waived_at or not request.items:
        return Standing(request=request, state="unneeded")
    in_use = tuple(file for file in files if file.withdrawn_at is None)
    if request.profile and in_use:  # what has no form of ours comes in no file that we know
        came = min(timezone.localdate(file.stored.uploaded_at) for file in files)
        behind = working_days_after(request.due_on, came)
        state: State = "late" if behind else "received"
        return Standing(request=request, state=state, files=in_use, received_on=came, behind=behind)
    if request.sent_at is None:
        return Standing(request=request, state="unsent")
    return Standing(
        request=request,
        state="sent",
        behind=working_days_after(request.due_on, today),
        left=working_days_after(today, request.due_on),
    )
