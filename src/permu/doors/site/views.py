"""The frame's pages: home, sign-in, language, health, and what stands where a page cannot."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.i18n import set_language

from permu.doors.site.entering import await_code, come_in
from permu.doors.site.forms import OwnPasswordForm, SignInForm
from permu.register.actions import note, open_session, record
from permu.register.models import Role
from permu.register.people import person

HOMES = {
    Role.CLERK: "evaluations:rounds",
    Role.LEADER: "evaluations:overview",
    Role.TOWN: "evaluations:town",
    Role.DEPARTMENT: "evaluations:department",
    Role.ENTERPRISE: "evaluations:mine",
    Role.ADMIN: "register:people",
    Role.AUDITOR: "register:log",
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
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why the session before ended, too."""
        ended = self.request.GET.get("ended", "")
        return (
            super().get_context_data(**kwargs)
            | _limits()
            | {
                "ended": ended,
                "provider": settings.PERMU_OIDC,
            }
        )

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in, or ask who has a second factor for it."""
        user, then = form.get_user(), self.get_success_url()
        if user.has_second_factor:
            await_code(self.request, user, then=then)
            return redirect("sign_in_code")
        come_in(self.request, user)
        return redirect(then)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say in the log who was tried from where, never with what."""
        note(
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
        """End the session on the server, and have the browser forget what it showed."""
        user = person(request)
        record("sign_out", user, by=user)
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class Password(PasswordChangeView):
    """Change one's password."""

    form_class = OwnPasswordForm

    template_name = "site/password.html"
    success_url = reverse_lazy("home")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who asks, for guesses at the old password."""
        return super().get_form_kwargs() | {"request": self.request}

    @transaction.atomic
    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Keep the new password; this session goes on under a new number, all others end."""
        response = super().form_valid(form)
        open_session(person(self.request), self.request.session.session_key or "")
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rules in force, too."""
        rules, days = password_validators_help_texts(), settings.PERMU_PASSWORD_PROFILE.days
        if days:
            rules.append(_("用满 %(n)s 天须更换。") % {"n": days})
        return super().get_context_data(**kwargs) | {"rules": rules}


@login_not_required
@require_GET
def healthz(_request: HttpRequest) -> HttpResponse:
    """`ok` while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """Too many wrong passwords."""
    return render(request, "site/locked_out.html", _limits(), status=429)


def _limits() -> dict[str, int]:
    return {"failures": settings.AXES_FAILURE_LIMIT, "minutes": settings.PERMU_LOCKED_MINUTES}


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
        note("refused_page", request.path, by=person(request))
    return render(request, "404.html", status=404)


def broken(_request: HttpRequest) -> HttpResponse:
    """Something of ours broke. The page asks nothing of the database."""
    return HttpResponse(render_to_string("500.html"), status=500)
