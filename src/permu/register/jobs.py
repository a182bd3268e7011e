"""Background work that outlives its worker: a lease with a heartbeat, and a reaper.

The queue is django-tasks' own. Its entry only says "look at job 7"; what counts is the
`Job` row. So a job may be queued twice, and a worker may die at any moment: a job is taken
by whoever first puts its lease on it, and its results and its end are one transaction.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks import task

from permu.register.models import Job, User
from permu.terms.refusal import Refused, words

LEASE = timedelta(seconds=30)
BEAT = 5.0  # seconds between two heartbeats
MOST_ATTEMPTS = 3
BETWEEN_WRITES = 0.25  # seconds: progress is for eyes

log = logging.getLogger(__name__)

Handler = Callable[["Shift"], None]
HANDLERS: dict[str, Handler] = {}


class LeaseLostError(Exception):
    """Another worker holds the job now; this one must leave it alone."""


class Shift:
    """A worker's time with one job: it tells progress and ends the job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told_at = 0.0

    def progress(self, done: int, total: int, label: str) -> None:
        """Tell how far the work is.

        Raises:
            LeaseLostError: another worker holds the job.
        """
        if time.monotonic() - self._told_at < BETWEEN_WRITES and done < total:
            return
        self._told_at = time.monotonic()
        if not _renew(self.job, done=done, total=total, label=label[:200]):
            raise LeaseLostError

    @contextmanager
    def finishing(self) -> Iterator[dict[str, object]]:
        """The one transaction in which the job's results are written and the job ends.

        What the caller puts into the dictionary becomes the job's result.

        Raises:
            LeaseLostError: another worker holds the job; nothing is written.
        """
        with transaction.atomic():
            held = Job.objects.select_for_update().filter(pk=self.job.pk, lease=self.job.lease)
            if held.first() is None:
                raise LeaseLostError
            result: dict[str, object] = {}
            yield result
            _end(self.job, Job.State.DONE, result=result)


def job_kind(kind: str) -> Callable[[Handler], Handler]:
    """Say which function does the jobs of `kind`."""

    def keep(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return keep


@transaction.atomic
def queue_job(
    kind: str, target: int, *, owner: User, key: str, lock: str | None
) -> tuple[Job, bool]:
    """Queue a job, and say whether it is new.

    The same `key` gives the same job; so does the same `lock`, while its job is open.

    Two clerks may press at once: the unique `lock` lets one row in, and the other clerk gets
    that row.
    """
    for known in ({"key": key}, {"lock": lock}):
        job = Job.objects.filter(**known).first() if all(known.values()) else None
        if job:
            return job, False
    Job.objects.bulk_create(
        [Job(kind=kind, target=target, owner=owner, key=key, lock=lock)], ignore_conflicts=True
    )
    job = Job.objects.filter(key=key).first()
    if job is None:  # the other clerk's job; should it have ended meanwhile, ask anew
        theirs = Job.objects.filter(lock=lock).first()
        return (
            (theirs, False) if theirs else queue_job(kind, target, owner=owner, key=key, lock=lock)
        )
    run_job.enqueue(job.pk)
    return job, True


@task()
def run_job(job_id: int) -> None:
    """The queue's entry: do the job."""
    work(job_id)


def work(job_id: int) -> None:
    """Do a waiting job to its end, here. A job that somebody else holds or has ended is left alone."""
    job = _take(job_id)
    if job is None:
        return
    try:
        with _heartbeat(job):
            HANDLERS[job.kind](Shift(job))
    except LeaseLostError:
        log.warning("job %s went to another worker", job_id)
    except Refused as refused:
        _end(job, Job.State.FAILED, error={"zh": refused.text("zh"), "en": refused.text("en")})
    except Exception:  # the last door: a job must not end unsaid
        log.exception("job %s broke", job_id)
        _end(job, Job.State.FAILED, error=_sentence("register.job_broke", number=job_id))


def requeue_dead_jobs(now: datetime | None = None) -> list[Job]:
    """The reaper: queue again each job whose worker went silent, or whose queue entry was lost.

    After `MOST_ATTEMPTS` a job is failed: what kills its worker each time would do so for ever.
    """
    now = now or timezone.now()
    dead = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now)
    lost = Job.objects.filter(state=Job.State.WAITING, queued_at__lt=now - LEASE)
    for job in (requeued := [*dead, *lost]):
        if job.attempts >= MOST_ATTEMPTS:
            _end(
                job,
                Job.State.FAILED,
                error=_sentence("register.job_gave_up", attempts=job.attempts),
            )
            continue
        same = Job.objects.filter(pk=job.pk, state=job.state, lease=job.lease)
        with transaction.atomic():
            if same.update(state=Job.State.WAITING, lease="", lease_until=None, queued_at=now):
                run_job.enqueue(job.pk)
    return requeued


def _take(job_id: int) -> Job | None:
    lease = secrets.token_hex(16)
    waiting = Job.objects.filter(pk=job_id, state=Job.State.WAITING)
    job = waiting.first()
    if job is None or not waiting.update(
        state=Job.State.RUNNING,
        lease=lease,
        lease_until=timezone.now() + LEASE,
        attempts=job.attempts + 1,
    ):
        return None
    return Job.objects.get(pk=job_id)


def _renew(job: Job, **progress: object) -> bool:
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    return bool(held.update(lease_until=timezone.now() + LEASE, **progress))


def _end(job: Job, state: Job.State, **outcome: object) -> None:
    Job.objects.filter(pk=job.pk, lease=job.lease).update(
        state=state, lock=None, lease_until=None, ended_at=timezone.now(), **outcome
    )


def _sentence(code: str, **details: object) -> dict[str, str]:
    return {"zh": words(code, "zh", **details), "en": words(code, "en", **details)}


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Move the lease on from a thread of its own: a long computation tells no progress."""
    over = threading.Event()

    def beat() -> None:
        held = True
        while held and not over.wait(BEAT):
            close_old_connections()
            try:
                held = _renew(job)
            except DatabaseError:  # busy or restarting: the lease outlasts several beats
                log.warning("job %s missed a beat", job.pk, exc_info=True)
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
