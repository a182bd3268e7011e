"""Where a rule comes from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """The clause of the notice that says so, or the reason why we assume what it leaves open.

    Exactly one of the two is given. `clause` is found, word for word, in the folder's `notice.md`.
    """

    clause: str = ""
    assumed: str = ""

    @property
    def is_assumed(self) -> bool:
        """Whether the notice is silent and the file says what it assumes instead."""
        return bool(self.assumed)
