"""Where a rule comes from."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """The clause of the notice that says so, or the reason why we assume what it leaves open.

    Exactly one of the two is given. `clause` is found, word for word, in the folder's `notice.md`.
    `document` names the notice of a rule that an overlay takes over; the rule itself is the same.
    """

    clause: str = ""
    assumed: str = ""
    document: str = field(default="", compare=False)

    @property
    def cited(self) -> str:
        """The clause as people look it up, in another notice than the method's own with its name."""
        return f"{self.document} {self.clause}" if self.document and self.clause else self.clause

    @property
    def is_assumed(self) -> bool:
        """Whether the notice is silent and the file says what it assumes instead."""
        return bool(self.assumed)
