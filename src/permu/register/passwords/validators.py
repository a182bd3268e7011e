"""The rules themselves: each says of itself what it wants, and of a password it refuses, why."""

import re
import unicodedata

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from permu.register.models import User

OFFICE_WORDS = re.compile("permu|mujun|亩均|admin|password|口令")
MEANT = 8
"""So many signs must be left of a password once the words that anybody tries first are taken away."""


class Length(MinimumLengthValidator):
    """Long enough."""

    def get_error_message(self) -> str:
        """Why it is refused."""
        return _("口令太短：至少 %(n)s 个字符。") % {"n": self.min_length}

    def get_help_text(self) -> str:
        """What is wanted."""
        return _("至少 %(n)s 个字符，长的更好，可以粘贴。") % {"n": self.min_length}


class Kinds:
    """Of several of the four kinds: capital and small letters, digits, everything else."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 — a rule's shape
        """Refuse where fewer kinds are in it; a Chinese sign is one of the rest."""
        kinds = {_kind(sign) for sign in password}
        if len(kinds) < self.wanted:
            raise ValidationError(self.get_error_message(), code="password_too_few_kinds")

    def get_error_message(self) -> str:
        """Why it is refused."""
        return _("口令种类不够：大写字母、小写字母、数字、其他符号，至少含 %(n)s 种。") % {
            "n": self.wanted
        }

    def get_help_text(self) -> str:
        """What is wanted."""
        return _("大写字母、小写字母、数字、其他符号，至少含 %(n)s 种。") % {"n": self.wanted}


def _kind(sign: str) -> str:
    kind = unicodedata.category(sign)
    return kind if kind in ("Lu", "Ll", "Nd") else "other"


class NotTheName(UserAttributeSimilarityValidator):
    """Not like the person's own names."""

    def get_error_message(self) -> str:
        """Why it is refused."""
        return _("口令与用户名或姓名太相近，请换一个。")

    def get_help_text(self) -> str:
        """What is wanted."""
        return _("不与用户名或姓名相近。")


class NotCommon(CommonPasswordValidator):
    """Not among those tried first, nor one of them with signs around it, nor made of the office's words."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 — a rule's shape
        """Refuse what a list of the most used would find."""
        said = password.casefold().strip()
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", said)
        rest = OFFICE_WORDS.sub("", said)
        if {said, core} & self.passwords or len(rest) < MEANT or len(set(rest)) < MEANT // 2:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        """Why it is refused."""
        return _("口令太常见：在常用口令表里，或只是常用词加数字符号。")

    def get_help_text(self) -> str:
        """What is wanted."""
        return _("不是常用口令，也不是常用词加数字符号。")


class NotUsedBefore:
    """Not one of the person's last."""

    def __init__(self, kept: int) -> None:
        self.kept = kept

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse the present password and the last few."""
        if user is None or user.pk is None:
            return
        last = user.used_passwords.order_by("-pk").values_list("hash", flat=True)[: self.kept]
        if any(check_password(password, one) for one in {user.password, *last}):
            raise ValidationError(self.get_error_message(), code="password_used_before")

    def get_error_message(self) -> str:
        """Why it is refused."""
        return _("这个口令用过：不能与最近 %(n)s 次的口令相同。") % {"n": self.kept}

    def get_help_text(self) -> str:
        """What is wanted."""
        return _("不与最近 %(n)s 次的口令相同。") % {"n": self.kept}
