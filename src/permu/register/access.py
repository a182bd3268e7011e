"""Who may see what of the register."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from permu.register.models import Job, Role, User


def jobs_for(user: User) -> QuerySet[Job]:
    """Clerks share their work; nobody else has any."""
    return Job.objects.all() if user.role == Role.CLERK else Job.objects.none()


def job_for(user: User, pk: int) -> Job:
    """One job, or 404."""
    return get_object_or_404(jobs_for(user), pk=pk)
