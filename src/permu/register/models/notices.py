"""What people are told: single notices here, and at most one message a day elsewhere."""

from django.conf import settings
from django.db import models


class Digest(models.Model):
    """All that one person is told on one day, as one message. Its key says which it is, to whoever delivers it."""

    key = models.CharField("去重号", max_length=60, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    day = models.DateField("日期")
    text = models.TextField("内容")
    attempts = models.PositiveIntegerField("发送次数", default=0)
    problem = models.CharField("未送达的原因", max_length=300, blank=True)
    delivered_at = models.DateTimeField("送达时间", null=True)

    class Meta:
        """One a person and day."""

        verbose_name = "每日消息"
        ordering = ("-day", "pk")
        constraints = (models.UniqueConstraint(fields=("person", "day"), name="digest_once_a_day"),)

    def __str__(self) -> str:
        return self.key


class Notice(models.Model):
    """One thing that one person is told. The same key tells the same person once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    key = models.CharField("事由", max_length=100)
    text = models.CharField("内容", max_length=300)
    text_en = models.CharField("内容（英文）", max_length=300)
    at = models.DateTimeField("时间", auto_now_add=True)
    digest = models.ForeignKey(Digest, models.PROTECT, null=True, related_name="notices")

    class Meta:
        """The newest first."""

        verbose_name = "通知"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="notice_once"),)

    def __str__(self) -> str:
        return self.text
