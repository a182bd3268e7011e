"""Letters to enterprises (告知书) of a list on notice or published."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import Count

from permu.documents.folder import file_stem
from permu.documents.official import Paper
from permu.documents.official.letter import Letter, letter_paper
from permu.engine.explanation import explain_some
from permu.evaluations.models import Publication, Result
from permu.evaluations.papers.issued import issued
from permu.evaluations.papers.notices import changes_since_last, entries_or_refused, window
from permu.evaluations.stored import stored_result
from permu.terms.proofs import digest_of
from permu.terms.refusal import Refused


def letters(publication: Publication, subjects: Sequence[str]) -> Iterator[Letter]:
    """The letters to some enterprises, in order of their codes: what they share is worked out once.

    Raises:
        Refused: the list or the run's folder is lost.
    """
    stored = stored_result(publication.run)
    entries = {one["subject"]: one for one in entries_or_refused(publication)}
    named, open_ = issued(publication), window(publication)
    changed = _changed(publication)
    for sheet in explain_some(stored.evaluation, stored.method, stored.facts, subjects):
        since, change = changed.get(sheet.subject, ("", ""))
        receipt = digest_of(entries[sheet.subject], publication.link.algorithm)
        yield Letter(
            sheet=sheet,
            issued=named,
            window=open_,
            receipt=receipt,
            is_trial_year=stored.method.is_trial,
            change=change,
            since=since,
        )


def _changed(publication: Publication) -> Mapping[str, tuple[str, str]]:
    """Since which list, and what is otherwise, by subject."""
    found = changes_since_last(publication, names_items=True)
    return {one.subject: (found.since, one.said) for one in found.moved} if found else {}


def publication_of(result: Result) -> Publication:
    """The last list on notice or published that holds a result.

    Raises:
        Refused: there is none yet.
    """
    found = Publication.objects.select_related("run__round").filter(run=result.run_id)
    last: Publication | None = found.exclude(kind=Publication.Kind.TRIAL).first()
    if last is None:
        raise Refused("evaluations.no_letter")
    return last


def towns_of(publication: Publication) -> list[tuple[str, int]]:
    """The towns that a publication has letters for, with how many; "" is of those whom no file places."""
    towns = publication.run.results.order_by("town").values_list("town")
    return list(towns.annotate(Count("pk")))


def pack_letters(
    publication: Publication, town: str, write: Callable[[Paper], bytes], *, kind: str
) -> bytes:
    """The letters to a town's enterprises, a file each; no clock is in it.

    Raises:
        Refused: the list or the run's folder is lost.
    """
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as packed:
        for name, paper in _papers(publication, town):
            packed.writestr(ZipInfo(f"{name}.{kind}"), write(paper), ZIP_DEFLATED)
    return buffer.getvalue()


def _papers(publication: Publication, town: str) -> Iterator[tuple[str, Paper]]:
    subjects = publication.run.results.filter(town=town).values_list("subject", flat=True)
    for letter in letters(publication, list(subjects)):
        sheet = letter.sheet
        plain = "".join(sign if sign.isalnum() else "_" for sign in sheet.name[:60])
        yield f"{plain}（{file_stem(sheet.subject)}）", letter_paper(letter)
