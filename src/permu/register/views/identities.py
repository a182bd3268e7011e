"""Which identity of the provider opens an account, said by the administrator."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from permu.register.access import person_for
from permu.register.actions import link_identity
from permu.register.models import OutsideIdentity
from permu.register.people import person
from permu.register.sentences import refusal
from permu.terms.refusal import Refused


@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, and making it another; there is no such page where the office has no provider."""
    by = person(request)
    found = person_for(by, pk)
    if settings.PERMU_OIDC is None:
        raise Http404
    issuer = settings.PERMU_OIDC.issuer
    page: dict[str, object] = {"one": found, "provider": settings.PERMU_OIDC, "nav": "people"}
    if request.method == "POST":
        try:
            link_identity(found, issuer, request.POST.get("subject", ""), by=by)
        except Refused as refused:
            page |= {"wrong": refusal(refused), "subject": request.POST.get("subject", "")}
            return render(request, "register/identity.html", page)
        messages.success(request, _("已保存 %(who)s 的统一身份号。") % {"who": found.username})
        return redirect("register:people")
    known = OutsideIdentity.objects.filter(user=found, issuer=issuer).first()
    page["subject"] = known.subject if known else ""
    return render(request, "register/identity.html", page)
