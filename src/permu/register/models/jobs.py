"""Work that takes longer than a page may: its progress, its lease, its end."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of background work.

    A worker holds it by `lease`, a token of its own, until `lease_until`, and keeps
    moving that on. A lease run out means a dead worker: the reaper queues the job again.
    While a job is open, `lock` names what no second job may work on.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("等待")
        RUNNING = "running", _("进行中")
        DONE = "done", _("完成")
        FAILED = "failed", _("未完成")

    kind = models.CharField("种类", max_length=40)
    target = models.BigIntegerField("对象编号")  # the row that the job is about
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs")
    key = models.CharField("请求号", max_length=64, unique=True)
    lock = models.CharField("占用", max_length=60, unique=True, null=True)  # noqa: DJ001 — null: holds nothing
    state = models.CharField(
        "状态", max_length=10, choices=State.choices, default=State.WAITING, db_index=True
    )
    done = models.IntegerField("已完成", default=0)
    total = models.IntegerField("总数", default=0)
    label = models.CharField("正在做", max_length=200, blank=True)
    attempts = models.IntegerField("次数", default=0)
    lease = models.CharField("占用号", max_length=32, blank=True)
    lease_until = models.DateTimeField("占用至", null=True)
    queued_at = models.DateTimeField("排队时间", auto_now_add=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    error = models.JSONField("未完成的原因", default=dict)  # {"zh": …, "en": …}
    result = models.JSONField("结果", default=dict)

    class Meta:
        """Newest first."""

        verbose_name = "任务"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"

    @property
    def is_open(self) -> bool:
        """Whether it still has to end."""
        return self.state in (self.State.WAITING, self.State.RUNNING)
