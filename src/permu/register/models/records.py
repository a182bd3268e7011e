"""The audit log: who did what to what, when. Rows are added and never touched again."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from permu.register.verbs import VERBS, Label
from permu.terms.refusal import Refused


class AppendOnly(models.QuerySet["Record"]):
    """A query set that reads and adds."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse: the log is never changed."""
        raise Refused("register.record_is_final")

    def delete(self) -> NoReturn:
        """Refuse: the log is never shortened."""
        raise Refused("register.record_is_final")


class Record(models.Model):
    """One line of the log, written in the transaction of what it tells of."""

    at = models.DateTimeField("时间", auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="records"
    )
    verb = models.CharField("动作", max_length=40)  # the action's name in the code
    about = models.CharField("对象", max_length=200)
    details = models.JSONField("详情", default=dict)

    objects = AppendOnly.as_manager()

    class Meta:
        """In the order written: the sequence counts, not the clock."""

        verbose_name = "日志"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row, once."""
        if self.pk is not None:
            raise Refused("register.record_is_final")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: the log is never shortened."""
        raise Refused("register.record_is_final")

    @property
    def label(self) -> Label:
        """What its deed is called."""
        return VERBS.get(self.verb, self.verb)
