"""What people fill in about an appeal."""

from django import forms

from permu.evaluations.forms import KeyForm
from permu.evaluations.models import Appeal, AppealAnswer


class AppealForm(KeyForm):
    """A figure, what it is claimed to be, why, and what shows it."""

    item = forms.CharField(max_length=60)
    value = forms.CharField(max_length=100)
    grounds = forms.CharField(max_length=20_000, required=False)
    evidence = forms.FileField(required=False)


class AnswerForm(KeyForm):
    """What a department says of a claim, the figure it stands by, why, and what shows it."""

    says = forms.ChoiceField(choices=AppealAnswer.Says.choices)
    value = forms.CharField(max_length=100, required=False)
    reason = forms.CharField(max_length=1000, required=False)
    evidence = forms.FileField(required=False)


class RulingForm(KeyForm):
    """What a clerk decides, and the digest of what was looked at."""

    outcome = forms.ChoiceField(choices=Appeal.State.choices)
    value = forms.CharField(max_length=100, required=False)
    reason = forms.CharField(max_length=1000, required=False)
    digest = forms.CharField(max_length=64)
