"""The frame's pages: home, sign-in, language, health, and what stands where a page cannot."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET
from django.views.i18n import set_language

from permu.register.actions import record
from permu.register.models import Role
from permu.register.people import person

HOMES = {
    Role.CLERK: "evaluations:rounds",
    Role.LEADER: "evaluations:overview",
    Role.ENTERPRISE: "evaluations:mine",
}

language = login_not_required(set_language)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the person's role."""
    return redirect(HOMES[Role(person(request).role)])


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Sign in. Five wrong passwords from one address lock that name for a quarter of an hour."""

    template_name = "site/sign_in.html"
    redirect_authenticated_user = True

    @transaction.atomic
    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in, and say so in the log."""
        response = super().form_valid(form)
        user = person(self.request)
        record("sign_in", user, by=user)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say in the log who was tried from where, never with what."""
        record(
            "sign_in_failed",
            form.cleaned_data.get("username", ""),
            by=None,
            address=self.request.META.get("REMOTE_ADDR", ""),
            locked=getattr(self.request, "axes_locked_out", False),
        )
        return super().form_invalid(form)


class SignOut(LogoutView):
    """Sign out, and say so in the log."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """End the session on the server."""
        user = person(request)
        record("sign_out", user, by=user)
        return super().post(request, *args, **kwargs)


class Password(PasswordChangeView):
    """Change one's password."""

    template_name = "site/password.html"
    success_url = reverse_lazy("home")

    @transaction.atomic
    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Keep the new password; a first password has done its work."""
        user = person(self.request)
        user.must_change_password = False
        record("change_password", user, by=user)
        return super().form_valid(form)


@login_not_required
@require_GET
def healthz(_request: HttpRequest) -> HttpResponse:
    """`ok` while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """Too many wrong passwords."""
    return render(request, "site/locked_out.html", status=429)


def form_expired(request: HttpRequest, **_: object) -> HttpResponse:
    """The form was older than the session, or came from elsewhere."""
    return render(request, "site/form_expired.html", status=403)


def bad_request(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """The request could not be understood."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """The person may not do this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """There is no such page, or not for this person: both look the same, and the second is logged."""
    if request.resolver_match and request.user.is_authenticated:
        record("refused_page", request.path, by=person(request))
    return render(request, "404.html", status=404)


def broken(_request: HttpRequest) -> HttpResponse:
    """Something of ours broke. The page asks nothing of the database."""
    return HttpResponse(render_to_string("500.html"), status=500)
