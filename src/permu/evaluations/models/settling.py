"""What people settled about what departments sent. Each is added, and may be withdrawn; none is changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from permu.evaluations.models.rounds import Round
from permu.register.models import StoredFile


class Settlement(models.Model):
    """Who settled something, why, and whether it still holds."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="%(class)ss")
    reason = models.CharField("理由", max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("认定时间", auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        """No table of its own."""

        abstract = True


class UnownedRow(models.Model):
    """A row of the last reading of which only a person can say whose it is.

    Rows of one form that write the same code and name have the same `key`: one answer settles them.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="unowned_rows")
    number = models.PositiveIntegerField("序号")
    key = models.CharField("归户键", max_length=64)
    profile = models.CharField("表样", max_length=40)
    department = models.CharField("部门", max_length=40)
    file = models.CharField("文件", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")
    raw_code = models.CharField("原表代码", max_length=200, blank=True)
    raw_name = models.CharField("原表名称", max_length=300, blank=True)
    proposals = models.JSONField("候选企业", default=list)

    class Meta:
        """In the order found."""

        verbose_name = "待归户的行"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="unowned_number_once"),
        )

    def __str__(self) -> str:
        return self.raw_name or self.raw_code


class RowOwner(Settlement):
    """Whose the rows with a key are, in its year's files and in later ones until a later year says otherwise."""

    class How(models.TextChoices):
        """What the row is to its owner."""

        IS = "is", _("就是它的数据")
        ADDS = "adds", _("并入它的数据（分支机构、已合并企业）")

    key = models.CharField("归户键", max_length=64)
    year = models.PositiveIntegerField(
        "起始年度"
    )  # its round's: two rounds of a year say one thing
    profile = models.CharField("表样", max_length=40)
    department = models.CharField("部门", max_length=40)
    raw_code = models.CharField("原表代码", max_length=200, blank=True)
    raw_name = models.CharField("原表名称", max_length=300, blank=True)
    subject = models.CharField("统一社会信用代码", max_length=40, blank=True)  # "": none of ours
    how = models.CharField("关系", max_length=10, choices=How.choices, default=How.IS)

    class Meta:
        """Newest first; of each key one holds from a year on."""

        verbose_name = "归户认定"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("key", "year"),
                condition=models.Q(withdrawn_at=None),
                name="one_owner_a_row_and_year",
            ),
        )

    def __str__(self) -> str:
        return f"{self.raw_name or self.raw_code} → {self.subject or '—'}"


class FigureCorrection(Settlement):
    """A new fact in the place of what a round's files say. `value` is `{"value": …}`, as facts keep it."""

    subject = models.CharField("统一社会信用代码", max_length=40)
    item = models.CharField("数据项", max_length=60)
    value = models.JSONField("更正为")
    over = models.CharField("所依据单元格的摘要", max_length=64)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Newest first; of each figure one holds."""

        verbose_name = "数据更正"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "subject", "item"),
                condition=models.Q(withdrawn_at=None),
                name="one_correction_a_figure",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.item}"


class ColumnMeaning(Settlement):
    """What a column of a form is, in this year's files and later ones; `column` "" serves nothing."""

    profile = models.CharField("表样", max_length=40)
    sheet = models.CharField("表", max_length=100)
    heading = models.CharField("列名", max_length=300)
    column = models.CharField("数据列", max_length=80, blank=True)
    unit = models.CharField("单位", max_length=40, blank=True)

    class Meta:
        """Newest first; of each column one holds."""

        verbose_name = "认列"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "sheet", "heading", "round"),
                condition=models.Q(withdrawn_at=None),
                name="one_meaning_a_column",
            ),
        )

    def __str__(self) -> str:
        return f"{self.heading} → {self.column or '—'}"
