"""Enterprises, as last registered."""

from django.db import models

from permu.register.models.places import Place


class Enterprise(models.Model):
    """An enterprise as last registered. What a run said of it then stands in the run's results."""

    credit_code = models.CharField("统一社会信用代码", max_length=40, unique=True)
    name = models.CharField("企业名称", max_length=200)
    town = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    park = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    cluster = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    industry = models.CharField("行业代码", max_length=10, blank=True)

    class Meta:
        """In order of name."""

        verbose_name = "企业"
        ordering = ("name", "credit_code")

    def __str__(self) -> str:
        return self.name
