"""Telling people: a notice each, a digest a day, delivered once by whatever channel the office has."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from permu.register.actions.log import record
from permu.register.channels import Channel, Message
from permu.register.models import Digest, Notice, User
from permu.terms.refusal import Refused, words

LARGEST = 2048
"""Bytes that a text of WeCom may have, and of 浙政钉."""
MOST_ATTEMPTS = 10
TOGETHER = 500


def tell(people: Iterable[User], key: str, code: str, **details: object) -> None:
    """Tell people something, in the transaction of what it tells of. The same key tells each once."""
    said = {"text": words(code, "zh", **details), "text_en": words(code, "en", **details)}
    notices = [Notice(person=one, key=key, **said) for one in people]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=TOGETHER)


@transaction.atomic
def make_digests(day: date) -> int:
    """Put together what each person was told since the last message; who had one on that day waits for the next."""
    waiting = Notice.objects.filter(digest=None, person__is_active=True)
    waiting = waiting.exclude(person__digests__day=day).select_related("person")
    of_person: dict[User, list[Notice]] = {}
    for notice in waiting.order_by("pk"):
        of_person.setdefault(notice.person, []).append(notice)
    for person, notices in of_person.items():
        digest = Digest.objects.create(
            key=f"{day.isoformat()}:{person.pk}", person=person, day=day, text=_text(notices)
        )
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(digest=digest)
    if of_person:
        record("make_digests", day.isoformat(), by=None, people=len(of_person))
    return len(of_person)


def undelivered() -> QuerySet[Digest]:
    """What is still to be delivered, the oldest first."""
    found = Digest.objects.filter(delivered_at=None, attempts__lt=MOST_ATTEMPTS)
    return found.select_related("person").order_by("pk")


def deliver(digest: Digest, channel: Channel) -> bool:
    """Hand a message to the channel, and write down what came of it.

    A machine that stops in between delivers it again under the same key, by which a channel knows it.
    """
    person = digest.person
    message = Message(
        key=digest.key, to=channel.address(person), subject=words("register.digest_subject"),
        text=digest.text,
    )  # fmt: skip
    digest.problem = _problem(message, person, channel)
    digest.delivered_at = None if digest.problem else timezone.now()
    digest.attempts += 1
    digest.save(update_fields=["attempts", "problem", "delivered_at"])
    return digest.delivered_at is not None


def _problem(message: Message, person: User, channel: Channel) -> str:
    if not message.to:
        return words("register.no_contact", who=person.username)
    try:
        channel.send(message)
    except Refused as refused:
        return str(refused)[:300]
    return ""


def _text(notices: Iterable[Notice]) -> str:
    """Line by line, as much as a message holds; the rest is on the page."""
    rest = words("register.digest_rest")
    lines: list[str] = []
    for notice in notices:
        if len("\n".join([*lines, notice.text, rest]).encode()) > LARGEST:
            return "\n".join([*lines, rest])
        lines.append(notice.text)
    return "\n".join(lines)
