"""The year's work, and the files it is made of."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from permu.register.models import StoredFile


class Round(models.Model):
    """One year's evaluation under one method.

    `reading` counts the times its workbooks were read; the facts of the last reading, and its
    findings, are what a run uses.
    """

    class Stage(models.TextChoices):
        """Where the year stands."""

        COLLECTING = "collecting", _("收表")
        CHECKING = "checking", _("核对")
        TRIAL = "trial", _("试算")
        REVIEW = "review", _("送审")
        APPROVED = "approved", _("审定")
        NOTICE = "notice", _("公示")
        REVIEWED = "reviewed", _("复核")
        PUBLISHED = "published", _("公布")
        ARCHIVED = "archived", _("归档")

    key = models.CharField("请求号", max_length=64, unique=True)
    year = models.PositiveIntegerField("评价年度")
    title = models.CharField("名称", max_length=120)
    method = models.CharField("评价办法", max_length=80)  # its folder in the library
    as_of = models.DateField("数据截止日期")
    stage = models.CharField("阶段", max_length=12, choices=Stage.choices, default=Stage.COLLECTING)
    reading = models.PositiveIntegerField("读表次数", default=0)
    facts_digest = models.CharField("数据摘要", max_length=120, blank=True)
    held_figures = models.PositiveIntegerField("暂不采用的数据", default=0)  # of the last reading
    settled_digest = models.CharField(
        "人工认定摘要", max_length=64, blank=True
    )  # of the last reading
    shared_run = models.ForeignKey(
        "Run", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="下发的试算"
    )
    submitted_run = models.ForeignKey(
        "Run", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审的试算"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    class Meta:
        """Newest year first."""

        verbose_name = "年度评价"
        ordering = ("-year", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def lock(self) -> str:
        """What a job on this round holds: one reading or run at a time."""
        return f"round:{self.pk}"

    @property
    def folder(self) -> Path:
        """Where its readings and runs lie."""
        return Path(settings.PERMU_DATA) / "rounds" / str(self.pk)

    def intake_folder(self, reading: int) -> Path:
        """The facts and findings of one reading."""
        return self.folder / f"reading-{reading}"


class RoundFile(models.Model):
    """A workbook of a round. One that is withdrawn or superseded keeps its row and its bytes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    department = models.CharField("部门", max_length=40, blank=True)  # once it has been read
    read_in = models.PositiveIntegerField("读表批次", null=True)  # the last reading that used it
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        """By name, as departments number them."""

        verbose_name = "收到的表格"
        ordering = ("stored__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "stored"), name="file_once_a_round"),
        )

    def __str__(self) -> str:
        return self.stored.name
