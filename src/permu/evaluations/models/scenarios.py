"""Scenarios that people of the office named and kept: each change is a version of its own."""

from django.conf import settings
from django.db import models

from permu.evaluations.models.runs import FinalModel, Run


class KeptScenario(FinalModel):
    """One version of a named scenario, as its file says it. A change is the next version; none is overwritten.

    It is no result: what it does to a county is worked out when somebody looks.
    """

    code = models.CharField("编号", max_length=60)  # the scenario's id: the same in every version
    number = models.PositiveIntegerField("版本")
    label = models.CharField("名称", max_length=120)
    about = models.TextField("说明", blank=True)
    text = models.TextField("内容")  # TOML
    digest = models.CharField("摘要", max_length=120)
    made_on = models.ForeignKey(Run, models.PROTECT, related_name="scenarios")
    key = models.CharField("请求号", max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("保存时间", auto_now_add=True)

    class Meta:
        """Newest first."""

        verbose_name = "情景"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("code", "number"), name="scenario_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.label} v{self.number}"
