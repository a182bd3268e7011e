"""Enterprises asked to confirm their figures: who was asked until when, what each answered, what became of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permu.evaluations.models.rounds import Round
from permu.evaluations.models.settling import FigureCorrection
from permu.evaluations.year.clock import written
from permu.register.models import Enterprise, StoredFile


class Confirming(models.Model):
    """All enterprises of a round asked to confirm their figures, until a moment. One at a time is open."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="confirmings")
    key = models.CharField("请求号", max_length=64, unique=True)
    closes_at = models.DateTimeField("截止")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("发起时间", auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        """Newest first."""

        verbose_name = "企业确认"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("round",), condition=models.Q(ended_at=None), name="one_confirming_a_round"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round} {self.closes_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.ended_at is None and timezone.now() < self.closes_at

    @property
    def until(self) -> str:
        """Its end, as offices write it."""
        return written(self.closes_at)


class Confirmation(models.Model):
    """What one enterprise answered, of the figures whose digest is `shown`. Another answer takes its place until the end."""

    confirming = models.ForeignKey(Confirming, models.PROTECT, related_name="confirmations")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="confirmations")
    key = models.CharField("请求号", max_length=64)  # of the last answer
    shown = models.CharField("所见数据的摘要", max_length=64)
    reading = models.PositiveIntegerField("读表批次")
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("确认时间", auto_now=True)

    class Meta:
        """One an enterprise."""

        verbose_name = "企业的确认"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("confirming", "enterprise"), name="one_confirmation_an_enterprise"
            ),
        )

    def __str__(self) -> str:
        return f"{self.confirming} {self.enterprise}"


class Dispute(models.Model):
    """A figure that an enterprise says is otherwise: `value` is `{"value": …}`, as facts keep it."""

    class Decision(models.TextChoices):
        """What became of it."""

        OPEN = "", _("待处理")
        CORRECTED = "corrected", _("已更正")
        REJECTED = "rejected", _("不予更正")

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="disputes")
    item = models.CharField("数据项", max_length=60)
    claimed = models.CharField("企业填写", max_length=100)
    value = models.JSONField("企业认为")
    over = models.CharField("所见单元格的摘要", max_length=64)
    reason = models.CharField("理由", max_length=200)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(
        "处理", max_length=10, choices=Decision.choices, default="", blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("处理时间", null=True)
    why = models.CharField("处理意见", max_length=200, blank=True)
    correction = models.ForeignKey(FigureCorrection, models.PROTECT, null=True, related_name="+")

    class Meta:
        """One a figure."""

        verbose_name = "企业的异议"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("confirmation", "item"), name="one_dispute_a_figure"),
        )

    def __str__(self) -> str:
        return f"{self.confirmation} {self.item}"
