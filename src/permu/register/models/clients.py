"""Machines that sign in with a token, each on behalf of one account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Client(models.Model):
    """A program of another system. It sees what its account sees, and of that only what its scopes name.

    The token itself is kept nowhere: only its SHA-256, and its first signs, by which people know it.
    """

    class Scope(models.TextChoices):
        """What a client may be given."""

        RESULTS = "results", _("读取结果")
        FILES = "files", _("报送表格、读取和试算")

    name = models.CharField("名称", max_length=60, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="clients")
    token_digest = models.CharField("令牌摘要", max_length=64, unique=True)
    token_start = models.CharField("令牌开头", max_length=12)
    scopes = models.JSONField("范围", default=list)
    per_minute = models.PositiveIntegerField("每分钟次数", default=120)
    expires_on = models.DateField("有效期至")  # the last day
    revoked_at = models.DateTimeField("撤销时间", null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("开通时间", auto_now_add=True)
    minute = models.PositiveBigIntegerField(default=0)  # since 1970: the last in which it asked
    calls = models.PositiveIntegerField(default=0)  # in that minute

    class Meta:
        """By name."""

        verbose_name = "接口令牌"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[str]:
        """What it was given, in words."""
        return [str(self.Scope(one).label) for one in self.scopes]
