"""Who may see which appeal, and which figure: an enterprise its own, a town its enterprises', a department its own figures'."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from permu.evaluations.access.places import results_in_town
from permu.evaluations.access.results import results_for
from permu.evaluations.models import Appeal, AppealAnswer, Result
from permu.register.models import Role, User


def appeals_for(user: User) -> QuerySet[Appeal]:
    """Clerks see all, others what concerns them, strangers none."""
    found = Appeal.objects.select_related(
        "round", "result", "enterprise", "evidence", "lodged_by", "answer__by", "decision__by"
    )
    if user.role == Role.CLERK:
        return found
    if user.role == Role.ENTERPRISE:
        return found.filter(enterprise=user.enterprise_id)
    if user.role == Role.TOWN and user.place is not None:
        return found.filter(result__town=user.place.name)
    if user.role == Role.DEPARTMENT:
        return found.filter(provider=user.department).exclude(state=Appeal.State.WITHDRAWN)
    return found.none()


def appeal_for(user: User, pk: int) -> Appeal:
    """One appeal, or 404."""
    return get_object_or_404(appeals_for(user), pk=pk)


def appeal_lodged_for(user: User, pk: int) -> Appeal:
    """One that a person may take back: of the own enterprise, or of the town's; 404 otherwise."""
    if user.role not in (Role.ENTERPRISE, Role.TOWN):
        raise Http404
    return appeal_for(user, pk)


def appeal_decided_for(user: User, pk: int) -> Appeal:
    """One that was decided, for the office and the enterprise itself; 404 otherwise."""
    if user.role not in (Role.CLERK, Role.ENTERPRISE):
        raise Http404
    return get_object_or_404(appeals_for(user), pk=pk, decision__isnull=False)


def appeal_to(user: User, pk: int) -> Appeal:
    """One that a department answers, or 404."""
    if user.role != Role.DEPARTMENT:
        raise Http404
    return appeal_for(user, pk)


def results_to_appeal(user: User) -> QuerySet[Result]:
    """The noticed results that a person may appeal for: the enterprise's own, or the town's; 404 for others."""
    found = results_for(user) if user.role == Role.ENTERPRISE else results_in_town(user)
    return found.filter(run__round__steps__move="notice").distinct()


def result_to_appeal(user: User, pk: int) -> Result:
    """One of them, or 404."""
    return get_object_or_404(results_to_appeal(user), pk=pk)


def answer_for(user: User, pk: int) -> AppealAnswer:
    """What the department answered to an appeal, for the office and the department; 404 otherwise."""
    if user.role not in (Role.CLERK, Role.DEPARTMENT):
        raise Http404
    return get_object_or_404(AppealAnswer, appeal=appeal_for(user, pk))
