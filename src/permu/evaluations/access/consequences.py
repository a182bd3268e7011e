"""Who sees what follows from the published grades, and what the lowest grade does about it."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from permu.evaluations.access.working import must_be_clerk, year_for
from permu.evaluations.models import Improvement, Milestone, Round
from permu.register.models import Role, User

SEE_TOTALS = (Role.CLERK, Role.LEADER)


def consequences_for(user: User, pk: int) -> Round:
    """A year whose measures and totals a person may see, or 404."""
    if user.role not in SEE_TOTALS:
        raise Http404
    return year_for(user, pk)


def improvements_for(user: User) -> QuerySet[Improvement]:
    """Every case for clerks and leaders, a town its enterprises', an enterprise its own; 404 for anybody else."""
    found: QuerySet[Improvement] = Improvement.objects.select_related("round", "result__run__round")
    if user.role == Role.ENTERPRISE:
        return found.filter(result__enterprise=user.enterprise_id)
    if user.role == Role.TOWN and user.place is not None:
        return found.filter(result__town=user.place.name)
    if user.role not in SEE_TOTALS:
        raise Http404
    return found


def improvement_for(user: User, pk: int) -> Improvement:
    """One of them, or 404."""
    return get_object_or_404(improvements_for(user), pk=pk)


def milestone_for(user: User, pk: int) -> Milestone:
    """One step of a case, for clerks, or 404."""
    must_be_clerk(user)
    return get_object_or_404(Milestone.objects.select_related("improvement"), pk=pk)
