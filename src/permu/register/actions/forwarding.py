"""Sending the audit log's lines on: in their order, behind the deeds, again where nobody knows whether they came."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from permu.register.models import Forwarding, Record
from permu.register.syslog import Receiver, as_syslog

AT_A_TIME = 200
LEASE = timedelta(minutes=1)
LONGEST_DEED = 3600
"""Seconds after which a number that no line had is taken to be of a deed that was undone."""

MOST_MISSED = 1000
"""Numbers before a line that are looked for again: more deeds are never at work at once."""


@dataclass(frozen=True)
class Forwarded:
    """How many lines went out, and why not all; "" where all did."""

    lines: int
    problem: str = ""


def forward_log(receiver: Receiver, name: str) -> Forwarded:
    """Send every line that the receiver has not, oldest first; nobody's deed waits for it.

    No transaction is open while it sends. Who stops in between sends the same lines again, under the same numbers.
    Of two at once, one does it.
    """
    Forwarding.objects.bulk_create([Forwarding(receiver=name)], ignore_conflicts=True)
    sent = 0
    while _leased(name):
        known = Forwarding.objects.get(receiver=name)
        lines = _waiting(known)
        try:
            if lines:
                receiver.send([as_syslog(one) for one in lines])
        except OSError as error:
            _end(known)
            return Forwarded(sent, f"{type(error).__name__} {error.errno or ''}".strip())
        _end(known, lines)
        sent += len(lines)
        if len(lines) < AT_A_TIME:
            break
    return Forwarded(sent)


def _leased(name: str) -> bool:
    """Whether this process may send now: nobody else is at it, or who was has stopped."""
    now = timezone.now()
    free = Forwarding.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), receiver=name)
    return bool(free.update(lease_until=now + LEASE))


def _waiting(known: Forwarding) -> list[Record]:
    missed = [int(number) for number in known.missing]
    lines = Record.objects.filter(Q(pk__gt=known.last) | Q(pk__in=missed)).select_related("actor")
    return list(lines.order_by("pk")[:AT_A_TIME])


def _end(known: Forwarding, lines: Sequence[Record] = ()) -> None:
    """Write down what went out, and let others at it."""
    same = Forwarding.objects.filter(pk=known.pk, lease_until=known.lease_until)
    if not lines:
        same.update(lease_until=None)
        return
    same.update(
        last=max(known.last, lines[-1].pk), missing=_missing(known, lines), sent_at=timezone.now(),
        lease_until=None,
    )  # fmt: skip


def _missing(known: Forwarding, lines: Sequence[Record]) -> dict[str, float]:
    """Numbers between the lines sent that no line had: a deed that began before may still end."""
    now = time.time()
    recent = now - LONGEST_DEED
    came = {str(one.pk) for one in lines}
    kept = {
        number: at for number, at in known.missing.items() if number not in came and at > recent
    }
    before = known.last
    for one in lines:
        if one.at.timestamp() > recent:
            kept |= {
                str(number): now for number in range(max(before + 1, one.pk - MOST_MISSED), one.pk)
            }
        before = max(before, one.pk)
    return kept
