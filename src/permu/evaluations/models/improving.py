"""一企一策: what enterprises of the lowest grade do about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from permu.evaluations.models.rounds import Round
from permu.evaluations.models.runs import FinalModel, Result
from permu.register.models import StoredFile


class Improvement(models.Model):
    """一企一策: what one enterprise of the lowest grade does, from the published result that put it there."""

    class State(models.TextChoices):
        """How far it has come."""

        FILED = "filed", _("建档")
        UNDER_WAY = "under_way", _("整治中")
        ACCEPTANCE = "acceptance", _("验收")
        CLOSED = "closed", _("销号")

    key = models.CharField("请求号", max_length=64, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="improvements")
    result = models.OneToOneField(Result, models.PROTECT, related_name="improvement")
    plan = models.CharField("整治措施", max_length=500)
    target = models.CharField("目标", max_length=200)
    responsible = models.CharField("责任单位", max_length=100)
    due_on = models.DateField("完成期限")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.FILED)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("建档时间", auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField("销号时间", null=True)
    closing = models.CharField("验收意见", max_length=200, blank=True)
    closing_key = models.CharField("销号请求号", max_length=64, blank=True)

    class Meta:
        """What is due first, first."""

        verbose_name = "一企一策"
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.result.name


class EarlierPlan(FinalModel):
    """What a case's plan was until it was changed, with why."""

    key = models.CharField("请求号", max_length=64, unique=True)
    improvement = models.ForeignKey(Improvement, models.PROTECT, related_name="earlier_plans")
    plan = models.CharField("整治措施", max_length=500)
    target = models.CharField("目标", max_length=200)
    responsible = models.CharField("责任单位", max_length=100)
    due_on = models.DateField("完成期限")
    why = models.CharField("调整理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("调整时间", auto_now_add=True)

    class Meta:
        """The last one first."""

        verbose_name = "调整前的措施"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.plan


class Milestone(models.Model):
    """One step of an improvement: due on a day, done with a word and perhaps a file that shows it."""

    key = models.CharField("请求号", max_length=64, unique=True)
    improvement = models.ForeignKey(Improvement, models.PROTECT, related_name="milestones")
    label = models.CharField("节点", max_length=200)
    due_on = models.DateField("期限")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("建立时间", auto_now_add=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField("完成时间", null=True)
    done = models.CharField("完成情况", max_length=200, blank=True)
    done_key = models.CharField("完成请求号", max_length=64, blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        """What is due first, first."""

        verbose_name = "整治节点"
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.label
