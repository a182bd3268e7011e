"""The method: what one notice says for one year."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from permu.method.model.conditions import Condition
from permu.method.model.groups import Group
from permu.method.model.source import Source
from permu.terms.facts import Facts

Status = Literal["in_force", "superseded", "repealed", "draft", "synthetic"]

State = Literal[
    "exempt",  # 免评: outside the evaluation (utilities)
    "deferred",  # 暂不评价: not scored this year (newly in production)
    "ungraded",  # 不定等级: scored and ranked, but given no grade of its own
]


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Something the published text, as known to us, leaves open, and what it stops us from doing."""

    what: str
    stops: Literal["nothing", "points", "grades", "scope"]


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A figure the method composes: the sum of `plus` items less the `minus` items, all in `unit`.

    With `needs` = `all` one missing part makes it missing; with `any` it is missing only when
    every part is (a tax an enterprise does not owe is not reported).
    """

    id: str
    label: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    unit: str
    needs: Literal["all", "any"] = "all"
    source: Source


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Who stands apart from grading, and in which state; the first rule of the file that holds counts."""

    id: str
    label: str
    state: State
    when: Condition
    managed_as: str = ""  # ungraded: the grade whose measures apply (A2: 按 B 类管理)
    source: Source


@dataclass(frozen=True, kw_only=True)
class Method:
    """A published method for one place and year. `digest` is of the folder's files."""

    id: str
    title: str
    place: str  # GB/T 2260; 990101 is the synthetic county's own
    place_label: str
    year: int  # the year evaluated, not the year published
    published: date | None
    document: str
    address: str
    status: Status
    is_trial: bool
    is_mirror: bool  # the address is a copy on a third site: check before calling it official
    unknown: tuple[Unknown, ...]
    definitions: tuple[Definition, ...]
    scope: tuple[Scope, ...]
    groups: tuple[Group, ...]
    digest: str

    @property
    def can_score(self) -> bool:
        """Whether every weight and benchmark is known."""
        return all(
            indicator.weight is not None and indicator.benchmark.kind != "unknown"
            for group in self.groups
            for indicator in group.indicators
        )

    @property
    def can_grade(self) -> bool:
        """Whether every group says how grades are cut."""
        return self.can_score and all(group.grading for group in self.groups)

    def makes_synthetic(self, facts: Facts) -> bool:
        """Whether a result of these facts is made up: the method is, or the subjects are."""
        return self.status == "synthetic" or facts.is_synthetic

    def group(self, id_: str) -> Group:
        """The group of that id."""
        return next(group for group in self.groups if group.id == id_)
