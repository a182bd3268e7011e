"""Another role, or another town, department or enterprise, for an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.register.access import person_for
from permu.register.actions import change_role, position_of
from permu.register.forms import PositionForm
from permu.register.models import User
from permu.register.people import person
from permu.register.sentences import refusal
from permu.terms.refusal import Refused


@require_GET
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """What the account may do now, to be changed."""
    found = person_for(person(request), pk)
    return _page(request, found, PositionForm.of(position_of(found)))


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it; what is wrong is said beside the field."""
    found = person_for(person(request), pk)
    form = PositionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        change_role(found, form.position, by=person(request))
    except Refused as refused:
        form.add_error("role", refusal(refused))
        return _page(request, found, form)
    messages.success(
        request, _("已改 %(who)s 的角色，原来的登录已退出。") % {"who": found.username}
    )
    return redirect("register:people")


def _page(request: HttpRequest, found: User, form: PositionForm) -> HttpResponse:
    return render(request, "register/role.html", {"one": found, "form": form, "nav": "people"})
