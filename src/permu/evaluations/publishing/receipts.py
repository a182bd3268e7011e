"""A result's receipt: its line of the last list it was put out in."""

from dataclasses import replace

from permu.evaluations.models import Publication, Result
from permu.evaluations.publishing.keeping import kept_content, kept_entries
from permu.terms.proofs import proof_of
from permu.terms.receipts import Receipt
from permu.terms.refusal import Refused


def publication_of(result: Result) -> Publication | None:
    """The last publication that holds the result; None where it was never put out."""
    return Publication.objects.filter(run=result.run_id).first()


def receipt_of(result: Result) -> Receipt:
    """The receipt of a result that was put out.

    Raises:
        Refused: it was not, or the list is lost.
    """
    publication = publication_of(result)
    entries = kept_entries(publication) if publication else []
    places = [at for at, one in enumerate(entries) if one["subject"] == result.subject]
    if publication is None or not places:
        raise Refused("evaluations.no_receipt")
    link = replace(publication.link, seal="")
    proof = proof_of(entries, places[0], algorithm=link.algorithm)
    return Receipt(proof=proof, content=kept_content(publication)[1], link=link)
