"""What was said of measures before they were handed over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from permu.evaluations.models.rounds import Round
from permu.evaluations.models.runs import FinalModel, Run


class MeasureReview(FinalModel):
    """A fair-competition review of one measure as a run's method words it. A later one stands instead."""

    class Outcome(models.TextChoices):
        """What it comes to."""

        RUNS = "runs", _("可以执行")
        STOPPED = "stopped", _("不得执行")

    key = models.CharField("请求号", max_length=64, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="measure_reviews")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    measure = models.CharField("措施", max_length=80)  # its id in the method
    digest = models.CharField("措施摘要", max_length=64)
    outcome = models.CharField("审查结论", max_length=8, choices=Outcome.choices)
    basis = models.CharField("审查所依据的法规", max_length=300)
    bureau = models.CharField("执行单位", max_length=40)
    reviewed_on = models.DateField("审查日期")
    remark = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        """In the order said."""

        verbose_name = "公平竞争审查"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.round} {self.measure}"
