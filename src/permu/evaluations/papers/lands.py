"""The notice of land areas as a paper, out of what was put out."""

from django.utils import timezone

from permu.documents.official.land import LandOnNotice
from permu.evaluations.methods import method_of
from permu.evaluations.models import LandNotice
from permu.terms.facts import SYNTHETIC_PLACE


def land_on_notice(notice: LandNotice) -> LandOnNotice:
    """What the paper says.

    Raises:
        Refused: the method is gone.
    """
    round_ = notice.round
    method = method_of(round_.method)
    return LandOnNotice(
        place=method.place_label, year=round_.year, number=notice.number, round=round_.title,
        method=method.title, as_of=round_.as_of, reading=notice.reading,
        at=timezone.localtime(notice.at), closes_at=timezone.localtime(notice.closes_at),
        heads=notice.heads, rows=notice.entries, digest=notice.digest,
        is_synthetic=any(row[2][2:8] == SYNTHETIC_PLACE for row in notice.entries),
    )  # fmt: skip
