"""Machines' tokens: given, shown once, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.register.access import clients_for
from permu.register.actions import open_client, revoke_client
from permu.register.forms import ClientForm
from permu.register.people import person
from permu.register.sentences import refusal
from permu.terms.refusal import Refused


@require_GET
def clients(request: HttpRequest) -> HttpResponse:
    """Every token, by name."""
    return _page(request, ClientForm())


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Give a token; it stands on the page that answers, and never again."""
    clients_for(person(request))
    form = ClientForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        _client, token = open_client(form.client, by=person(request))
    except Refused as refused:
        form.add_error("name", refusal(refused))
        return _page(request, form)
    return _page(request, ClientForm(), token=token)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a token back."""
    found = get_object_or_404(clients_for(person(request)), pk=pk)
    revoke_client(found, by=person(request))
    messages.success(
        request, _("已撤销 %(name)s 的令牌，从现在起不能再用。") % {"name": found.name}
    )
    return redirect("register:clients")


def _page(request: HttpRequest, form: ClientForm, *, token: str = "") -> HttpResponse:
    found = clients_for(person(request))
    context = {
        "clients": found, "form": form, "token": token, "today": timezone.localdate(),
        "nav": "clients",
    }  # fmt: skip
    return render(request, "register/clients.html", context)
