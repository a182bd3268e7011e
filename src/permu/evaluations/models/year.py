"""How a year went on: every step that was taken, added and never changed."""

from django.conf import settings
from django.db import models

from permu.evaluations.models.rounds import Round
from permu.evaluations.models.runs import FinalModel, Run
from permu.evaluations.year.clock import written


class StepTaken(FinalModel):
    """One step of a round from a stage to another: who, when, why; of a notice, until when."""

    key = models.CharField("请求号", max_length=64, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField("序号")
    move = models.CharField("步骤", max_length=20)  # of `year.moves.MOVES`
    start = models.CharField("原阶段", max_length=12)
    end = models.CharField("新阶段", max_length=12)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("理由", max_length=200, blank=True)
    closes_at = models.DateTimeField("公示截止", null=True)
    is_assumed = models.BooleanField("截止日期未见明文", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """In the order taken."""

        verbose_name = "年度进程"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="step_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.round} {self.move}"

    @property
    def until(self) -> str:
        """Until when its notice is open; "" for any other step."""
        return written(self.closes_at) if self.closes_at else ""
