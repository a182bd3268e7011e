"""What each step waits for, besides its stage."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from permu.evaluations.access import open_job
from permu.evaluations.appeals.totals import must_be_decided
from permu.evaluations.models import Confirming, FigureCorrection, LandNotice, Round, Run, StepTaken
from permu.evaluations.reviewing import standing_of
from permu.evaluations.settling.gathering import corrections_of
from permu.evaluations.year.clock import written
from permu.terms.refusal import Refused

Need = Callable[[Round, Run | None], None]


def _newest_run(round_: Round, run: Run | None) -> None:
    """A run of the facts as they stand now, and no other; and nobody is still asked to confirm them."""
    from permu.evaluations.actions.rounds import is_read

    if open_job(round_):
        raise Refused("evaluations.job_open")
    if LandNotice.objects.filter(round=round_, closes_at__gt=timezone.now()).exists():
        raise Refused("evaluations.land_on_notice")
    if Confirming.objects.filter(round=round_, ended_at=None).exists():
        raise Refused("evaluations.confirming_not_ended")
    _towns_are_heard(round_)
    must_be_decided(round_)
    newest = round_.runs.order_by("-number").first()
    if run is None or newest is None:
        raise Refused("evaluations.nothing_to_submit")
    if run != newest or run.facts_digest != round_.facts_digest or not is_read(round_):
        raise Refused("evaluations.run_not_current", number=run.number)


def _towns_are_heard(round_: Round) -> None:
    towns = standing_of(round_)
    if towns and towns.waits_for:
        raise Refused("evaluations.towns_reviewing", n=towns.waits_for, until=towns.review.until)


def _notice_over(round_: Round, _: Run | None) -> None:
    until = notice_until(round_)
    if until and timezone.now() < until:
        raise Refused("evaluations.notice_open", until=written(until))


def _noticed(round_: Round, run: Run | None) -> None:
    """There was a notice; after a correction, perhaps of an earlier run than the one now approved."""
    if not round_.steps.filter(move="close").exists():
        raise Refused("evaluations.not_noticed")
    is_approved = round_.steps.filter(move="approve", run=run).exists()
    if run is None or run != round_.submitted_run or not is_approved:
        raise Refused("evaluations.not_approved")
    must_be_decided(round_)
    _has_decided_facts(round_, run)


def _has_decided_facts(round_: Round, run: Run) -> None:
    """What appeals changed is in the run."""
    from permu.evaluations.actions.rounds import is_read

    by_appeal = list(corrections_of(round_).filter(decision__isnull=False))
    is_run = run.facts_digest == round_.facts_digest and is_read(round_)
    if by_appeal and not (is_run and all(_is_used(round_, one) for one in by_appeal)):
        raise Refused("evaluations.appeals_not_run", number=run.number)


def _is_used(round_: Round, correction: FigureCorrection) -> bool:
    """Whether the sheets still say what a correction took the place of; if not, no reading takes it."""
    from permu.evaluations.settling.figures import figure_of

    found = figure_of(round_, correction.subject, correction.item)
    return found is not None and found.over == correction.over


def _measures_reviewed(round_: Round, run: Run | None) -> None:
    """Somebody said of each measure whether it may run."""
    from permu.evaluations.consequences.gate import unreviewed

    open_ = unreviewed(round_, run) if run else []
    if open_:
        labels = "；".join(one.measure.label for one in open_)
        raise Refused("evaluations.measures_not_reviewed", count=len(open_), labels=labels)


NEEDS: dict[str, Need] = {
    "submit": _newest_run, "close": _notice_over, "publish": _noticed,
    "archive": _measures_reviewed,
}  # fmt: skip


def notice_until(round_: Round) -> datetime | None:
    """Until when the last notice was or is open; None where there was none."""
    last: StepTaken | None = round_.steps.filter(move="notice").last()
    return last.closes_at if last else None
