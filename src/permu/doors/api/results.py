"""Results out: years, publications and what they say, and what is new."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from permu.doors.api.shapes import (
    FromCode,
    FromNumber,
    PublicationOut,
    ResultOut,
    ResultsOut,
    RoundOut,
)
from permu.doors.api.tokens import asking
from permu.evaluations.access import must_see_all, publications_for, years_for
from permu.evaluations.models import Publication, Round
from permu.evaluations.publishing.keeping import kept_entries
from permu.register.actions import record
from permu.register.models import Client

router = Router(tags=["结果"])


@router.get("/rounds", response=list[RoundOut], url_name="rounds")
def rounds(request: HttpRequest) -> list[Round]:
    """Every year's evaluation that the account sees."""
    return list(years_for(asking(request, Client.Scope.RESULTS)).order_by("-year", "-pk"))


@router.get("/publications", response=list[PublicationOut], url_name="publications")
def publications(request: HttpRequest, page: Query[FromNumber]) -> list[PublicationOut]:
    """The lists that were put out, in their order: ask with the last number seen for what is new."""
    found = publications_for(asking(request, Client.Scope.RESULTS)).filter(number__gt=page.after)
    return [_told(one) for one in found.order_by("number")[: page.limit]]


@router.get("/publications/{int:number}/results", response=ResultsOut, url_name="results")
def results(request: HttpRequest, number: int, page: Query[FromCode]) -> ResultsOut:
    """What a list says of each enterprise: the very entries whose digest is in the chain."""
    user = asking(request, Client.Scope.RESULTS)
    must_see_all(user)
    found = get_object_or_404(publications_for(user), number=number)
    entries = kept_entries(found)
    if not entries:
        raise Http404
    rest = [one for one in entries if one["subject"] > page.after]
    told = rest[: page.limit]
    record("api_results", found, by=user, after=page.after, number=len(told))
    return ResultsOut(
        publication=_told(found),
        results=[ResultOut(**one) for one in told],
        next=told[-1]["subject"] if len(rest) > len(told) else None,
    )


def _told(one: Publication) -> PublicationOut:
    return PublicationOut(
        id=f"publication-{one.number}", number=one.number, round=one.round_id, kind=one.kind,
        version=one.version, digest=one.root, head=str(one.head), published_at=one.published_at,
    )  # fmt: skip
