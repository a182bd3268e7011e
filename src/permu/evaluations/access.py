"""Who may see what: each object is fetched through here, and a stranger gets 404."""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from permu.evaluations.models import (
    DailyDigest,
    DataRequest,
    FigureCorrection,
    KeptScenario,
    Result,
    Round,
    RoundFile,
    RoundFinding,
    RowOwner,
    Run,
)
from permu.register.models import Job, Role, User


def must_be_clerk(user: User) -> None:
    """404 for anybody else: a page of the clerks' does not exist for others."""
    if user.role != Role.CLERK:
        raise Http404


def refuse_enterprises(user: User) -> None:
    """404 for an enterprise: the lists of many are not for one."""
    if user.role == Role.ENTERPRISE:
        raise Http404


def rounds_for(user: User) -> QuerySet[Round]:
    """Clerks work on every round; others on none."""
    return Round.objects.all() if user.role == Role.CLERK else Round.objects.none()


def round_for(user: User, pk: int) -> Round:
    """One round, or 404."""
    return get_object_or_404(rounds_for(user), pk=pk)


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


def runs_for(user: User) -> QuerySet[Run]:
    """Clerks see every run, leaders the shared ones, enterprises no list at all."""
    runs: QuerySet[Run] = Run.objects.select_related("round")
    if user.role == Role.CLERK:
        return runs
    return _shared(runs) if user.role == Role.LEADER else runs.none()


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


def scenarios_for(user: User) -> QuerySet[KeptScenario]:
    """The office and leaders share their scenarios: they hold the county's rules, and nobody's figures."""
    kept: QuerySet[KeptScenario] = KeptScenario.objects.select_related(
        "created_by", "made_on__round"
    )
    return kept.none() if user.role == Role.ENTERPRISE else kept


def newest(kept: Iterable[KeptScenario]) -> list[KeptScenario]:
    """The last version of each scenario."""
    found: dict[str, KeptScenario] = {}
    for one in kept:
        found.setdefault(one.code, one)
    return list(found.values())


def scenario_for(user: User, pk: int) -> KeptScenario:
    """One version of a scenario, or 404."""
    return get_object_or_404(scenarios_for(user), pk=pk)


def _shared(runs: QuerySet[Run]) -> QuerySet[Run]:
    return runs.filter(pk=F("round__shared_run"))
