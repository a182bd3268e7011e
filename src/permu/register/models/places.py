"""Places: the county, its towns, parks and clusters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A place that figures are summed over. A cluster is one too, though it has no border."""

    class Kind(models.TextChoices):
        """What kind of place it is."""

        COUNTY = "county", _("县（市、区）")
        TOWN = "town", _("乡镇（街道）")
        PARK = "park", _("园区")
        CLUSTER = "cluster", _("产业集群")

    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    code = models.CharField("代码", max_length=12, blank=True)  # GB/T 2260 where it has one
    name = models.CharField("名称", max_length=100)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        """One place of a kind and name: the office is one county's."""

        verbose_name = "地方"
        ordering = ("kind", "code", "name")
        constraints = (models.UniqueConstraint(fields=("kind", "name"), name="place_once"),)

    def __str__(self) -> str:
        return self.name
