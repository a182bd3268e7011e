"""Runs: computed once, numbered, never changed; and their results, one a subject."""

from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from permu.evaluations.models.rounds import Round
from permu.register.models import Enterprise
from permu.terms.refusal import Refused


class Final(models.QuerySet[Any]):
    """A query set that reads and adds; what was computed is not changed."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse."""
        raise Refused("evaluations.run_is_final")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise Refused("evaluations.run_is_final")


class FinalModel(models.Model):
    """A row that is added once."""

    objects = Final.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row, once."""
        if self.pk is not None:
            raise Refused("evaluations.run_is_final")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise Refused("evaluations.run_is_final")


class Run(FinalModel):
    """One evaluation of a round's facts. Another run gets the next number; none is overwritten."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField("编号")
    method_id = models.CharField("办法编号", max_length=80)
    method_title = models.CharField("评价办法", max_length=200)
    method_digest = models.CharField("办法摘要", max_length=120)
    facts_digest = models.CharField("数据摘要", max_length=120)
    evaluation_digest = models.CharField("结果摘要", max_length=120)
    engine = models.CharField("程序版本", max_length=40)
    counts = models.JSONField("户数")  # by state, as the evaluation counts them
    open_findings = models.PositiveIntegerField("带着的待核问题")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("试算时间", auto_now_add=True)

    class Meta:
        """Newest first."""

        verbose_name = "试算"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="run_number_once"),)

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"

    @property
    def folder(self) -> Path:
        """The result folder, as `engine.save_result` wrote it."""
        return self.round.folder / f"run-{self.number}"

    @property
    def registered(self) -> int:
        """How many subjects there are: the states' counts add up to it."""
        return sum(self.counts.values())

    @property
    def unsure(self) -> int:
        """How many subjects have a rule that missing facts leave undecided."""
        return self.results.exclude(unsure="").count()


class Result(FinalModel):
    """What one run says of one subject, copied for lists; the whole stands in the run's folder.

    `pool` is the value by which its group is ranked apart, `unit` the subject it was evaluated as one
    with (itself, for that one), `source` the subject whose grade it has; `lists` are ids between commas.
    `tax` and `land` are the numerator and denominator of per-mu tax in whole units of 10^-6 of
    万元 and mu, so that sums over parks are exact; null where the figure is missing.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="results")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="results")
    subject = models.CharField("统一社会信用代码", max_length=40)
    name = models.CharField("企业名称", max_length=200)
    town = models.CharField("乡镇（街道）", max_length=100, blank=True)
    park = models.CharField("园区", max_length=100, blank=True)
    cluster = models.CharField("产业集群", max_length=100, blank=True)
    group = models.CharField("分组", max_length=60, blank=True)
    group_label = models.CharField("分组名称", max_length=100, blank=True)
    state = models.CharField("状态", max_length=12)
    state_rule = models.CharField("状态依据", max_length=100, blank=True)
    score = models.DecimalField("综合得分", max_digits=14, decimal_places=6, null=True)
    rank = models.PositiveIntegerField("排名", null=True)
    ranked = models.PositiveIntegerField("参加排名", null=True)
    grade_by_rank = models.CharField("按排名等级", max_length=20, blank=True)
    grade = models.CharField("等级", max_length=20, blank=True)
    hits = models.CharField("命中的调整", max_length=300, blank=True)
    unsure = models.TextField("因缺数据未能判断的规则", blank=True, default="")
    pool = models.CharField("分别排名", max_length=100, blank=True, default="")
    unit = models.CharField("合并评价", max_length=40, blank=True, default="")
    source = models.CharField("从属于", max_length=40, blank=True, default="")
    lists = models.CharField("名单", max_length=300, blank=True, default="")
    tax = models.BigIntegerField("评价税收", null=True)
    land = models.BigIntegerField("用地面积", null=True)

    class Meta:
        """By group and rank."""

        verbose_name = "评价结果"
        ordering = ("group", "rank", "subject")
        constraints = (
            models.UniqueConstraint(fields=("run", "subject"), name="subject_once_a_run"),
        )
        indexes = (models.Index(fields=("run", "group", "rank"), name="result_by_rank"),)

    def __str__(self) -> str:
        return self.name
