"""What an account may do, and of whom: changed by an administrator, never to nobody left who can open accounts."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from permu.register.actions.log import record
from permu.register.models import Enterprise, Place, Role, User
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Position:
    """A role; of an enterprise, a town or a department, of which."""

    role: Role
    enterprise: Enterprise | None = None
    town: Place | None = None
    department: str = ""

    def as_plain(self) -> dict[str, Any]:
        """As the log has it."""
        whose = self.enterprise.credit_code if self.enterprise else self.department
        return {"role": self.role, "of": self.town.name if self.town else whose}


@transaction.atomic
def change_role(user: User, to: Position, *, by: User) -> None:
    """Put a person into another position; open sessions end. Of the one they hold, nothing changes.

    Raises:
        Refused: it is one's own account, the last administrator's, or one on whose behalf a program asks.
    """
    if user == by:
        raise Refused("register.own_role")
    leave_an_admin(user)
    now = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    before = position_of(now)
    if before == to:
        return
    _refuse_with_tokens(now)
    User.objects.filter(pk=user.pk).update(
        role=to.role, enterprise=to.enterprise, place=to.town, department=to.department, sessions=[]
    )
    record(
        "change_role", user.username, by=by, before=before.as_plain(), after=to.as_plain()
    )  # fmt: skip


def position_of(user: User) -> Position:
    """What a person is here."""
    return Position(
        role=Role(user.role), enterprise=user.enterprise, town=user.place,
        department=user.department,
    )  # fmt: skip


def leave_an_admin(user: User) -> None:
    """Hold every administrator, so that two who press at once do not each take the other away.

    Raises:
        Refused: without this one nobody is left who can open accounts.
    """
    admins = list(
        User.objects.select_for_update(of=("self",)).filter(role=Role.ADMIN).order_by("pk")
    )
    others = [one for one in admins if one.pk != user.pk and one.is_active and not one.is_expired]
    if not others and any(one.pk == user.pk for one in admins):
        raise Refused("register.last_admin")


def _refuse_with_tokens(user: User) -> None:
    alive = user.clients.filter(revoked_at=None, expires_on__gte=timezone.localdate())
    if found := alive.first():
        raise Refused("register.role_with_token", name=found.name)
