"""What became of enterprises: renamed, merged, split, and which are branches, each with its date.

A register tells it (a sheet 变更, or `Register.add_event`); it joins nothing, it proposes.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from permu.intake.matching.match import Hint
from permu.intake.tidy import name_key

Change = Literal["renamed", "merged_into", "split_from", "branch_of"]
CHANGES: dict[str, Change] = {
    "更名": "renamed",
    "换码": "renamed",
    "合并": "merged_into",
    "吸收合并": "merged_into",
    "分立": "split_from",
    "分支机构": "branch_of",
    "分公司": "branch_of",
}
"""The words of the register's column 变更类型; its profile lists the same."""

_SCORES: dict[Change, int] = {
    "renamed": 985, "merged_into": 975, "branch_of": 950, "split_from": 800,
}  # fmt: skip
_LONGEST = 8  # changes one after another


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change: who was, who is now. Either side may lack its code or its name."""

    change: Change
    old_code: str = ""
    old_name: str = ""
    code: str
    name: str = ""
    on: date | None = None


class Events:
    """The changes, found by what was before."""

    def __init__(self) -> None:
        self._by_code: dict[str, list[Event]] = defaultdict(list)
        self._by_name: dict[str, list[Event]] = defaultdict(list)

    def add(self, event: Event) -> None:
        """Take a change note of."""
        if event.old_code:
            self._by_code[event.old_code].append(event)
        if event.old_name:
            self._by_name[name_key(event.old_name)].append(event)

    def hints(self, code: str, name: str, *, known: dict[str, str]) -> Iterator[Hint]:
        """The registered enterprises that a code, or else a name, became or belongs to."""
        if not self._by_code and not self._by_name:
            return
        found = self._by_code.get(code) or self._by_name.get(name_key(name)) or []
        for event in sorted(found, key=lambda one: (one.code, one.change, str(one.on))):
            for subject in self._registered(event.code, known=known):
                details = (("on", event.on or "—"), ("now", event.name or known[subject]))
                yield Hint(subject, _SCORES[event.change], event.change, details)

    def _registered(self, code: str, *, known: dict[str, str]) -> tuple[str, ...]:
        """Who is on the register at the end of the changes that began with `code`."""
        reached, seen = {code}, {code}
        for _ in range(_LONGEST):
            gone = {one for one in reached if one not in known}
            later = {event.code for one in gone for event in self._by_code.get(one, ())} - seen
            if not later:
                break
            reached, seen = (reached - gone) | later, seen | later
        return tuple(sorted(one for one in reached if one in known))
