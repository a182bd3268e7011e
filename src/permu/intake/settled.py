"""What people settled about a department's sheets: pure data, handed to the reading. Nothing here is guessed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from permu.intake.tidy import name_key, spelled
from permu.terms.refusal import words

Value = int | bool | date | str | None
How = Literal["is", "adds"]


@dataclass(frozen=True, kw_only=True)
class Said:
    """Who said it, when, and why."""

    by: str = ""
    on: date | None = None
    reason: str = ""

    @property
    def note(self) -> str:
        """One sentence for beside the figure."""
        return words(
            "intake.settled_by", by=self.by or "—", on=self.on or "—", reason=self.reason or "—"
        )


@dataclass(frozen=True, kw_only=True)
class ColumnChoice(Said):
    """What a column of a form is: settled once for the form, remembered for its next files.

    `column` is a key of the sheet's profile: a column's id, `subject.code`, `subject.name`; "" says
    that the column serves nothing. A `heading` "" says that nobody was asked for that column this
    time: a form without it is whole. `unit` is its unit, where the heading says none or an unknown one.
    """

    profile: str
    sheet: str
    heading: str
    column: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnerChoice(Said):
    """Whose a row with this code and this name is, in the files of one form.

    `subject` is a registered credit code; "" says that it is nobody's on the register. A row that
    `adds` (a branch, a firm that was merged) counts in addition to the subject's own row.
    """

    profile: str
    raw_code: str
    raw_name: str
    subject: str
    how: How = "is"


@dataclass(frozen=True, kw_only=True)
class Correction(Said):
    """A new fact, which supersedes what the files say of one figure.

    `value` is in whole units of the item's scale; None says that there is none. `over` is the digest
    (`over_of`) of what it took the place of: where the sheets say something else later, it counts no
    more and a person is asked again.
    """

    subject: str
    item: str
    value: Value
    over: str
    evidence: str = ""  # SHA-256 of a file


@dataclass(frozen=True, kw_only=True)
class Settled:
    """All of it; of two choices about the same thing the later in order counts."""

    columns: tuple[ColumnChoice, ...] = ()
    owners: tuple[OwnerChoice, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def owner(self, profile: str, raw_code: str, raw_name: str) -> OwnerChoice | None:
        """The choice for a row of a form, if somebody made one."""
        return self._by_owner.get((profile, *owner_key(raw_code, raw_name)))

    @cached_property
    def _by_owner(self) -> dict[tuple[str, str, str], OwnerChoice]:
        return {(one.profile, *owner_key(one.raw_code, one.raw_name)): one for one in self.owners}

    @cached_property
    def by_figure(self) -> dict[tuple[str, str], Correction]:
        """The correction of each figure that has one."""
        return {(one.subject, one.item): one for one in self.corrections}

    @cached_property
    def digest(self) -> str:
        """Of all of it, in order; "" where nothing was settled."""
        if not (self.columns or self.owners or self.corrections):
            return ""
        plain = json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


NOTHING_SETTLED = Settled()


def owner_key(raw_code: str, raw_name: str) -> tuple[str, str]:
    """What tells one unknown owner from another: the code and the name as written, width and spaces aside."""
    return spelled(raw_code).casefold(), name_key(raw_name)


def over_of(said: Iterable[tuple[str, str, str, str]]) -> str:
    """The digest of what the sheets say of a figure: each (provider, sheet, text, unit).

    Where it stands does not matter: the same sheet sent again, with a row more, says the same.
    """
    text = "\n".join("\t".join(one) for one in sorted(said))
    return hashlib.sha256(text.encode()).hexdigest()
