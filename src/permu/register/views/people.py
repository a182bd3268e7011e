"""Accounts: who may sign in. Passwords are shown once, and kept nowhere."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.register.access import locked_names, people_for, person_for
from permu.register.actions import (
    admit,
    close_account,
    new_password,
    open_account,
    set_expiry,
    unlock_account,
)
from permu.register.forms import ExpiryForm, PersonForm
from permu.register.models import User
from permu.register.people import person
from permu.register.sentences import refusal
from permu.register.views.paging import kept_query
from permu.terms.refusal import Refused

A_PAGE = 50


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Every account, searched by name, user name or credit code."""
    return _page(request, PersonForm())


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password stands on the page that answers, and never again."""
    people_for(person(request))
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        told = admit(form.newcomer, by=person(request))
    except Refused as refused:
        form.add_error("username", refusal(refused))
        return _page(request, form)
    return _page(request, PersonForm(), told=told)


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A first password in the place of a lost one."""
    found = person_for(person(request), pk)
    return _page(request, PersonForm(), told=(found, new_password(found, by=person(request))))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in no longer."""
    found = person_for(person(request), pk)
    try:
        close_account(found, by=person(request))
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已停用 %(who)s 的账号。") % {"who": found.username})
    return redirect("register:people")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in again."""
    found = person_for(person(request), pk)
    open_account(found, by=person(request))
    messages.success(request, _("已启用 %(who)s 的账号。") % {"who": found.username})
    return redirect("register:people")


@require_POST
def expire(request: HttpRequest, pk: int) -> HttpResponse:
    """Name an account's last day, or take it away."""
    found = person_for(person(request), pk)
    form = ExpiryForm(request.POST)
    try:
        if form.is_valid():
            set_expiry(found, form.cleaned_data["day"], by=person(request))
            messages.success(request, _("已设定 %(who)s 的有效期。") % {"who": found.username})
        else:
            messages.error(
                request, _("日期不对，没有改动。请写成 2026-12-31 这样，或留空表示不限。")
            )
    except Refused as refused:
        messages.error(request, refusal(refused))
    return redirect("register:people")


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody try again who gave too many wrong passwords."""
    found = person_for(person(request), pk)
    unlock_account(found, by=person(request))
    messages.success(request, _("已解除 %(who)s 的锁定。") % {"who": found.username})
    return redirect("register:people")


def _page(
    request: HttpRequest, form: PersonForm, *, told: tuple[User, str] | None = None
) -> HttpResponse:
    found = people_for(person(request))
    asked = request.GET.get("q", "").replace("\0", "").strip()[:100]
    if asked:
        found = found.filter(
            Q(username__icontains=asked)
            | Q(name__icontains=asked)
            | Q(enterprise__credit_code__icontains=asked)
        )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "has_provider": settings.PERMU_OIDC is not None, "locked": locked_names([one.username for one in page]), "asked": asked, "form": form, "told": told, "query": kept_query(request),
        "nav": "people",
    }  # fmt: skip
    return render(request, "register/people.html", context)
