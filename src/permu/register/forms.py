"""What people fill in to open an account."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permu.register.actions import NewClient, Newcomer, Position
from permu.register.actions.clients import PEOPLE_ONLY
from permu.register.models import Client, Enterprise, Place, Role, User
from permu.terms.items import items

LONGEST_TOKEN = timedelta(days=366)


class ExpiryForm(forms.Form):
    """An account's last day; none: no end."""

    day = forms.DateField(required=False)


class ReasonForm(forms.Form):
    """How somebody proved who they are, and why a second factor is taken away."""

    reason = forms.CharField(
        label=_("怎样核实了本人，为什么重置"), min_length=4, max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": _("请写明怎样核实了本人、为什么重置，这一句记入审计日志。"),
            "min_length": _("写得太短。请写明怎样核实了本人、为什么重置，例如“本人持工作证到场，手机丢失”。"),
        },
    )  # fmt: skip


class PositionForm(forms.Form):
    """A role; of an enterprise, a town or a department, of which."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    credit_code = forms.CharField(
        label=_("企业的统一社会信用代码（只有企业账号填）"), max_length=40, required=False
    )
    town = forms.ModelChoiceField(
        label=_("乡镇（只有乡镇账号选）"), required=False,
        queryset=Place.objects.filter(kind=Place.Kind.TOWN),
    )  # fmt: skip
    department = forms.ChoiceField(
        label=_("部门（只有部门账号选）"), required=False,
        choices=lambda: [("", ""), *((name, name) for name in providers())],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs |= {
                "class": "form-select" if is_choice else "form-control",
                "autocomplete": "off",
            }

    def clean(self) -> None:
        """An enterprise's account names one of the register, and no other account does."""
        super().clean()
        said = self.cleaned_data
        code = said.get("credit_code", "").strip()
        said["enterprise"] = Enterprise.objects.filter(credit_code=code).first()
        is_enterprise = said.get("role") == Role.ENTERPRISE
        if is_enterprise and said["enterprise"] is None:
            self.add_error("credit_code", _("名册中没有这个代码的企业。请核对代码，或先读取名册。"))
        if code and not is_enterprise:
            self.add_error("credit_code", _("只有企业账号才填代码。请清空，或把角色改为企业。"))
        self._belongs(
            "town", Role.TOWN, str(_("请选这个账号管的乡镇；没有乡镇可选时，先读取企业名册。"))
        )
        self._belongs("department", Role.DEPARTMENT, str(_("请选这个账号所在的部门。")))

    def _belongs(self, field: str, role: Role, lacking: str) -> None:
        """Of that role one is chosen, of no other."""
        chosen, is_its = self.cleaned_data.get(field), self.cleaned_data.get("role") == role
        if is_its and not chosen:
            self.add_error(field, lacking)
        elif chosen and not is_its:
            self.add_error(field, _("这个角色不填这一项。请清空，或改选角色。"))

    @classmethod
    def of(cls, position: Position) -> "PositionForm":
        """The form as the account stands."""
        code = position.enterprise.credit_code if position.enterprise else ""
        return cls(
            initial={
                "role": position.role, "credit_code": code, "town": position.town,
                "department": position.department,
            }
        )  # fmt: skip

    @property
    def position(self) -> Position:
        """What the form describes; ask once it is valid."""
        said = self.cleaned_data
        return Position(
            role=Role(said["role"]), enterprise=said["enterprise"], town=said["town"],
            department=said["department"],
        )  # fmt: skip


class PersonForm(PositionForm):
    """A new account: who it is for, and what the person is here."""

    username = forms.CharField(
        label=_("用户名"), max_length=150, validators=[UnicodeUsernameValidator()]
    )
    name = forms.CharField(label=_("姓名或单位"), max_length=60)
    contact = forms.CharField(
        label=_("消息账号（邮箱，或企业微信、浙政钉的账号，可不填）"),
        max_length=100,
        required=False,
    )
    field_order = ("username", "name", "role", "credit_code", "town", "department", "contact")

    @property
    def newcomer(self) -> Newcomer:
        """Whom the form describes; ask once it is valid."""
        said = self.cleaned_data
        return Newcomer(
            username=said["username"], name=said["name"], role=Role(said["role"]),
            enterprise=said["enterprise"], town=said["town"], department=said["department"],
            contact=said["contact"],
        )  # fmt: skip


class ClientForm(forms.Form):
    """A machine's token: for which program, on whose behalf, what it may do."""

    name = forms.CharField(label=_("系统名称"), max_length=60)
    account = forms.ModelChoiceField(
        label=_("以哪个账号的身份"), to_field_name="username",
        queryset=User.objects.filter(is_active=True).exclude(role__in=PEOPLE_ONLY),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("可以做什么"), choices=Client.Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    per_minute = forms.IntegerField(
        label=_("每分钟最多调用次数"), min_value=1, max_value=6000, initial=120
    )
    expires_on = forms.DateField(
        label=_("有效期至（最长一年）"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "scopes":
                field.widget.attrs |= {
                    "class": "form-select" if name == "account" else "form-control",
                    "autocomplete": "off",
                }

    def clean_expires_on(self) -> date:
        """No token lives for ever."""
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today <= day <= today + LONGEST_TOKEN:
            raise forms.ValidationError(_("有效期要在今天到一年之内。请改选日期。"))
        return day

    @property
    def client(self) -> NewClient:
        """What the form describes; ask once it is valid."""
        said = self.cleaned_data
        scopes = tuple(Client.Scope(one) for one in said.pop("scopes"))
        return NewClient(**said, scopes=scopes)


def providers() -> list[str]:
    """The departments that give items, in the catalogue's order."""
    return list(dict.fromkeys(one.provider for one in items().values() if one.provider))
