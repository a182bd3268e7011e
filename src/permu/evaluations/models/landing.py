"""Land areas on notice: what each enterprise's land is taken to be, before anybody is graded by it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from permu.evaluations.models.rounds import Round
from permu.evaluations.models.runs import FinalModel
from permu.evaluations.year.clock import written


class LandNotice(FinalModel):
    """One notice: the list as it was put out, of which reading, until when. `entries` are rows under `heads`, all text."""

    key = models.CharField("请求号", max_length=64, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="land_notices")
    number = models.PositiveIntegerField("第几次")
    reading = models.PositiveIntegerField("读取")
    facts_digest = models.CharField("数据摘要", max_length=120)
    heads = models.JSONField("表头")
    entries = models.JSONField("名单")
    digest = models.CharField("名单摘要", max_length=64)
    closes_at = models.DateTimeField("截止")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("发布时间", auto_now_add=True)

    class Meta:
        """Newest first."""

        verbose_name = "用地公示"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="land_notice_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.round} {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether its time is not over."""
        return timezone.now() < self.closes_at

    @property
    def until(self) -> str:
        """Its end, as offices write it."""
        return written(self.closes_at)
