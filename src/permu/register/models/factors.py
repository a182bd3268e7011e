"""Second factors: what proves that who signs in also holds the telephone, or the paper, of the account's owner."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class SecondFactor(models.Model):
    """One account's authenticator app. The seed alone gives no code: see `permu.register.factors.seeds`."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor"
    )
    seed = models.CharField("种子", max_length=32)
    last_step = models.BigIntegerField(
        "最近用过的时段"
    )  # of 30 s since 1970: none of it or before it counts again
    wrong = models.PositiveIntegerField("连续输错次数", default=0)  # from wherever
    since = models.DateTimeField("开启时间", default=timezone.now)

    class Meta:
        """In the order set up."""

        verbose_name = "两步验证"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.user} {self.since:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """One recovery code, which counts once. `first` is its first sign, by which it is found."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="codes")
    first = models.CharField("首字符", max_length=1)
    hash = models.CharField("散列", max_length=128)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        """In the order drawn; no two of an account begin alike."""

        verbose_name = "恢复码"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("factor", "first"), name="recovery_codes_begin_apart"),
        )

    def __str__(self) -> str:
        return f"{self.factor} {self.first}…"
