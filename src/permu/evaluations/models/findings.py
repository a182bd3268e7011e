"""What reading the workbooks found, row by row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from permu.evaluations.models.rounds import Round


class RoundFinding(models.Model):
    """One finding of a round's last reading, with its place and its sentence in both languages."""

    class Severity(models.TextChoices):
        """What it means for the figure."""

        ERROR = "error", _("暂不采用")
        QUESTION = "question", _("采用，须核对")
        NOTE = "note", _("说明")

    round = models.ForeignKey(Round, models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField("序号")
    severity = models.CharField("程度", max_length=10, choices=Severity.choices)
    code = models.CharField("种类", max_length=60)
    department = models.CharField("部门", max_length=40, blank=True)
    file = models.CharField("文件", max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行", null=True)
    cell = models.CharField("单元格", max_length=12, blank=True)
    subject = models.CharField("统一社会信用代码", max_length=40, blank=True)
    item = models.CharField("数据项", max_length=60, blank=True)
    weight = models.PositiveBigIntegerField("偏离（百分之一倍）", default=0)
    evidence = models.JSONField("依据", default=dict, blank=True)
    text_zh = models.TextField("说明")
    text_en = models.TextField("说明（英文）")
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settlement = models.CharField("处理意见", max_length=200, blank=True)

    class Meta:
        """In the order found."""

        verbose_name = "待核问题"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="finding_number_once"),
        )

    def __str__(self) -> str:
        return self.text_zh
