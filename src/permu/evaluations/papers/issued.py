"""Which list a paper is of: what every document of a run prints."""

from collections.abc import Mapping

from django.utils import timezone

from permu.documents.official.issued import Issued, Kind
from permu.documents.text import vocabulary
from permu.evaluations.models import Publication, Run
from permu.terms.refusal import Language

KINDS: Mapping[str, Kind] = {"trial": "trial", "notice": "notice", "final": "final"}


def issued(publication: Publication) -> Issued:
    """A publication as papers name it."""
    run = publication.run
    return Issued(
        kind=KINDS[publication.kind], year=run.round.year, version=publication.version,
        number=publication.number, round=run.round.title, run=run.number, as_of=run.round.as_of,
        at=timezone.localtime(publication.published_at), algorithm=publication.algorithm,
        root=publication.root, head=str(publication.head),
    )  # fmt: skip


def newest_of(run: Run) -> Publication | None:
    """The last publication of a run; None where it was never put out."""
    return Publication.objects.select_related("run__round").filter(run=run).first()


def is_public(run: Run) -> bool:
    """Whether a run was put on notice or published, so that there are papers of it."""
    return Publication.objects.filter(run=run).exclude(kind=Publication.Kind.TRIAL).exists()


def standing(run: Run, language: Language = "zh") -> str:
    """What a workbook or sheet of a run says of where it stands: its publication, or that there is none."""
    found = newest_of(run)
    if found is None:
        return vocabulary(language)["standing_unpublished"].format(run=run.number)
    return standing_of(found, language)


def standing_of(publication: Publication, language: Language = "zh") -> str:
    """The same of one publication."""
    one = issued(publication)
    return vocabulary(language)[f"standing_{one.kind}"].format(
        year=one.year, version=one.version, number=one.number, as_of=one.as_of.isoformat(),
        root=one.root, head=one.head,
    )  # fmt: skip
