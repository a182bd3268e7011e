"""Second factors: set up, turned off, reset, and their codes used up."""

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from permu.register.actions.log import record
from permu.register.actions.notices import tell
from permu.register.factors import recovery
from permu.register.factors.seeds import secret_of, step_of
from permu.register.models import RecoveryCode, SecondFactor, User
from permu.terms.refusal import Refused

MOST_WRONG = 50
"""So many wrong codes in a row, from wherever, and the account takes no more: who tries them knows the password."""
DIGITS = 6


def set_up_factor(user: User, seed: str, *, step: int) -> list[str]:
    """Ask for a code from now on; the recovery codes, told once. `step` is that of the code which showed that it works.

    Raises:
        Refused: there is one already.
    """
    codes = recovery.drawn()
    hashes = _hashes(codes)
    with transaction.atomic():
        _hold(user)
        if SecondFactor.objects.filter(user=user).exists():
            raise Refused("register.factor_is_on")
        factor = SecondFactor.objects.create(user=user, seed=seed, last_step=step)
        RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, **one) for one in hashes)
        _end_sessions(user)
        record("set_up_factor", user, by=user)
    return codes


def renew_codes(user: User) -> list[str]:
    """Other recovery codes in the place of all that there are, told once; nothing for who has no second factor."""
    codes = recovery.drawn()
    hashes = _hashes(codes)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user).first()
        if factor is None:
            return []
        factor.codes.all().delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, **one) for one in hashes)
        _end_sessions(user)
        record("renew_codes", user, by=user)
    return codes


@transaction.atomic
def turn_off_factor(user: User) -> None:
    """Ask for the password alone; sessions elsewhere end. Of who has no second factor nothing changes."""
    if _forget(user):
        record("turn_off_factor", user, by=user)
        _tell(user, "register.told_factor_off")


@transaction.atomic
def reset_factor(user: User, *, reason: str, by: User) -> None:
    """Take a lost second factor away, from who proved who they are; open sessions end, and the owner is told.

    Raises:
        Refused: it is one's own, which only password and code take away.
    """
    if user == by:
        raise Refused("register.own_factor")
    if _forget(user):
        record("reset_factor", user.username, by=by, reason=reason)
        _tell(user, "register.told_factor_reset", who=str(by))


def spend_code(factor: SecondFactor, said: str) -> str:
    """Use a code up: `code` of the app, `recovery` of the paper, "" where it is neither, or was used.

    Call it in the transaction that holds the factor's row.
    """
    typed = recovery.as_typed(said)
    is_digits = len(typed) == DIGITS and typed.isascii() and typed.isdecimal()
    how = _of_the_app(factor, typed) if is_digits else _of_the_paper(factor, typed)
    factor.wrong = 0 if how else factor.wrong + 1
    factor.save(update_fields=["last_step", "wrong"])
    return how


def _of_the_app(factor: SecondFactor, code: str) -> str:
    step = step_of(secret_of(factor.user_id, factor.seed), code, after=factor.last_step)
    if step is None:
        return ""
    factor.last_step = step
    return "code"


def _of_the_paper(factor: SecondFactor, code: str) -> str:
    found = factor.codes.filter(first=code[:1], used_at=None).first()
    if found is None or not check_password(code, found.hash):
        return ""
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    left = factor.codes.filter(used_at=None).count()
    _tell(factor.user, "register.told_recovery_used", left=left)
    return "recovery"


def _hashes(codes: list[str]) -> list[dict[str, str]]:
    """Worked out before the transaction: they are dear, and a transaction keeps others waiting."""
    return [{"first": code[0], "hash": make_password(code)} for code in codes]


def _hold(user: User) -> None:
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def _end_sessions(user: User) -> None:
    user.sessions = []
    user.save(update_fields=["sessions"])


def _forget(user: User) -> bool:
    _hold(user)
    if not SecondFactor.objects.filter(user=user).delete()[0]:
        return False
    _end_sessions(user)
    return True


def _tell(user: User, code: str, **details: object) -> None:
    tell([user], f"{code}:{timezone.now().isoformat()}", code, **details)
