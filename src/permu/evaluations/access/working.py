"""Who may work on a round: its files, requests, findings and settlements."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from permu.evaluations.models import (
    DailyDigest,
    DataRequest,
    FigureCorrection,
    Round,
    RoundFile,
    RoundFinding,
    RowOwner,
)
from permu.register.models import Job, Role, User


def must_be_clerk(user: User) -> None:
    """404 for anybody else: a page of the clerks' does not exist for others."""
    if user.role != Role.CLERK:
        raise Http404


def must_see_all(user: User) -> None:
    """404 for who has no business with the lists of many: enterprises, and who only opens accounts."""
    if user.role not in (Role.CLERK, Role.LEADER):
        raise Http404


def rounds_for(user: User) -> QuerySet[Round]:
    """Clerks work on every round; others on none."""
    return Round.objects.all() if user.role == Role.CLERK else Round.objects.none()


def round_for(user: User, pk: int) -> Round:
    """One round, or 404."""
    return get_object_or_404(rounds_for(user), pk=pk)


def years_for(user: User) -> QuerySet[Round]:
    """The rounds whose way a person may see: leaders once something is shared or submitted to them."""
    found = Round.objects.select_related("submitted_run", "shared_run")
    if user.role in (Role.CLERK, Role.AUDITOR):
        return found
    seen = Q(shared_run__isnull=False) | Q(submitted_run__isnull=False)
    return found.filter(seen) if user.role == Role.LEADER else found.none()


def year_for(user: User, pk: int) -> Round:
    """One round's way, or 404."""
    return get_object_or_404(years_for(user), pk=pk)


def file_for(user: User, pk: int) -> RoundFile:
    """One file of a round, or 404."""
    return get_object_or_404(RoundFile, pk=pk, round__in=rounds_for(user))


def request_for(user: User, pk: int) -> DataRequest:
    """One request of a round, or 404."""
    requests = DataRequest.objects.select_related("round")
    return get_object_or_404(requests, pk=pk, round__in=rounds_for(user))


def digest_for(user: User, pk: int) -> DailyDigest:
    """One day's reminder of one department, or 404."""
    must_be_clerk(user)
    return get_object_or_404(DailyDigest, pk=pk)


def finding_for(user: User, pk: int) -> RoundFinding:
    """One finding, or 404."""
    return get_object_or_404(RoundFinding, pk=pk, round__in=rounds_for(user))


def owner_for(user: User, pk: int) -> RowOwner:
    """What was settled of a row, or 404."""
    return get_object_or_404(RowOwner, pk=pk, round__in=rounds_for(user))


def correction_for(user: User, pk: int) -> FigureCorrection:
    """One correction, or 404."""
    return get_object_or_404(FigureCorrection, pk=pk, round__in=rounds_for(user))


def open_job(round_: Round) -> Job | None:
    """The reading or run that is under way."""
    return Job.objects.filter(lock=round_.lock).first()
