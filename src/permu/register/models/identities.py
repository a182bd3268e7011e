"""Which identity of another provider opens which account."""

from django.conf import settings
from django.db import models


class OutsideIdentity(models.Model):
    """One person as an identity provider knows them, by its issuer and its own word for the person."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="outside_identity"
    )
    issuer = models.CharField("统一身份平台", max_length=300)
    subject = models.CharField("统一身份号", max_length=255)

    class Meta:
        """One identity opens one account."""

        verbose_name = "统一身份"
        constraints = (
            models.UniqueConstraint(fields=("issuer", "subject"), name="one_account_an_identity"),
        )

    def __str__(self) -> str:
        return self.subject
