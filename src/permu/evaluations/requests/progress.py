"""How far a round's requests are as a whole, and whom it waits for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from permu.evaluations.requests.standing import LABELS, Standing


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the whole is: how many requests of each state, and how many of those that are needed are in."""

    counts: Mapping[str, int]
    overdue: int

    @property
    def waiting(self) -> int:
        """Requests that were sent and are still in time."""
        return self.counts["sent"] - self.overdue

    @property
    def needed(self) -> int:
        """Requests that must be answered."""
        return sum(self.counts.values()) - self.counts["unneeded"]

    @property
    def arrived(self) -> int:
        """Requests that were answered, in time or late."""
        return self.counts["received"] + self.counts["late"]


def progress_of(standings_: Sequence[Standing]) -> Progress:
    """The whole."""
    counts = dict.fromkeys(LABELS, 0)
    for one in standings_:
        counts[one.state] += 1
    return Progress(counts=counts, overdue=sum(one.is_overdue for one in standings_))


def names(standings_: Iterable[Standing]) -> str:
    """The departments of some requests, each once."""
    return "、".join(dict.fromkeys(one.request.department for one in standings_))
