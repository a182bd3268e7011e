"""People who sign in."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permu.register.models.enterprises import Enterprise
from permu.register.models.places import Place


class Role(models.TextChoices):
    """What a person does here."""

    CLERK = "clerk", _("经办")
    TOWN = "town", _("乡镇")  # its enterprises, without their taxes
    DEPARTMENT = "department", _("部门")  # what it was asked for, and appeals against its figures
    LEADER = "leader", _("领导")
    ENTERPRISE = "enterprise", _("企业")
    ADMIN = "admin", _("系统管理")  # accounts, and nothing of what the office works on
    AUDITOR = "auditor", _("审计")  # the log and the chain, and no deed


class User(AbstractUser):
    """A person with one role; one of an enterprise, a town or a department sees its own and no other."""

    role = models.CharField("角色", max_length=12, choices=Role.choices)
    name = models.CharField("姓名", max_length=60, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="people")
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="people"
    )
    department = models.CharField("部门", max_length=60, blank=True)  # as the items name providers
    contact = models.CharField("消息账号", max_length=100, blank=True)  # of the channel in use
    must_change_password = models.BooleanField("须修改口令", default=False)
    first_password_used = models.BooleanField("首次口令已用", default=False)  # it opens once
    password_at = models.DateTimeField("口令启用时间", default=timezone.now)
    expires_on = models.DateField("有效期至", null=True, blank=True)  # the last day; none: no end
    sessions = models.JSONField("登录中的会话", default=list, editable=False)  # keys, oldest first

    REQUIRED_FIELDS = ("role",)  # type: ignore[assignment]  # Django takes any sequence

    class Meta:
        """A person of an enterprise, a town or a department has one; nobody else has."""

        verbose_name = "用户"
        constraints = (
            models.CheckConstraint(
                name="enterprise_people_have_one",
                condition=models.Q(role="enterprise", enterprise__isnull=False)
                | models.Q(~models.Q(role="enterprise"), enterprise__isnull=True),
            ),
            models.CheckConstraint(
                name="town_people_have_one",
                condition=models.Q(role="town", place__isnull=False)
                | models.Q(~models.Q(role="town"), place__isnull=True),
            ),
            models.CheckConstraint(
                name="department_people_have_one",
                condition=(models.Q(role="department") & ~models.Q(department=""))
                | (~models.Q(role="department") & models.Q(department="")),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def is_expired(self) -> bool:
        """Whether the account's last day is over."""
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def password_is_due(self) -> bool:
        """Whether the password is older than the office's rules allow."""
        days = settings.PERMU_PASSWORD_PROFILE.days
        return bool(days) and timezone.now() - self.password_at > timedelta(days=days)

    @property
    def changes_password_first(self) -> bool:
        """Whether one page only is open: the one that changes the password."""
        return self.must_change_password or self.password_is_due

    @property
    def has_second_factor(self) -> bool:
        """Whether a code is asked for too."""
        return hasattr(self, "second_factor")

    @property
    def sets_up_factor_first(self) -> bool:
        """Whether one page only is open: the one that sets up the second factor which the office demands."""
        return settings.PERMU_SECOND_FACTOR.covers(self.role) and not self.has_second_factor
