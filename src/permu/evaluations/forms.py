"""What people fill in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from permu.evaluations.methods import method_titles


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


class RunForm(KeyForm):
    """The run button: how many held findings the clerk saw and takes along."""

    accepted = forms.IntegerField(min_value=0)


class ScenarioForm(KeyForm):
    """What a scenario is called; `state` is the address of what it keeps."""

    label = forms.CharField(max_length=120)
    about = forms.CharField(max_length=500, required=False)
    state = forms.CharField(max_length=20_000, required=False)
    anew = forms.BooleanField(required=False)
