"""Appeals: a figure that somebody says is otherwise, what its department says, and what the office decides."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from permu.evaluations.models.rounds import Round
from permu.evaluations.models.runs import FinalModel, Result, Run
from permu.evaluations.models.settling import FigureCorrection
from permu.register.models import Enterprise, StoredFile

VALUE = "value"


class Appeal(models.Model):
    """One figure of one enterprise, as the noticed run has it (`stood`) and as it is claimed to be.

    Both are `{"value": …}`, as facts keep it: whole units of the item's scale. Only `state` changes.
    """

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", _("待决定")
        WITHDRAWN = "withdrawn", _("已撤回")
        UPHELD = "upheld", _("予以支持")
        PARTLY = "partly", _("部分支持")
        DISMISSED = "dismissed", _("驳回")

    key = models.CharField("请求号", max_length=64, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="appeals")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    result = models.ForeignKey(Result, models.PROTECT, related_name="appeals")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="appeals")
    number = models.PositiveIntegerField("序号")
    item = models.CharField("数据项", max_length=60)
    provider = models.CharField("提供部门", max_length=60)
    stood = models.JSONField("原为")
    claimed = models.JSONField("主张为")
    grounds = models.CharField("理由", max_length=1000)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("部门答复期限")
    lodged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lodged_at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.OPEN)

    class Meta:
        """In the order lodged; of each figure one is open."""

        verbose_name = "异议"
        ordering = ("round", "number")
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="appeal_number_once"),
            models.UniqueConstraint(
                fields=("round", "enterprise", "item"),
                condition=models.Q(state="open"),
                name="one_open_appeal_a_figure",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round} {self.number}"

    @property
    def claim(self) -> Any:
        """The claimed value as facts keep it."""
        return self.claimed[VALUE]

    @property
    def stand(self) -> Any:
        """The value of the noticed run as facts keep it."""
        return self.stood[VALUE]


class AppealAnswer(FinalModel):
    """What the department that gave the figure says, with the figure it stands by."""

    class Says(models.TextChoices):
        """Whether the claim is so."""

        TRUE = "true", _("属实")
        PARTLY = "partly", _("部分属实")
        FALSE = "false", _("不属实")

    key = models.CharField("请求号", max_length=64, unique=True)
    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="answer")
    says = models.CharField("答复", max_length=8, choices=Says.choices)
    stands_by = models.JSONField("认定为")
    reason = models.CharField("理由", max_length=200)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """One an appeal."""

        verbose_name = "部门答复"

    def __str__(self) -> str:
        return f"{self.appeal} {self.says}"

    @property
    def figure(self) -> Any:
        """The figure it stands by, as facts keep it."""
        return self.stands_by[VALUE]


class AppealDecision(FinalModel):
    """What the office decided, of the facts whose ripple it saw (`digest`); a fact where the claim is upheld."""

    key = models.CharField("请求号", max_length=64, unique=True)
    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="decision")
    outcome = models.CharField("决定", max_length=12, choices=Appeal.State.choices)
    decided = models.JSONField("认定为", null=True)
    reason = models.CharField("理由", max_length=200)
    digest = models.CharField("依据摘要", max_length=64)
    correction = models.OneToOneField(
        FigureCorrection, models.PROTECT, null=True, related_name="decision"
    )
    superseded = models.ForeignKey(
        FigureCorrection, models.PROTECT, null=True, related_name="+"
    )  # what held of the figure until then
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """One an appeal."""

        verbose_name = "异议决定"

    def __str__(self) -> str:
        return f"{self.appeal} {self.outcome}"

    @property
    def figure(self) -> Any:
        """What the figure is decided to be, as facts keep it."""
        return self.decided[VALUE] if self.decided else None
