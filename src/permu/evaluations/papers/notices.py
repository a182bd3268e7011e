"""The public notice of a list on notice, and the paper that publishes it, out of what was put out."""

import polars as pl
from django.utils import timezone

from permu.documents.official.changes import Changes, changes_between
from permu.documents.official.listing import GradedList, graded_of
from permu.documents.official.notice import Corrected, PublicNotice, Window, until
from permu.evaluations.models import Publication, Run, StepTaken
from permu.evaluations.papers.issued import issued
from permu.evaluations.papers.why import why
from permu.evaluations.publishing.content import Entry
from permu.evaluations.publishing.keeping import kept_entries
from permu.evaluations.stored import method_of, stored_result
from permu.evaluations.year.closing import notice_of
from permu.method.model import Method
from permu.terms.refusal import Refused


def public_notice(publication: Publication) -> PublicNotice:
    """The notice of a publication: its list as it was put out, what its method publishes, and until when.

    Raises:
        Refused: the list or the run's method is lost.
    """
    run = publication.run
    method = method_of(run)
    return PublicNotice(
        place=method.place_label, method=method.title, issued=issued(publication),
        list=_list(method, entries_or_refused(publication)), window=window(publication),
        corrected=corrected(run), changes=changes_since_last(publication, names_items=False),
        is_trial_year=method.is_trial, is_synthetic=is_synthetic(run),
    )  # fmt: skip


def entries_or_refused(publication: Publication) -> list[Entry]:
    """The list as it was put out.

    Raises:
        Refused: it is lost.
    """
    entries = kept_entries(publication)
    if not entries:
        raise Refused("evaluations.list_lost", number=publication.number)
    return entries


def changes_since_last(publication: Publication, *, names_items: bool) -> Changes | None:
    """What is otherwise than in the round's list that went out to the public before; None where there was none."""
    earlier = Publication.objects.filter(round=publication.round_id, number__lt=publication.number)
    last = earlier.exclude(kind=Publication.Kind.TRIAL).select_related("run__round").first()
    if last is None:
        return None
    return changes_between(
        entries_or_refused(last), entries_or_refused(publication), since=issued(last).version_said,
        why=why(last.run, publication.run, names_items=names_items),
    )  # fmt: skip


def window(publication: Publication) -> Window:
    """How long the publication is open to objections, and to whom they go."""
    rule, step = notice_of(publication.run), step_of(publication)
    closes = timezone.localtime(step.closes_at) if step and step.closes_at else None
    return Window(
        closes=until(closes) if closes else "",
        is_assumed=step.is_assumed if step else False,
        channel=rule.channel if rule else (),
        needs_evidence=rule.needs_evidence if rule else False,
        silence_is_consent=rule.silence_is_consent if rule else False,
    )


def step_of(publication: Publication) -> StepTaken | None:
    """The step of the year that put the list on notice."""
    if publication.kind != Publication.Kind.NOTICE:
        return None
    taken = publication.round.steps.filter(move="notice", run=publication.run)
    found: StepTaken | None = (
        taken.filter(at__gte=publication.published_at).order_by("number").first()
    )
    return found


def corrected(run: Run) -> Corrected | None:
    """How many figures of the run's facts a person corrected; None where its folder is lost."""
    try:
        cells = stored_result(run).facts.cells
    except Refused:
        return None
    found = cells.filter(pl.col("status") == "corrected").select("subject", "item").unique()
    return Corrected(figures=len(found), subjects=found["subject"].n_unique())


def is_synthetic(run: Run) -> bool:
    """Whether its enterprises are made up; of a run whose folder is lost the method alone tells."""
    try:
        stored = stored_result(run)
    except Refused:
        return method_of(run).status == "synthetic"
    return stored.method.makes_synthetic(stored.facts)


def _list(method: Method, entries: list[Entry]) -> GradedList:
    """Where the method does not say what is published, grades alone are."""
    known = [grade for group in method.groups if group.grading for grade in group.grading.grades]
    return GradedList(
        publishes=method.procedure.publishes if method.procedure else "grades",
        groups=tuple(group.label for group in method.groups),
        grades=tuple(dict.fromkeys(known)),
        graded=graded_of(entries),
    )
