"""Who is told of what: each step of a year, and each request that goes out."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from permu.evaluations.models import (
    Appeal,
    Confirming,
    DataRequest,
    Dispute,
    Improvement,
    LandNotice,
    Round,
    StepTaken,
    TownOpinion,
    TownReview,
)
from permu.register.actions import tell
from permu.register.models import Place, Role, User
from permu.terms.items import item

_OF_STEP = {
    "submit": (Role.LEADER,),
    "approve": (Role.CLERK,),
    "give_back": (Role.CLERK,),
    "notice": (Role.LEADER, Role.TOWN, Role.ENTERPRISE),
    "publish": (Role.LEADER, Role.TOWN, Role.ENTERPRISE),
}
"""Whom each step concerns who did not take it."""


def tell_of_step(round_: Round, step: StepTaken) -> None:
    """Tell those whom a step concerns; enterprises of their own result, where they have one."""
    roles = _OF_STEP.get(step.move, ())
    if not roles:
        return
    until = step.closes_at.strftime("%Y-%m-%d %H:%M") if step.closes_at else ""
    people = _open().filter(role__in=roles)
    people = people.filter(~Q(role=Role.ENTERPRISE) | Q(enterprise__results__run=step.run))
    code = f"evaluations.told_{step.move}"
    tell(people.distinct(), f"step-{step.key}"[:100], code, round=round_.title, until=until)


def tell_of_request(request: DataRequest) -> None:
    """Tell a department's people what it is asked for."""
    people = _open().filter(role=Role.DEPARTMENT, department=request.department)
    due = request.due_on.isoformat()
    tell(
        people,
        f"request-{request.pk}",
        "evaluations.told_request",
        round=request.round.title,
        due=due,
    )


def tell_of_confirming(confirming: Confirming) -> None:
    """Tell every enterprise, and the towns, until when figures can be confirmed."""
    people = _open().filter(role__in=(Role.ENTERPRISE, Role.TOWN))
    round_ = confirming.round.title
    tell(
        people,
        f"confirming-{confirming.pk}",
        "evaluations.told_confirming",
        round=round_,
        until=confirming.until,
    )


def tell_of_land(notice: LandNotice) -> None:
    """Tell every enterprise, and the towns, that land areas are on notice."""
    people = _open().filter(role__in=(Role.ENTERPRISE, Role.TOWN))
    said = {"round": notice.round.title, "until": notice.until}
    tell(people, f"land-{notice.pk}", "evaluations.told_land", **said)


def tell_enterprise(dispute: Dispute) -> None:
    """Tell an enterprise what became of its dispute."""
    people = _open().filter(enterprise=dispute.confirmation.enterprise)
    code = f"evaluations.told_{dispute.decision}"
    tell(people, f"dispute-{dispute.pk}", code, item=item(dispute.item).label, why=dispute.why)


def tell_of_appeal(appeal: Appeal) -> None:
    """Tell the office and the department whose figure it is."""
    of_department = Q(role=Role.DEPARTMENT, department=appeal.provider)
    people = _open().filter(of_department | Q(role=Role.CLERK))
    due = appeal.due_on.isoformat()
    said = {"round": appeal.round.title, "number": appeal.number, "due": due}
    tell(people, f"appeal-{appeal.pk}", "evaluations.told_appeal", **said)


def tell_of_answer(appeal: Appeal) -> None:
    """Tell the office that a department answered."""
    said = {"round": appeal.round.title, "number": appeal.number}
    clerks = _open().filter(role=Role.CLERK)
    tell(clerks, f"appeal-answered-{appeal.pk}", "evaluations.told_appeal_answered", **said)


def tell_of_decision(appeal: Appeal) -> None:
    """Tell the enterprise, and who lodged it."""
    people = _open().filter(Q(enterprise=appeal.enterprise) | Q(pk=appeal.lodged_by_id))
    said = {"round": appeal.round.title, "number": appeal.number}
    tell(people, f"appeal-decided-{appeal.pk}", "evaluations.told_appeal_decided", **said)


def tell_of_review(review: TownReview, towns: Collection[Place]) -> None:
    """Tell the towns that a run waits for their opinion."""
    people = _open().filter(role=Role.TOWN, place__in=towns)
    said = {"round": review.round.title, "until": review.until}
    tell(people, f"towns-{review.pk}", "evaluations.told_towns", **said)


def tell_of_opinion(opinion: TownOpinion) -> None:
    """Tell the office that a town has something against a run."""
    said = {"round": opinion.review.round.title, "town": opinion.town.name}
    clerks = _open().filter(role=Role.CLERK)
    tell(clerks, f"opinion-{opinion.pk}", "evaluations.told_opinion", **said)


def tell_of_case(one: Improvement) -> None:
    """Tell the enterprise and its town that a case was opened, or its plan changed."""
    of_town = Q(role=Role.TOWN, place__name=one.result.town)
    people = _open().filter(Q(enterprise=one.result.enterprise) | of_town)
    said = {"round": one.round.title, "name": one.result.name, "due": one.due_on.isoformat()}
    changes = one.earlier_plans.count()
    code = "evaluations.told_case_changed" if changes else "evaluations.told_case"
    tell(people, f"case-{one.pk}-{changes}", code, **said)


def _open() -> QuerySet[User]:
    return User.objects.filter(is_active=True)
