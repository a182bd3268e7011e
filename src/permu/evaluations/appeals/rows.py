"""An appeal as a person sees it: figures in words, those left out that are not for that person."""

from collections.abc import Iterable
from dataclasses import dataclass

from permu.evaluations.access import may_see
from permu.evaluations.appeals.values import Kept, in_words
from permu.evaluations.models import Appeal
from permu.evaluations.sentences import reading_language
from permu.register.models import User
from permu.terms.items import Item, item


@dataclass(frozen=True)
class Row:
    """One appeal; its figures are "" where the person may not see them, or where there is none yet."""

    appeal: Appeal
    item: Item
    is_seen: bool

    @property
    def label(self) -> str:
        """What the figure is called."""
        return self.item.called(reading_language())

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.appeal.state == Appeal.State.OPEN

    @property
    def stood(self) -> str:
        """The figure as the noticed run has it."""
        return self._said(self.appeal.stand)

    @property
    def claimed(self) -> str:
        """The figure as it is claimed."""
        return self._said(self.appeal.claim)

    @property
    def answered(self) -> str:
        """The figure the department stands by."""
        return self._said(self.appeal.answer.figure) if hasattr(self.appeal, "answer") else ""

    @property
    def decided(self) -> str:
        """The figure that was decided; "" where the claim was dismissed."""
        decision = getattr(self.appeal, "decision", None)
        return self._said(decision.figure) if decision and decision.decided else ""

    def _said(self, kept: Kept) -> str:
        return in_words(self.item.id, kept) if self.is_seen else ""


def row(appeal: Appeal, user: User) -> Row:
    """One appeal as that person sees it."""
    of = item(appeal.item)
    return Row(appeal, of, may_see(user, of))


def rows(appeals: Iterable[Appeal], user: User) -> list[Row]:
    """The same of several."""
    return [row(one, user) for one in appeals]
