"""Who may see what of the register."""

from collections.abc import Collection

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from permu.register.actions import MOST_WRONG
from permu.register.models import Client, Job, Notice, Record, Role, SecondFactor, User


def jobs_for(user: User) -> QuerySet[Job]:
    """Clerks share their work; nobody else has any."""
    return Job.objects.all() if user.role == Role.CLERK else Job.objects.none()


def job_for(user: User, pk: int) -> Job:
    """One job, or 404."""
    return get_object_or_404(jobs_for(user), pk=pk)


def must_be(user: User, role: Role) -> None:
    """404 for anybody of another role."""
    if user.role != role:
        raise Http404


def people_for(user: User) -> QuerySet[User]:
    """Every account, for who opens and closes them; 404 for anybody else."""
    must_be(user, Role.ADMIN)
    return User.objects.select_related("enterprise", "place", "second_factor").order_by(
        "role", "username"
    )


def person_for(user: User, pk: int) -> User:
    """One account, or 404."""
    return get_object_or_404(people_for(user), pk=pk)


def locked_names(names: Collection[str]) -> set[str]:
    """Which of these user names are locked somewhere after too many wrong tries from there, or take no more codes."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(
        username__in=names, attempt_time__gt=since,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
    )  # fmt: skip
    held = SecondFactor.objects.filter(user__username__in=names, wrong__gte=MOST_WRONG)
    found = tried.values_list("username", flat=True)
    return {*found, *held.values_list("user__username", flat=True)}


def clients_for(user: User) -> QuerySet[Client]:
    """Every machine's token, for who gives and takes them; 404 for anybody else."""
    must_be(user, Role.ADMIN)
    return Client.objects.select_related("account", "created_by")


def notices_for(user: User) -> QuerySet[Notice]:
    """One's own, and nobody else's."""
    return Notice.objects.filter(person=user)


def records_for(user: User) -> QuerySet[Record]:
    """The whole log, for the auditor; 404 for anybody else, who may be in it."""
    must_be(user, Role.AUDITOR)
    return Record.objects.select_related("actor").order_by("-pk")
