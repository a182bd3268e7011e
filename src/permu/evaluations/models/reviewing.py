"""Towns asked to look at a run before it is submitted: which run, until when, and what each town says."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from permu.evaluations.models.rounds import Round
from permu.evaluations.models.runs import FinalModel, Run
from permu.evaluations.year.clock import written
from permu.register.models import Place


class TownReview(FinalModel):
    """One run put before the towns. The newest of a round counts."""

    key = models.CharField("请求号", max_length=64, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="town_reviews")
    run = models.ForeignKey(Run, models.PROTECT, related_name="town_reviews")
    closes_at = models.DateTimeField("截止")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("发起时间", auto_now_add=True)

    class Meta:
        """Newest first."""

        verbose_name = "乡镇审核"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.run)

    @property
    def is_open(self) -> bool:
        """Whether towns may still answer."""
        return timezone.now() < self.closes_at

    @property
    def until(self) -> str:
        """Its end, as offices write it."""
        return written(self.closes_at)


class TownOpinion(FinalModel):
    """What one town says of the run, once: nothing against it, or what is."""

    key = models.CharField("请求号", max_length=64, unique=True)
    review = models.ForeignKey(TownReview, models.PROTECT, related_name="opinions")
    town = models.ForeignKey(Place, models.PROTECT, related_name="+")
    objection = models.CharField("意见", max_length=500, blank=True)  # "": none
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("答复时间", auto_now_add=True)

    class Meta:
        """In the order of the towns."""

        verbose_name = "乡镇审核意见"
        ordering = ("town__name",)
        constraints = (
            models.UniqueConstraint(fields=("review", "town"), name="one_opinion_a_town"),
        )

    def __str__(self) -> str:
        return str(self.town)
