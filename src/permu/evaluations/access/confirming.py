"""Who may confirm, look on, enter a signed paper, and decide."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from permu.evaluations.access.working import rounds_for
from permu.evaluations.models import Confirming, Dispute, LandNotice
from permu.register.models import Enterprise, Role, User


def confirmings_for(user: User) -> QuerySet[Confirming]:
    """Every confirming, for those who take part; 404 for anybody else."""
    if user.role not in (Role.CLERK, Role.TOWN, Role.ENTERPRISE):
        raise Http404
    found: QuerySet[Confirming] = Confirming.objects.select_related("round")
    return found


def noticed_land_for(user: User) -> LandNotice | None:
    """The newest list of land areas on notice, for those whose rows it has; 404 for anybody else."""
    if user.role not in (Role.TOWN, Role.ENTERPRISE):
        raise Http404
    newest: LandNotice | None = LandNotice.objects.select_related("round").first()
    return newest


def confirming_for(user: User, pk: int, *roles: Role) -> Confirming:
    """One confirming, for people of these roles, or 404."""
    if user.role not in roles:
        raise Http404
    return get_object_or_404(confirmings_for(user), pk=pk)


def enterprises_for(user: User) -> QuerySet[Enterprise]:
    """Whose figures a person has to do with: an enterprise its own, a town its enterprises', a clerk all."""
    every = Enterprise.objects.select_related("town").order_by("name", "credit_code")
    if user.role == Role.TOWN:
        return every.filter(town=user.place)
    if user.role == Role.ENTERPRISE:
        return every.filter(people=user)
    return every if user.role == Role.CLERK else every.none()


def dispute_for(user: User, pk: int) -> Dispute:
    """One dispute, for who decides it, or 404."""
    disputes = Dispute.objects.select_related("confirmation__confirming__round", "evidence")
    return get_object_or_404(disputes, pk=pk, confirmation__confirming__round__in=rounds_for(user))
