"""A round's requests: drawn up, sent, given more time, waived."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.holding import held
from permu.evaluations.models import DataRequest, Round
from permu.evaluations.requests.planning import plan
from permu.evaluations.requests.registered import registered
from permu.evaluations.requests.standing import standings
from permu.evaluations.telling import tell_of_request
from permu.intake.asking import Asked
from permu.register.actions import record
from permu.register.models import User
from permu.terms.refusal import Refused
from permu.terms.workdays import add_working_days, workday

LONGEST_NOTE, LONGEST_WAIVER = 300, 200
USUAL_DAYS = 10  # working days that a department has


def proposed_due(today: date) -> date:
    """The due date that is proposed: in ten working days."""
    return add_working_days(today, USUAL_DAYS)


@transaction.atomic
def open_requests(round_: Round, *, due_on: date, note: str, by: User) -> int:
    """Draw up what the round's method needs of whom, and bring what is not yet sent to it. Returns how many changed.

    Raises:
        Refused: the due date is past or no working day, the note too long, or the method is faulty.
    """
    _check_due(due_on)
    written = _said(note, LONGEST_NOTE)
    held(round_)
    standing = {
        (one.request.profile, one.request.department): one
        for one in standings(round_, timezone.localdate())
    }
    count, changed = len(registered(round_)), 0
    for asked in plan(round_):
        key = (asked.form.id if asked.form else "", asked.department)
        known = standing.get(key)
        if known and not known.may_change:
            continue
        request = (
            known.request
            if known
            else DataRequest(round=round_, profile=key[0], department=key[1], opened_by=by)
        )
        said = {"due_on": due_on, "note": written, "enterprises": count} | _of(asked)
        if request.pk is None or any(getattr(request, name) != to for name, to in said.items()):
            for name, to in said.items():
                setattr(request, name, to)
            request.save()
            changed += 1
    if changed:
        record("open_requests", round_, by=by, changed=changed, due_on=due_on.isoformat())
    return changed


def _of(asked: Asked) -> dict[str, object]:
    reused = {one: asdict(given) for one, given in asked.reused.items()}
    return {"items": list(asked.items), "reused": reused}


@transaction.atomic
def send_request(request: DataRequest, *, by: User) -> None:
    """Write down that a request went out; twice is once.

    Raises:
        Refused: it was waived.
    """
    now = _now(request)
    if now.waived_at:
        raise Refused("evaluations.request_waived", department=now.department)
    if now.sent_at is None:
        now.sent_at, now.sent_by = timezone.now(), by
        now.enterprises = len(registered(now.round))
        now.save(update_fields=["sent_at", "sent_by", "enterprises"])
        tell_of_request(now)
        record("send_request", now, by=by, round=now.round_id, profile=now.profile)


@transaction.atomic
def send_requests(round_: Round, *, by: User) -> int:
    """Write down that every request went out that had not. Returns how many."""
    unsent = [
        one.request for one in standings(round_, timezone.localdate()) if one.state == "unsent"
    ]
    for request in unsent:
        send_request(request, by=by)
    return len(unsent)


@transaction.atomic
def change_due(request: DataRequest, *, due_on: date, by: User) -> None:
    """Give a department another due date.

    Raises:
        Refused: it is past or no working day.
    """
    _check_due(due_on)
    now = _now(request)
    if now.due_on != due_on:
        was, now.due_on = now.due_on, due_on
        now.save(update_fields=["due_on"])
        dates = {"was": was.isoformat(), "due_on": due_on.isoformat()}
        record("change_due", now, by=by, round=now.round_id, **dates)


@transaction.atomic
def waive_request(request: DataRequest, *, reason: str, by: User) -> None:
    """Ask a department for nothing after all, or note that it answered in another way.

    Raises:
        Refused: no reason, or a long one.
    """
    said = _said(reason, LONGEST_WAIVER)
    if not said:
        raise Refused("evaluations.no_waiver")
    now = _now(request)
    if now.waived_at is None:
        now.waived_at, now.waived_by, now.waived_for = timezone.now(), by, said
        now.save(update_fields=["waived_at", "waived_by", "waived_for"])
        record("waive_request", now, by=by, round=now.round_id, reason=said)


@transaction.atomic
def resume_request(request: DataRequest, *, by: User) -> None:
    """Ask again for what was waived; twice is once."""
    now = _now(request)
    if now.waived_at:
        now.waived_at, now.waived_by, now.waived_for = None, None, ""
        now.save(update_fields=["waived_at", "waived_by", "waived_for"])
        record("resume_request", now, by=by, round=now.round_id)


def _now(request: DataRequest) -> DataRequest:
    """The request as it is now, held until the transaction ends."""
    return DataRequest.objects.select_for_update().get(pk=request.pk)


def _check_due(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise Refused("evaluations.due_past", due=due_on.isoformat())
    if not workday(due_on).is_working:
        next_ = add_working_days(due_on, 1)
        raise Refused("evaluations.due_holiday", due=due_on.isoformat(), next=next_.isoformat())


def _said(text: str, longest: int) -> str:
    written = text.replace("\0", "").strip()
    if len(written) > longest:
        raise Refused("evaluations.text_long", longest=longest)
    return written
