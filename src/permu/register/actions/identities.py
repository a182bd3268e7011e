"""An account linked to an identity of the provider, by the administrator."""

from django.db import IntegrityError, transaction

from permu.register.actions.log import record
from permu.register.models import OutsideIdentity, User
from permu.terms.refusal import Refused

LONGEST = 255


@transaction.atomic
def link_identity(user: User, issuer: str, subject: str, *, by: User) -> None:
    """Let that identity open the account, and no other; "" ends it. What is so already changes nothing.

    Raises:
        Refused: the identity is another account's, or too long to be one.
    """
    subject = subject.replace("\0", "").strip()
    if len(subject) > LONGEST:
        raise Refused("register.identity_long", longest=LONGEST)
    now = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    known = OutsideIdentity.objects.filter(user=now).first()
    before = known.subject if known else ""
    if before == subject and (known is None or known.issuer == issuer):
        return
    OutsideIdentity.objects.filter(user=now).delete()
    if subject:
        try:
            with transaction.atomic():
                OutsideIdentity.objects.create(user=now, issuer=issuer, subject=subject)
        except IntegrityError as taken:
            raise Refused("register.identity_taken", subject=subject) from taken
    record("link_identity", user.username, by=by, issuer=issuer, before=before, after=subject)
