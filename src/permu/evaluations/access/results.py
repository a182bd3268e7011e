"""Who may see what came of a round: its runs, results, publications and the scenarios tried on it."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from permu.evaluations.access.working import must_see_all
from permu.evaluations.models import KeptScenario, Publication, Result, Run
from permu.register.models import Role, User


def runs_for(user: User) -> QuerySet[Run]:
    """Clerks see every run, leaders what is shared or submitted, enterprises no list at all."""
    runs: QuerySet[Run] = Run.objects.select_related("round")
    if user.role == Role.CLERK:
        return runs
    return _for_leaders(runs) if user.role == Role.LEADER else runs.none()


def run_for(user: User, pk: int) -> Run:
    """One run, or 404."""
    return get_object_or_404(runs_for(user), pk=pk)


def run_under_method_for(user: User, pk: int) -> Run:
    """One run, for who may read its method, or 404: an enterprise where its own result is of that run."""
    if user.role != Role.ENTERPRISE:
        return run_for(user, pk)
    own = results_for(user).filter(run=pk).first()
    if own is None:
        raise Http404
    run: Run = own.run
    return run


def results_for(user: User) -> QuerySet[Result]:
    """As runs; an enterprise sees its own results, once shared."""
    results: QuerySet[Result] = Result.objects.select_related("run__round")
    if user.role == Role.ENTERPRISE:
        return results.filter(
            enterprise=user.enterprise_id, run=F("run__round__shared_run")
        ).order_by("-run__round__year", "-run")
    return results.filter(run__in=runs_for(user))


def result_for(user: User, pk: int) -> Result:
    """One result, or 404: whether it exists is itself not for strangers."""
    return get_object_or_404(results_for(user), pk=pk)


def publications_for(user: User) -> QuerySet[Publication]:
    """What was put out, for who sees the lists of many, and for the auditor."""
    if user.role != Role.AUDITOR:
        must_see_all(user)
    found: QuerySet[Publication] = Publication.objects.select_related(
        "round", "run", "published_by"
    )
    return found


def notice_for(user: User, pk: int) -> Publication:
    """One list that went out to the public, on notice or published, or 404."""
    return get_object_or_404(publications_for(user).exclude(kind=Publication.Kind.TRIAL), pk=pk)


def scenarios_for(user: User) -> QuerySet[KeptScenario]:
    """The office and leaders share their scenarios: they hold the county's rules, and nobody's figures."""
    kept: QuerySet[KeptScenario] = KeptScenario.objects.select_related(
        "created_by", "made_on__round"
    )
    return kept if user.role in (Role.CLERK, Role.LEADER) else kept.none()


def newest(kept: Iterable[KeptScenario]) -> list[KeptScenario]:
    """The last version of each scenario."""
    found: dict[str, KeptScenario] = {}
    for one in kept:
        found.setdefault(one.code, one)
    return list(found.values())


def scenario_for(user: User, pk: int) -> KeptScenario:
    """One version of a scenario, or 404."""
    return get_object_or_404(scenarios_for(user), pk=pk)


def _for_leaders(runs: QuerySet[Run]) -> QuerySet[Run]:
    return runs.filter(Q(pk=F("round__shared_run")) | Q(pk=F("round__submitted_run")))
