"""What the 数据确认表 of one enterprise says."""

from collections.abc import Iterable

from permu.documents.confirming import ConfirmationForm, FigureLine
from permu.documents.text import vocabulary
from permu.evaluations.confirming.figures import Shown, digest_of
from permu.evaluations.confirming.standing import silence_binds
from permu.evaluations.departments import department_label
from permu.evaluations.models import Confirming
from permu.evaluations.sentences import reading_language
from permu.register.models import Enterprise
from permu.terms.facts import SYNTHETIC_PLACE

MOST_FILES = 3
"""Workbooks named beside a figure."""


def form_of(
    confirming: Confirming, enterprise: Enterprise, figures: Iterable[Shown]
) -> ConfirmationForm:
    """The form of the figures as they are now: its digest is the one that an answer states."""
    found, words = list(figures), vocabulary(reading_language())
    silence = "confirm_silent_binds" if silence_binds(confirming) else "confirm_silent_waits"
    return ConfirmationForm(
        round=confirming.round.title,
        name=enterprise.name,
        subject=enterprise.credit_code,
        as_of=confirming.round.as_of.isoformat(),
        reading=confirming.round.reading,
        closing=words["confirm_until"].format(until=confirming.until) + words[silence],
        digest=digest_of(found),
        is_synthetic=enterprise.credit_code[2:8] == SYNTHETIC_PLACE,
        lines=tuple(_line(one) for one in found),
    )


def _line(one: Shown) -> FigureLine:
    return FigureLine(
        label=one.label, value=one.said, provider=department_label(one.item.provider),
        files="、".join(one.files[:MOST_FILES]),
    )  # fmt: skip
