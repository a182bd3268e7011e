"""What people of a town or a department see: their own enterprises, and what they were asked for."""

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from permu.evaluations.models import DataRequest, Result, TownReview
from permu.register.models import Role, User


def results_in_town(user: User) -> QuerySet[Result]:
    """The shared results of a town's enterprises, as the runs placed them; 404 for anybody else."""
    if user.role != Role.TOWN or user.place is None:
        raise Http404
    found: QuerySet[Result] = Result.objects.select_related("run__round", "improvement")
    return found.filter(town=user.place.name, run=F("run__round__shared_run"))


def town_reviews_for(user: User) -> QuerySet[TownReview]:
    """The runs that were put before the towns, for a town that has enterprises in them; 404 for anybody else."""
    if user.role != Role.TOWN or user.place is None:
        raise Http404
    found: QuerySet[TownReview] = TownReview.objects.select_related("run__round")
    return found.filter(run__results__town=user.place.name).distinct()


def town_review_for(user: User, pk: int) -> TownReview:
    """One of them, or 404."""
    return get_object_or_404(town_reviews_for(user), pk=pk)


def requests_to(user: User) -> QuerySet[DataRequest]:
    """What went out to a person's department; 404 for who is of none."""
    if user.role != Role.DEPARTMENT:
        raise Http404
    asked = DataRequest.objects.select_related("round").filter(department=user.department)
    return asked.filter(sent_at__isnull=False, waived_at=None).order_by("-round__year", "pk")


def request_to(user: User, pk: int) -> DataRequest:
    """One of them, or 404."""
    return get_object_or_404(requests_to(user), pk=pk)
