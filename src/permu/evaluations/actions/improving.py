"""一企一策: a case is opened, goes from milestone to milestone, and is closed once they are all done."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.holding import held
from permu.evaluations.consequences.lines import final_of
from permu.evaluations.consequences.lowest import lowest
from permu.evaluations.evidence import refuse_no_evidence
from permu.evaluations.models import EarlierPlan, Improvement, Milestone, Result
from permu.evaluations.stored import method_of
from permu.evaluations.telling import tell_of_case
from permu.register.actions import Upload, keep_file, record
from permu.register.models import User
from permu.terms.refusal import Refused

State = Improvement.State
LONGEST = {"plan": 500, "target": 200, "responsible": 100}
LONGEST_LINE = 200


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an enterprise does, what for, who answers for it, and by when."""

    plan: str
    target: str
    responsible: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of a milestone, with the file that shows it."""

    said: str
    evidence: Upload | None = None


@transaction.atomic
def open_case(result: Result, plan: Plan, *, by: User, key: str) -> Improvement:
    """Open the case of an enterprise of the lowest grade. The same `key` opens one.

    Raises:
        Refused: the results are not published, or of a trial year, the grade is not the lowest, the enterprise has a case
            of this year already, something is not said, or the day is past.
    """
    round_ = held(result.run.round)
    known: Improvement | None = Improvement.objects.filter(key=key).first()
    if known is not None:
        return known
    final = final_of(round_)
    if final is None:
        raise Refused("evaluations.no_case_yet", stage=round_.get_stage_display())
    if method_of(final.run).is_trial:
        raise Refused("evaluations.no_case_of_a_trial")
    if not lowest(final.run).filter(pk=result.pk).exists():
        raise Refused("evaluations.not_lowest", name=result.name)
    if Improvement.objects.filter(result=result).exists():
        raise Refused("evaluations.case_known", name=result.name)
    one: Improvement = Improvement.objects.create(
        key=key, round=round_, result=result, opened_by=by, **_written(plan)
    )
    record("open_case", one, by=by, round=round_.pk, due_on=plan.due_on.isoformat())
    tell_of_case(one)
    return one


@transaction.atomic
def change_case(one: Improvement, plan: Plan, why: str, *, by: User, key: str) -> Improvement:
    """Change what is planned; what was planned before stays to be read. The same `key` changes it once.

    Raises:
        Refused: the case is closed, something is not said, nothing is another than before, or the day is past.
    """
    now = _open(one)
    if EarlierPlan.objects.filter(key=key).exists():
        return now
    _refuse_closed(now)
    before = {name: getattr(now, name) for name in (*LONGEST, "due_on")}
    changed = before | _written(plan, known=now.due_on)
    if changed == before:
        raise Refused("evaluations.case_same", name=now.result.name)
    EarlierPlan.objects.create(key=key, improvement=now, why=_said(why), by=by, **before)
    for name, value in changed.items():
        setattr(now, name, value)
    now.save(update_fields=list(changed))
    record("change_case", now, by=by, round=now.round_id, reason=why.strip())
    tell_of_case(now)
    return now


@transaction.atomic
def add_milestone(one: Improvement, label: str, *, due_on: date, by: User, key: str) -> Milestone:
    """Add a milestone; with it the case is under way. The same `key` adds one.

    Raises:
        Refused: the case is closed, nothing is said, or the day is past.
    """
    now = _open(one)
    known: Milestone | None = Milestone.objects.filter(key=key).first()
    if known is not None:
        return known
    _refuse_closed(now)
    made: Milestone = Milestone.objects.create(
        key=key, improvement=now, label=_said(label), due_on=_ahead(due_on), made_by=by
    )
    _to(now, State.UNDER_WAY)
    record("add_milestone", made, by=by, case=now.pk, due_on=due_on.isoformat())
    return made


@transaction.atomic
def close_milestone(milestone: Milestone, done: Done, *, by: User, key: str) -> Milestone:
    """Say that a milestone is done; after the last one the case waits for acceptance.

    Raises:
        Refused: it was done already, nothing is said, or the file is no evidence.
    """
    now = _open(milestone.improvement)
    step: Milestone = Milestone.objects.get(pk=milestone.pk)
    if step.done_at is not None:
        if step.done_key == key:
            return step
        raise Refused("evaluations.milestone_done", label=step.label)
    refuse_no_evidence(done.evidence)
    step.done, step.done_by, step.done_at = _said(done.said), by, timezone.now()
    step.done_key = key
    step.evidence = keep_file(done.evidence, by=by) if done.evidence else None
    step.save(update_fields=["done", "done_by", "done_at", "done_key", "evidence"])
    if not now.milestones.filter(done_at=None).exists():
        _to(now, State.ACCEPTANCE)
    sha256 = step.evidence.sha256 if step.evidence else ""
    record("close_milestone", step, by=by, case=now.pk, reason=step.done, evidence=sha256)
    return step


@transaction.atomic
def close_case(one: Improvement, said: str, *, by: User, key: str) -> Improvement:
    """Accept what was done, and close the case.

    Raises:
        Refused: it is closed already, a milestone is open, or nothing is said.
    """
    now = _open(one)
    if now.state == State.CLOSED and now.closing_key == key:
        return now
    _refuse_closed(now)
    if now.state != State.ACCEPTANCE:
        raise Refused("evaluations.case_not_done", name=now.result.name)
    now.closing, now.closed_by, now.closed_at = _said(said), by, timezone.now()
    now.closing_key = key
    _to(now, State.CLOSED)
    record("close_case", now, by=by, round=now.round_id, reason=now.closing)
    return now


def _open(one: Improvement) -> Improvement:
    """The case as it is now, held until the transaction ends."""
    return Improvement.objects.select_for_update().get(pk=one.pk)


def _refuse_closed(one: Improvement) -> None:
    if one.state == State.CLOSED:
        raise Refused("evaluations.case_closed", name=one.result.name)


def _to(one: Improvement, state: Improvement.State) -> None:
    one.state = state
    one.save(update_fields=["state", "closing", "closed_by", "closed_at", "closing_key"])


def _written(plan: Plan, known: date | None = None) -> dict[str, object]:
    """The plan's fields as they are kept; a day that was `known` may be past."""
    said: dict[str, object] = {
        name: _said(getattr(plan, name), longest) for name, longest in LONGEST.items()
    }
    return said | {"due_on": plan.due_on if plan.due_on == known else _ahead(plan.due_on)}


def _said(text: str, longest: int = LONGEST_LINE) -> str:
    written = text.replace("\0", "").strip()
    if not written:
        raise Refused("evaluations.case_unsaid")
    if len(written) > longest:
        raise Refused("evaluations.text_long", longest=longest)
    return written


def _ahead(due_on: date) -> date:
    if due_on < timezone.localdate():
        raise Refused("evaluations.case_due_past", due=due_on.isoformat())
    return due_on
