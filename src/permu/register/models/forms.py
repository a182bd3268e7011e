"""Forms whose deed is done: a form that is sent again does it no second time."""

from django.db import models


class SentForm(models.Model):
    """One form that wrote something. `digest` is of who sent it where with which key; `token` of which request."""

    digest = models.CharField("摘要", max_length=64, unique=True)
    token = models.CharField("请求", max_length=32)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """In the order written."""

        verbose_name = "已办的表单"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.digest
