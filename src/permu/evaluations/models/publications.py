"""What the office put out: one chain of lists, each a run's results as they stood, never changed."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from permu.evaluations.models.rounds import Round
from permu.evaluations.models.runs import FinalModel, Run
from permu.terms.canonical import Algorithm
from permu.terms.chain import Head, Link


class Publication(FinalModel):
    """One list that went out: a link of the office's chain, and of its round the `version`-th of its kind.

    What was put out lies in `folder`: `content.json`, whose digest the link holds, and `entries.json`, whose
    root the content holds.
    """

    class Kind(models.TextChoices):
        """How far the list has come."""

        TRIAL = "trial", _("下发")
        NOTICE = "notice", _("公示")
        FINAL = "final", _("公布")

    number = models.PositiveIntegerField("存证编号", unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="publications")
    run = models.ForeignKey(Run, models.PROTECT, related_name="publications")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    version = models.PositiveIntegerField("版次")
    content = models.CharField("内容摘要", max_length=64)
    previous = models.CharField("前一存证", max_length=64)
    digest = models.CharField("存证", max_length=64)
    seal = models.CharField("印记", max_length=64)
    algorithm = models.CharField("摘要算法", max_length=8)
    root = models.CharField("名单摘要", max_length=64)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField("发布时间")

    class Meta:
        """Newest first."""

        verbose_name = "发布"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "kind", "version"), name="version_once_a_round_and_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round} {self.get_kind_display()} {self.version}"

    @property
    def folder(self) -> Path:
        """Where its content and entries lie."""
        return Path(settings.PERMU_DATA) / "publications" / str(self.number)

    @property
    def head(self) -> Head:
        """What is printed on everything that leaves the office."""
        return Head(number=self.number, digest=self.digest)

    @property
    def link(self) -> Link:
        """Its link of the chain."""
        algorithm: Algorithm = "sm3" if self.algorithm == "sm3" else "sha256"
        return Link(
            number=self.number, content=self.content, previous=self.previous, digest=self.digest,
            seal=self.seal, algorithm=algorithm,
        )  # fmt: skip
