"""What is otherwise than in the paper of the same kind before: in words, enterprise by enterprise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from permu.documents.official.draft import Draft
from permu.documents.official.listing import grade_said
from permu.documents.official.wording import listed, wording

Entry = Mapping[str, Any]
Why = Callable[[str], str]
"""Why the subject of that code stands elsewhere; "" where nobody can say."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One enterprise whose grade is otherwise. "" is none."""

    subject: str
    name: str
    before: str
    after: str
    why: str = ""

    @property
    def kind(self) -> str:
        """grade, added or removed: of the list of the graded."""
        return "grade" if self.before and self.after else "added" if self.after else "removed"

    @property
    def said(self) -> str:
        """In words: from which grade to which, and why."""
        about = {"before": grade_said(self.before), "after": grade_said(self.after)}
        text = wording(f"change_{self.kind}", **about)
        return text + (wording("change_why", why=self.why) if self.why else "")


@dataclass(frozen=True, kw_only=True)
class Changes:
    """All that is otherwise since the paper before, which `since` names."""

    since: str
    moved: tuple[Change, ...]
    rescored: int  # the same grade, another score or rank

    @property
    def summary(self) -> str:
        """In one sentence."""
        counts = {
            kind: sum(one.kind == kind for one in self.moved)
            for kind in ("grade", "added", "removed")
        } | {"scores": self.rescored}
        said = [wording(f"changed_{kind}", count=n) for kind, n in counts.items() if n]
        return wording(
            "changed_lead", since=self.since, said=listed(said) or wording("changed_nothing")
        )


def nothing_said(_subject: str) -> str:
    """No reason."""
    return ""


def changes_between(
    before: Sequence[Entry], after: Sequence[Entry], *, since: str, why: Why = nothing_said
) -> Changes:
    """What two publications' entries have otherwise; in order of the later list, the removed behind."""
    old, new = ({one["subject"]: one for one in entries} for entries in (before, after))
    return Changes(
        since=since,
        moved=tuple(_moved(old, new, why)),
        rescored=sum(_is_rescored(old[code], new[code]) for code in old.keys() & new.keys()),
    )


def add_changes(draft: Draft, found: Changes) -> None:
    """The list of who changed, each with why."""
    heads = tuple(wording(name) for name in ("number", "name", "credit_code", "change_head"))
    rows = [
        (str(number), one.name, one.subject, one.said) for number, one in enumerate(found.moved, 1)
    ]
    draft.table(heads, rows, widths=(12, 42, 47, 55), lefts=(1, 3))


def _moved(old: Mapping[str, Entry], new: Mapping[str, Entry], why: Why) -> Iterator[Change]:
    for code in sorted(old.keys() | new.keys(), key=lambda code: (code not in new, code)):
        sides = [one[code]["grade"] if code in one else "" for one in (old, new)]
        if sides[0] != sides[1]:
            name = (new.get(code) or old[code])["name"]
            yield Change(subject=code, name=name, before=sides[0], after=sides[1], why=why(code))


def _is_rescored(before: Entry, after: Entry) -> bool:
    is_graded = bool(after["grade"]) and before["grade"] == after["grade"]
    return is_graded and any(before[name] != after[name] for name in ("score", "rank"))
