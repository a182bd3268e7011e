"""How far the audit log was sent to another system."""

from django.db import models


class Forwarding(models.Model):
    """One receiver, and the lines that it has: all up to `last` but those of `missing`.

    A number that no line had yet may be of a deed that is still at work: it is looked for again until it is old.
    """

    receiver = models.CharField("接收方", max_length=200, unique=True)
    last = models.BigIntegerField("已送到第几行", default=0)
    missing = models.JSONField(
        "还没有的行", default=dict
    )  # {number: seconds since 1970 when it was first missed}
    lease_until = models.DateTimeField("占用至", null=True)
    sent_at = models.DateTimeField("最近送出", null=True)

    class Meta:
        """By name."""

        verbose_name = "日志外送"
        ordering = ("receiver",)

    def __str__(self) -> str:
        return self.receiver
