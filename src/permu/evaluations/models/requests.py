"""What departments are asked for, by when; and what each was reminded of on a day."""

from django.conf import settings
from django.db import models

from permu.evaluations.models.rounds import Round


class DataRequest(models.Model):
    """One department's part of a round: a form of ours, or, where there is none, items in its own words.

    `items` are asked, `reused` are not, for another gave them: {item: {"department": …, "where": …}}.
    Whether it came, and how late, the round's files say.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="requests")
    profile = models.CharField("表样", max_length=40, blank=True)
    department = models.CharField("部门", max_length=40)
    items = models.JSONField("要的数据项", default=list)
    reused = models.JSONField("已有的数据项", default=dict)
    enterprises = models.PositiveIntegerField("企业户数", default=0)
    due_on = models.DateField("截止日期")
    note = models.CharField("附言", max_length=300, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("拟定时间", auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField("发出时间", null=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    waived_at = models.DateTimeField("免报时间", null=True)
    waived_for = models.CharField("免报理由", max_length=200, blank=True)

    class Meta:
        """In the order of the forms; a department is asked once a form."""

        verbose_name = "收表要求"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "profile", "department"), name="request_once_a_form"
            ),
        )

    def __str__(self) -> str:
        return self.department


class DailyDigest(models.Model):
    """All that one department is reminded of on one day, in one text: the same day never says it twice."""

    key = models.CharField(
        "去重号", max_length=80, unique=True
    )  # day and department; channels hand it on
    day = models.DateField("日期")
    department = models.CharField("部门", max_length=40)
    text = models.TextField("内容")
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta:
        """The newest day first."""

        verbose_name = "每日提醒"
        ordering = ("-day", "pk")

    def __str__(self) -> str:
        return self.key
