"""What is known of a row's owner, and what is proposed to the person who settles it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from permu.intake.tidy import name_key
from permu.terms.refusal import words

Kind = Literal[
    "code",  # the registered code itself, beside the name of another
    "code_spelling",  # a registered code but for width and case
    "code_slip",  # … but for a character or two
    "code_lost",
    "code_added",
    "code_turned",
    "organisation_code",
    "code_prefix",  # a code kept as a number, which lost its end
    "name",
    "former_name",
    "spelling",  # exact but for notes, traditional characters
    "writing",  # 有限责任公司 for 有限公司, a place in brackets
    "place",
    "form",
    "branch",
    "renamed",
    "merged_into",
    "split_from",
    "branch_of",
    "masked",
    "homophone",
    "swapped",
    "dropped",
    "trade_missing",
    "one_character",
    "like",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An enterprise that may own a row: never joined before a person says so."""

    subject: str
    name: str
    score: int  # 0 to 1000
    reason: str
    kind: Kind
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """Why a row may be an enterprise's, before it is put into words."""

    subject: str
    score: int
    kind: Kind
    details: tuple[tuple[str, object], ...] = ()

    def text(self, language: Literal["zh", "en"]) -> str:
        """The reason in words."""
        return _said(self.kind, self.details, language)


@lru_cache(1_000)
def _said(
    kind: Kind, details: tuple[tuple[str, object], ...], language: Literal["zh", "en"]
) -> str:
    """The reason in words: one text for the many that have it."""
    return words(f"intake.why_{kind}", language, **dict(details))


@dataclass(frozen=True, slots=True)
class Match:
    """Whose a row is, and what a person should know of it.

    `strong` are subjects that the row names outright (by a repaired code, an exact name);
    `weak` ones it resembles: proposed, never joined.
    """

    subject: str = ""
    code: str = ""  # a message of this room, or ""
    severity: Literal["error", "question", "note"] = "error"
    raw_code: str = ""
    raw_name: str = ""
    strong: frozenset[str] = frozenset()
    weak: tuple[str, ...] = ()
    is_village: bool = False
    is_stranger: bool = False  # a valid code that is not on the register
    adds: bool = False  # a person said that the row counts in addition to the subject's own
    said: str = ""  # who said so, when and why
    note: str = ""  # the sentence of its finding
    proposals: tuple[Proposal, ...] = ()  # likeliest first

    @property
    def key(self) -> str:
        """Tells one holder from another, on the register or not; an unsound code (0) is many people's."""
        if self.subject or self.is_stranger:
            return self.subject or self.raw_code
        return f"{self.raw_code}{name_key(self.raw_name)}"
