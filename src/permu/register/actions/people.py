"""Who may sign in."""

from dataclasses import dataclass
from datetime import date

from axes.utils import reset
from django.db import transaction

from permu.register.actions.factors import MOST_WRONG
from permu.register.actions.log import record
from permu.register.actions.passwords import first_password, keep_password
from permu.register.actions.roles import leave_an_admin
from permu.register.models import Enterprise, Place, Role, SecondFactor, User
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Who gets an account; of an enterprise, a town or a department, of which."""

    username: str
    role: Role
    name: str = ""
    enterprise: Enterprise | None = None
    town: Place | None = None
    department: str = ""
    contact: str = ""


@transaction.atomic
def add_person(newcomer: Newcomer, password: str) -> User:
    """Give a person an account with that password, at set-up: by nobody yet.

    Raises:
        Refused: the user name is taken.
    """
    return _add(newcomer, password, by=None)


@transaction.atomic
def admit(newcomer: Newcomer, *, by: User | None) -> tuple[User, str]:
    """Give a person an account, and a first password to be changed at the first sign-in.

    Raises:
        Refused: the user name is taken.
    """
    password = first_password()
    return _add(newcomer, password, by=by, is_first=True), password


@transaction.atomic
def open_account(user: User, *, by: User) -> None:
    """Let a person in again; of one who may come in nothing changes."""
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record("open_account", user.username, by=by)


@transaction.atomic
def close_account(user: User, *, by: User) -> None:
    """Let a person in no longer: open sessions end with their next page. What they did stays theirs.

    Raises:
        Refused: it is one's own account or the last administrator's, so that somebody is left who can open accounts.
    """
    if user == by:
        raise Refused("register.own_account")
    leave_an_admin(user)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, sessions=[]):
        record("close_account", user.username, by=by)


@transaction.atomic
def set_expiry(user: User, day: date | None, *, by: User) -> None:
    """Name the account's last day, or none; a day that is over closes it at once.

    Raises:
        Refused: it is one's own account, so that somebody is left who can open accounts.
    """
    if user == by:
        raise Refused("register.own_expiry")
    if day:
        leave_an_admin(user)
    now = User.objects.select_for_update().get(pk=user.pk)
    if now.expires_on != day:
        User.objects.filter(pk=user.pk).update(expires_on=day)
        record("set_expiry", user.username, by=by, day=day.isoformat() if day else "")


@transaction.atomic
def unlock_account(user: User, *, by: User) -> None:
    """Let a person try again at once who gave too many wrong passwords or codes."""
    held = SecondFactor.objects.filter(user=user, wrong__gte=MOST_WRONG)
    if reset(username=user.username) + held.update(wrong=0):
        record("unlock_account", user.username, by=by)


def _add(newcomer: Newcomer, password: str, *, by: User | None, is_first: bool = False) -> User:
    if User.objects.filter(username=newcomer.username).exists():
        raise Refused("register.user_exists", username=newcomer.username)
    user = User.objects.create_user(
        newcomer.username, role=newcomer.role, name=newcomer.name,
        enterprise=newcomer.enterprise, place=newcomer.town, department=newcomer.department,
        contact=newcomer.contact,
    )  # fmt: skip
    keep_password(user, password, is_first=is_first)
    record("add_person", newcomer.username, by=by, role=newcomer.role)
    return user
