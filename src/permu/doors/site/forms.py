"""What people fill in at the door."""

from typing import Any, ClassVar

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from permu.register.actions import change_password
from permu.register.models import User
from permu.register.people import says_own_password


class SignInForm(AuthenticationForm):
    """Name and password; who knows the password is told what else keeps the account out."""

    def confirm_login_allowed(self, user: User) -> None:
        """Refuse an account whose last day is over, and a first password that was used."""
        super().confirm_login_allowed(user)
        if user.is_expired:
            raise ValidationError(
                _("账号的有效期已过，不能登录。请联系管理员延长。"), code="expired"
            )
        if user.must_change_password and user.first_password_used:
            raise ValidationError(
                _("首次口令只能用一次，已经用过。请联系管理员重置口令。"),
                code="first_password_used",
            )


class OwnPasswordForm(PasswordChangeForm):
    """The password before, and the new one twice."""

    error_messages = {  # noqa: RUF012 — Django's own shape
        "password_incorrect": _("旧口令不对，没有改动。请重新输入。"),
        "password_mismatch": _("两次输入的新口令不一样，没有改动。请重新输入。"),
    }
    LABELS: ClassVar = {
        "old_password": _("旧口令"),
        "new_password1": _("新口令"),
        "new_password2": _("再输一次新口令"),
    }

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        for name, label in self.LABELS.items():
            self.fields[name].label = label

    def clean_old_password(self) -> str:
        """Refuse a wrong one; guesses count as at the door."""
        said: str = self.cleaned_data["old_password"]
        if not says_own_password(self._request, said):
            raise ValidationError(
                self.error_messages["password_incorrect"], code="password_incorrect"
            )
        return said

    def save(self, commit: bool = True) -> User:  # noqa: ARG002, FBT001, FBT002 — Django's own shape
        """Keep the new password."""
        change_password(self.user, self.cleaned_data["new_password1"])
        return self.user
