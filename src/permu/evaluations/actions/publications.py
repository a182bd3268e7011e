"""Putting a list out: one more link of the office's chain."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from permu.evaluations.appeals.totals import disclosed
from permu.evaluations.models import Publication, Run
from permu.evaluations.publishing.content import about, content_of, entries_of
from permu.evaluations.publishing.keeping import (
    digest_in_use,
    keep,
    kept_content,
    note_head,
    office_key,
)
from permu.register.actions import record
from permu.register.models import User
from permu.register.trail import START, Trail, read_trail, trail_after
from permu.terms.canonical import canonical, content_digest
from permu.terms.chain import link
from permu.terms.refusal import Refused


@transaction.atomic
def publish(run: Run, kind: Publication.Kind, *, by: User) -> Publication:
    """Put a run's results out as the next version of that kind.

    Call it inside the transaction of what lets people see them.

    Raises:
        Refused: somebody puts out another list at this moment.
    """
    record("publish", run, by=by, kind=kind, evaluation=run.evaluation_digest)
    algorithm = digest_in_use()
    last = Publication.objects.select_for_update().order_by("-number").first()
    number = last.number + 1 if last else 1
    version = Publication.objects.filter(round=run.round, kind=kind).count() + 1
    at = timezone.localtime()
    entries = entries_of(run, number, key=office_key())
    content = content_of(
        run, entries, trail=trail_after(_trail_of(last)), algorithm=algorithm,
        about=about(number=number, kind=kind, version=version, by=str(by), at=at)
        | disclosed(run.round, kind),
    )  # fmt: skip
    made = link(
        last.link if last else None, content_digest(canonical(content), algorithm),
        key=office_key(), algorithm=algorithm,
    )  # fmt: skip
    publication = Publication(
        number=number, round=run.round, run=run, kind=kind, version=version,
        content=made.content, previous=made.previous, digest=made.digest, seal=made.seal,
        algorithm=algorithm, root=content["root"], published_by=by, published_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            publication.save()
    except IntegrityError as clash:
        raise Refused("evaluations.published_at_once") from clash
    keep(publication.folder, content, entries)
    transaction.on_commit(lambda: note_head(publication.head))
    return publication


def _trail_of(last: Publication | None) -> Trail:
    return read_trail(kept_content(last)[1].get("trail")) if last else START
