"""A round from its first workbook to what is shared of it; the scenarios tried on it."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from permu.evaluations.actions.holding import held_at_work
from permu.evaluations.actions.publications import publish
from permu.evaluations.methods import method_folder
from permu.evaluations.models import KeptScenario, Publication, Round, RoundFile, RoundFinding, Run
from permu.evaluations.settling.gathering import settled_for
from permu.intake.reading.kinds import SUFFIXES
from permu.method.model.scenarios import Scenario
from permu.method.scenarios import scenario_text
from permu.register.actions import Upload, keep_file, look_at, record
from permu.register.jobs import queue_job
from permu.register.models import Job, User
from permu.terms.refusal import Refused

LONGEST_LABEL = 120
WORKBOOKS = frozenset(chain.from_iterable(SUFFIXES.values()))


@transaction.atomic
def open_round(*, year: int, method: str, as_of: date, by: User, key: str) -> Round:
    """Open the year's round under a method. The same `key` gives the same round.

    Raises:
        Refused: there is no such method.
    """
    method_folder(method)
    round_, is_new = Round.objects.get_or_create(
        key=key,
        defaults={
            "year": year,
            "title": f"{year} 年度亩均效益综合评价",
            "method": method,
            "as_of": as_of,
            "created_by": by,
        },
    )
    if is_new:
        record("open_round", round_, by=by, method=method, year=year)
    return round_


def add_files(round_: Round, uploads: Iterable[Upload], *, by: User) -> list[Refused]:
    """Add workbooks to a round; one of the same name supersedes the earlier. Returns those refused.

    Each file is its own transaction: a bad one does not lose the good ones beside it.
    """
    refused = []
    for upload in uploads:
        try:
            look_at(upload, by=by)
            _add_file(round_, upload, by=by)
        except Refused as reason:
            refused.append(reason)
    return refused


@transaction.atomic
def _add_file(round_: Round, upload: Upload, *, by: User) -> None:
    name = upload.name or ""
    if PurePath(name).suffix[1:].lower() not in WORKBOOKS:
        raise Refused("evaluations.not_a_workbook", file=name)
    held_at_work(round_)  # of two files of one name that come at once, one supersedes the other
    stored = keep_file(upload, by=by)
    same_name = files_in_use(round_).filter(stored__name=stored.name)
    if same_name.filter(stored__sha256=stored.sha256).exists():
        return  # sent twice: nothing changes
    if by.department and same_name.exclude(stored__uploaded_by__department=by.department).exists():
        raise Refused("evaluations.name_of_another", file=stored.name)
    same_name.update(withdrawn_at=timezone.now())
    RoundFile.objects.create(round=round_, stored=stored)
    record("add_file", stored.name, by=by, round=round_.pk, sha256=stored.sha256)


@transaction.atomic
def withdraw_file(file: RoundFile, *, by: User) -> None:
    """Leave a workbook out of the next reading; its bytes are kept."""
    held_at_work(file.round)
    in_use = RoundFile.objects.filter(pk=file.pk, withdrawn_at=None)
    if in_use.update(withdrawn_at=timezone.now()):
        record("withdraw_file", file, by=by, round=file.round_id)


@transaction.atomic
def start_import(round_: Round, *, by: User, key: str) -> Job:
    """Queue the reading of a round's workbooks.

    Raises:
        Refused: there is none.
    """
    held_at_work(round_)
    if not files_in_use(round_).exists():
        raise Refused("evaluations.no_files")
    job, is_new = queue_job("import", round_.pk, owner=by, key=key, lock=round_.lock)
    if is_new:
        record("start_import", round_, by=by, job=job.pk)
    return job


@transaction.atomic
def settle_finding(finding: RoundFinding, *, settlement: str, by: User) -> None:
    """Write down what was done about a finding. It changes no figure.

    Raises:
        Refused: nothing was written, somebody wrote something else before, or the workbooks
            were read anew meanwhile.
    """
    written = settlement.replace("\0", "").strip()[:200]
    if not written:
        raise Refused("evaluations.nothing_to_settle")
    held_at_work(finding.round)
    now = RoundFinding.objects.filter(pk=finding.pk).first()
    if now is None:
        raise Refused("evaluations.finding_replaced")
    if now.settled_at:
        if (now.settled_by, now.settlement) != (by, written):
            raise Refused("evaluations.already_settled", by=now.settled_by, said=now.settlement)
        return
    now.settled_at, now.settled_by, now.settlement = timezone.now(), by, written
    now.save(update_fields=["settled_at", "settled_by", "settlement"])
    record("settle_finding", now.code, by=by, round=now.round_id, number=now.number)


@transaction.atomic
def start_run(round_: Round, *, accepted: int, by: User, key: str) -> Job:
    """Queue a run, with `accepted` held findings that the clerk takes along.

    Raises:
        Refused: the workbooks are not read as they stand, or other findings stand open than
            the clerk saw.
    """
    round_ = held_at_work(round_)
    if not is_read(round_):
        raise Refused("evaluations.not_read")
    found = held_findings(round_)
    if accepted != found:
        raise Refused("evaluations.findings_changed", accepted=accepted, found=found)
    job, is_new = queue_job("run", round_.pk, owner=by, key=key, lock=round_.lock)
    if is_new:
        record("start_run", round_, by=by, job=job.pk, accepted_findings=found)
    return job


@transaction.atomic
def share_results(run: Run, *, by: User) -> None:
    """Let enterprises see their own result of this run, and leaders all; it is put out as a list that stays.

    Raises:
        Refused: it is shared already, or a later one is; or a notice says already what is so.
    """
    round_ = held_at_work(run.round)
    if round_.steps.filter(move="notice").exists():
        raise Refused("evaluations.share_by_notice")
    shared = round_.shared_run
    if shared == run:
        raise Refused("evaluations.already_shared", number=run.number)
    if shared and shared.number > run.number:
        raise Refused("evaluations.later_shared", number=run.number, shared=shared.number)
    round_.shared_run = run
    round_.save(update_fields=["shared_run"])
    publish(run, Publication.Kind.TRIAL, by=by)
    record("share_results", run, by=by, evaluation=run.evaluation_digest)


@transaction.atomic
def keep_scenario(scenario: Scenario, run: Run, *, by: User, key: str) -> KeptScenario:
    """Keep a scenario as the next version of its id; where the last one says the same, nothing is added.

    The same `key` gives the same version.

    Raises:
        Refused: its name or id is too long, or somebody keeps a version of it at this moment.
    """
    if len(scenario.label) > LONGEST_LABEL or len(scenario.id) > LONGEST_LABEL // 2:
        raise Refused("evaluations.scenario_name_long", longest=LONGEST_LABEL)
    versions = KeptScenario.objects.filter(code=scenario.id).order_by("-number")
    last = versions.first()
    known: KeptScenario | None = KeptScenario.objects.filter(key=key).first()
    if known is None and last and last.digest == scenario.digest:
        known = last
    if known is not None:
        return known
    try:
        with transaction.atomic():
            kept = KeptScenario.objects.create(
                code=scenario.id,
                number=last.number + 1 if last else 1,
                label=scenario.label.replace("\0", ""),
                about=scenario.about.replace("\0", ""),
                text=scenario_text(scenario),
                digest=scenario.digest,
                made_on=run,
                key=key,
                created_by=by,
            )
    except IntegrityError as clash:
        raise Refused("evaluations.scenario_clash", label=scenario.label) from clash
    record("keep_scenario", kept, by=by, scenario=kept.code, digest=kept.digest, run=run.pk)
    return kept


def new_scenario_id(run: Run) -> str:
    """An id that no scenario has yet, such as `s2025_3`: what people name it is its label."""
    taken = set(KeptScenario.objects.values_list("code", flat=True))
    wanted = (f"s{run.round.year}_{number}" for number in range(1, len(taken) + 2))
    return next(one for one in wanted if one not in taken)


def files_in_use(round_: Round) -> QuerySet[RoundFile]:
    """The workbooks that the next reading takes."""
    return round_.files.filter(withdrawn_at=None).select_related("stored")


def is_read(round_: Round) -> bool:
    """Whether the last reading is of the workbooks, and of what people settled, as they stand now."""
    return round_.settled_digest == settled_for(round_).digest and are_files_read(round_)


def are_files_read(round_: Round) -> bool:
    """Whether the last reading is of the workbooks as they stand now."""
    read = set(round_.files.filter(read_in=round_.reading).values_list("pk", flat=True))
    return round_.reading > 0 and read == set(files_in_use(round_).values_list("pk", flat=True))


def held_findings(round_: Round) -> int:
    """How many figures are held until somebody settles them with their department."""
    return round_.findings.filter(severity=RoundFinding.Severity.ERROR, settled_at=None).count()


def robustness_lock(run: Run) -> str:
    """What no two analyses of one run hold at once."""
    return f"robustness:{run.pk}"


@transaction.atomic
def start_robustness(run: Run, assumed: str, *, by: User, key: str) -> Job:
    """Queue an analysis of how sure a run's grades are, under one set of assumptions. It changes no result."""
    job, is_new = queue_job(
        f"robustness_{assumed}", run.pk, owner=by, key=key, lock=robustness_lock(run)
    )
    if is_new:
        record("start_robustness", run, by=by, job=job.pk, assumed=assumed)
    return job
