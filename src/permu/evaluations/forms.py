"""What people fill in."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permu.evaluations.methods import method_titles
from permu.evaluations.models import RowOwner
from permu.terms.chain import Head


class RoundForm(forms.Form):
    """A new round."""

    year = forms.IntegerField(label=_("评价年度"), min_value=2010, max_value=2099)
    method = forms.ChoiceField(label=_("评价办法"))
    as_of = forms.DateField(
        label=_("数据截止日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [("", "—"), *method_titles().items()]  # type: ignore[attr-defined]
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    @staticmethod
    def suggestion(today: date) -> dict[str, object]:
        """Last year, as of the end of February: when departments close their books."""
        return {"year": today.year - 1, "as_of": date(today.year, 2, 28)}


class KeyForm(forms.Form):
    """A button's form: the key makes a double click one deed."""

    key = forms.CharField(max_length=64)


class UntilForm(KeyForm):
    """Until which day and hour something is open."""

    day = forms.DateField()
    hour = forms.TimeField()

    @property
    def closes_at(self) -> datetime:
        """The moment, in the office's time."""
        said = self.cleaned_data
        return timezone.make_aware(datetime.combine(said["day"], said["hour"]))


class RunForm(KeyForm):
    """The run button: how many held findings the clerk saw and takes along."""

    accepted = forms.IntegerField(min_value=0)


class ScenarioForm(KeyForm):
    """What a scenario is called; `state` is the address of what it keeps."""

    label = forms.CharField(max_length=120)
    about = forms.CharField(max_length=500, required=False)
    state = forms.CharField(max_length=20_000, required=False)
    anew = forms.BooleanField(required=False)


class ReceiptForm(forms.Form):
    """A receipt's file, and the head that stands on the notice."""

    receipt = forms.FileField(
        label=_("回执文件"), widget=forms.FileInput(attrs={"class": "form-control"})
    )
    head = forms.CharField(
        label=_("公示文件上印的存证（可不填）"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_head(self) -> Head | None:
        """The head, or None where none was given."""
        said: str = self.cleaned_data["head"]
        head = Head.read(said)
        if said.strip() and head is None:
            raise forms.ValidationError(
                _("存证是“编号-64 位摘要”，例如 3-5a0f…。请照公示文件原样填写，或留空。")
            )
        return head


class OwnerForm(forms.Form):
    """Whose a row is: an enterprise of the register, or nobody's."""

    NOBODY = "nobody"

    subject = forms.CharField(max_length=40)
    how = forms.ChoiceField(choices=RowOwner.How.choices, required=False)
    reason = forms.CharField(max_length=1000, required=False)

    def clean_subject(self) -> str:
        """The code, or "" for nobody."""
        subject: str = self.cleaned_data["subject"]
        return "" if subject == self.NOBODY else subject

    def clean_how(self) -> str:
        """As said, or that the row is the enterprise's own."""
        return self.cleaned_data["how"] or RowOwner.How.IS


class FigureForm(forms.Form):
    """What a figure is: one of those that the cells say, one typed in, or that there is none."""

    TYPED, NONE = "typed", "none"

    choice = forms.CharField(max_length=200)
    typed = forms.CharField(max_length=100, required=False)
    reason = forms.CharField(max_length=1000, required=False)
    evidence = forms.FileField(required=False)
    over = forms.CharField(max_length=64)

    def clean(self) -> dict[str, Any]:
        """Something must be typed where that is the choice."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == self.TYPED and not cleaned.get("typed"):
            raise forms.ValidationError("typed")
        return cleaned

    @property
    def value(self) -> str:
        """The chosen text; "" for none."""
        choice: str = self.cleaned_data["choice"]
        if choice == self.NONE:
            return ""
        typed: str = self.cleaned_data["typed"]
        return typed if choice == self.TYPED else choice.removeprefix("cell:")


class DueForm(forms.Form):
    """When something is due."""

    due_on = forms.DateField()


class RequestsForm(DueForm):
    """What is drawn up for a round: when it is due, and a word to the departments."""

    note = forms.CharField(max_length=2000, required=False)
