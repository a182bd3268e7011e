"""People who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from permu.register.models.enterprises import Enterprise
from permu.register.models.places import Place


class Role(models.TextChoices):
    """What a person does here."""

    CLERK = "clerk", _("经办")
    LEADER = "leader", _("领导")
    ENTERPRISE = "enterprise", _("企业")


class User(AbstractUser):
    """A person with one role; one of an enterprise sees that enterprise and no other."""

    role = models.CharField("角色", max_length=12, choices=Role.choices)
    name = models.CharField("姓名", max_length=60, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="people")
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="people"
    )
    must_change_password = models.BooleanField("须修改口令", default=False)

    REQUIRED_FIELDS = ("role",)  # type: ignore[assignment]  # Django takes any sequence

    class Meta:
        """A person of an enterprise has one; nobody else has."""

        verbose_name = "用户"
        constraints = (
            models.CheckConstraint(
                name="enterprise_people_have_one",
                condition=models.Q(role="enterprise", enterprise__isnull=False)
                | models.Q(~models.Q(role="enterprise"), enterprise__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.username
