"""The room's background work: reading a round's workbooks, and running the method on them.

The heavy libraries are imported by the work itself: every web process registers these jobs, few
ever do one.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from permu.evaluations.actions import files_in_use, held, held_at_work
from permu.evaluations.models import Round, RoundFile, Run
from permu.evaluations.sentences import say
from permu.register.actions import record, register_enterprises
from permu.register.jobs import Shift, job_kind
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.evaluations.robustness import Key
    from permu.intake import Intake
    from permu.intake.known import Known
    from permu.intake.settled import Settled

READ = ("reading", "facts_digest", "settled_digest", "held_figures", "stage")
"""What a reading changes of its round."""


@job_kind("import")
def read_round(shift: Shift) -> None:
    """Read a round's workbooks into facts and findings, which replace the last reading's."""
    from permu.evaluations.readings import keep_findings, keep_unowned, register_rows
    from permu.evaluations.settling.figures import items_used
    from permu.evaluations.settling.gathering import settled_for
    from permu.intake import read_workbooks, save_intake

    round_ = Round.objects.get(pk=shift.job.target)
    files = list(files_in_use(round_))
    settled = settled_for(round_)
    with _workspace(round_) as space:
        intake = read_workbooks(
            _as_sent(files, space / "sent"),
            year=round_.year,
            as_of=round_.as_of,
            known=_known(round_, settled),
            progress=shift.progress,
        )
        _refuse_if_damaged(files, intake)
        _refuse_anothers(files, intake)
        save_intake(intake, space / "intake")
        with shift.finishing() as result:
            round_ = held_at_work(round_)
            round_.reading += 1
            _place(space / "intake", round_.intake_folder(round_.reading))
            keep_findings(round_, files, intake)
            keep_unowned(round_, intake)
            register_enterprises(register_rows(intake.facts))
            round_.facts_digest = intake.facts.digest
            round_.settled_digest = settled.digest
            used = items_used(round_)
            round_.held_figures = sum(name in used for name in intake.facts.held["item"])
            if round_.stage == Round.Stage.COLLECTING:
                round_.stage = Round.Stage.CHECKING
            round_.save(update_fields=READ)
            result |= {"subjects": len(intake.facts.table), "findings": len(intake.findings)}
            record("read_round", round_, by=shift.job.owner, reading=round_.reading, **result)


@job_kind("run")
def run_round(shift: Shift) -> None:
    """Run the round's method on the facts of its last reading: one more numbered run."""
    from permu.engine import evaluate, save_result
    from permu.evaluations.methods import method_folder
    from permu.evaluations.results import new_run, result_rows
    from permu.evaluations.robustness import prepare
    from permu.intake import load_intake
    from permu.method import load_method

    round_ = Round.objects.get(pk=shift.job.target)
    folder = method_folder(round_.method)
    shift.progress(1, 4, say("load"))
    facts = load_intake(round_.intake_folder(round_.reading)).facts
    method = load_method(folder)
    shift.progress(2, 4, say("evaluate"))
    evaluation = evaluate(method, facts)
    with _workspace(round_) as space:
        shift.progress(3, 4, say("keep"))
        save_result(space / "result", evaluation, folder, facts)
        with shift.finishing() as result:
            round_ = held(round_)
            run = new_run(round_, method, evaluation, by=shift.job.owner)
            _place(space / "result", run.folder)
            run.save()
            run.results.bulk_create(result_rows(run, method, facts, evaluation), batch_size=500)
            if round_.stage == Round.Stage.CHECKING:
                round_.stage = Round.Stage.TRIAL
                round_.save(update_fields=["stage"])
            result |= {"run": run.pk, "number": run.number}
            record("run_round", run, by=shift.job.owner, evaluation=evaluation.digest)
    prepare(run)


def _analyse(shift: Shift, key: "Key") -> None:
    """Work out how sure a run's grades are, and keep it beside the run."""
    from permu.evaluations.robustness import worked_out

    run = Run.objects.get(pk=shift.job.target)

    def told(done: int, total: int, _source: str) -> None:
        shift.progress(done, total, say("draw"))

    worked_out(run, key, progress=told)
    with shift.finishing() as result:
        result |= {"run": run.pk, "assumed": key}


for _key in ("weights", "wide", "order", "data"):
    job_kind(f"robustness_{_key}")(partial(_analyse, key=_key))


def _known(round_: Round, settled: "Settled") -> "Known":
    """What was settled for the round, what it did not ask for, and the last year that was read, where there is one."""
    from permu.evaluations.requests.unasked import unasked_columns
    from permu.intake import load_intake
    from permu.intake.drift import forms_before
    from permu.intake.known import Known

    # Not part of what was settled: to send one more request changes no figure.
    settled = replace(settled, columns=(*settled.columns, *unasked_columns(round_)))
    before = Round.objects.filter(year__lt=round_.year, reading__gt=0).first()
    if before is None:
        return Known(settled=settled)
    earlier = load_intake(before.intake_folder(before.reading))
    is_last = before.year == round_.year - 1
    return Known(
        settled=settled,
        forms=forms_before(earlier.files),
        earlier=earlier.facts if is_last else None,
    )


def _refuse_if_damaged(files: Sequence[RoundFile], intake: "Intake") -> None:
    """Bytes on a disk may rot: what was read must be what was received."""
    received = {file.stored.name: file.stored.sha256 for file in files}
    for read in intake.files:
        if read.sha256 != received[read.name]:
            raise Refused("evaluations.file_damaged", file=read.name)


def _refuse_anothers(files: Sequence[RoundFile], intake: "Intake") -> None:
    """What a department's account sent is that department's form: no figure stands under a name that did not give it."""
    senders = {file.stored.name: file.stored.uploaded_by.department for file in files}
    for read in intake.files:
        if (sender := senders[read.name]) and sender != read.department:
            raise Refused(
                "evaluations.form_of_another", file=read.name, sender=sender, form=read.department
            )


def _as_sent(files: Sequence[RoundFile], folder: Path) -> list[Path]:
    """The stored files under the names they came with: names help to recognise a department."""
    folder.mkdir()
    paths = [folder / file.stored.name for file in files]
    for file, path in zip(files, paths, strict=True):
        path.symlink_to(file.stored.path)
    return paths


@contextmanager
def _workspace(round_: Round) -> Iterator[Path]:
    """A folder beside the round's, so that a finished folder is moved in at once."""
    round_.folder.mkdir(parents=True, exist_ok=True)
    for left in round_.folder.glob("at-work-*"):  # by a worker that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=round_.folder, prefix="at-work-") as space:
        yield Path(space)


def _place(made: Path, final: Path) -> None:
    """Move a finished folder to its place; what a killed worker left there belongs to no row."""
    if final.exists():
        shutil.rmtree(final)
    made.rename(final)
