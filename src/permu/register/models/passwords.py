"""Passwords that a person had, as hashes: so that none comes again too soon."""

from django.conf import settings
from django.db import models


class UsedPassword(models.Model):
    """One password of a person; only the last few are kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="used_passwords"
    )
    hash = models.CharField("散列", max_length=128)
    at = models.DateTimeField("启用时间", auto_now_add=True)

    class Meta:
        """In the order of use."""

        verbose_name = "用过的口令"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"
