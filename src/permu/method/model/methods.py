"""The method: what one notice says for one year."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from permu.method.model.conditions import EVERYBODY, Condition
from permu.method.model.groups import Group
from permu.method.model.procedure import Commitment, FigureSource, Procedure
from permu.method.model.source import Source
from permu.terms.facts import Facts

Status = Literal["in_force", "superseded", "repealed", "draft", "synthetic"]

State = Literal[
    "exempt",  # 免评: outside the evaluation (utilities)
    "deferred",  # 暂不评价: not scored this year (newly in production)
    "improving",  # 提升期: not scored while it carries out what it promised (马鞍山 3.0)
    "collected",  # 采集不评价: its figures are gathered, nothing is worked out (昌乐)
    "ungraded",  # 不定等级: scored, but neither ranked nor given a grade of its own
    "inherits",  # 从属定级: takes the grade of another subject, `from_` (江山: the parcel's owner)
]

SubjectKind = Literal[
    "enterprise",  # 企业法人
    "operator",  # 经营主体: enterprises and individual businesses (慈溪)
    "household",  # 自然人工业户 (瑞安)
    "parcel",  # 宗地
    "park",  # 小微企业园 (平阳)
]

DefinitionKind = Literal[
    "sum",  # Σ plus − Σ minus, each × its factor of `times`
    "lowest",  # the least of `plus` (芜湖: 两者取小)
    "highest",  # the greatest of `plus`
    "first",  # the first of `plus` that is known
    "earlier",  # what the one of `plus` was the year before
    "holding",  # land or floor area held in the roles of `roles`, from the ledger of parcels (M11)
    "tenants",  # how many other subjects use this one's parcels, of those for whom `when` holds (M15)
]

Role = Literal["owner", "tenant"]


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Something the published text, as known to us, leaves open, and what it stops us from doing."""

    what: str
    stops: Literal["nothing", "points", "grades", "scope"]


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A figure the method composes of items, of other definitions, or of the ledger of parcels, in `unit`.

    With `needs` = `all` one missing part makes it missing; with `any` it is missing only when
    every part is (a tax an enterprise does not owe is not reported). `times` are factors by part:
    a pollutant's tonnes × 1 ÷ its 当量值, as a notice prints them; 1 where none is given.
    """

    id: str
    label: str
    kind: DefinitionKind = "sum"
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    times: tuple[tuple[str, Fraction], ...] = ()
    roles: tuple[Role, ...] = ()  # holding
    of: Literal["land", "floor"] = "land"  # holding
    when: Condition = EVERYBODY  # tenants: which of them count
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
    mark: str = ""  # what stands in a published list in place of a grade (江苏: T)
    from_: str = ""  # inherits: `parcel_owner`, or the text item that names the other subject
    choose: Literal["better", "worse"] = "worse"  # inherits from several
    source: Source


@dataclass(frozen=True, kw_only=True)
class GradeWord:
    """A grade as people see it: 绿、蓝、橙、红, or A+ (M46). `color` is a CSS name of the palette, or empty."""

    id: str
    label: str
    color: Literal["", "green", "blue", "yellow", "orange", "red", "grey"] = ""
    source: Source


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Subjects evaluated as one (M12, M14, M16): those that share a parcel, or the value of a text item.

    Numbers are summed over the members for whom `when` holds; one that is missing of any member is
    missing. Flags hold where one member's does. Everything else is the head's: the member with the
    most of `head_by`, at a tie the first in order of subject.
    `result` = `shared`: the unit takes one place, and every member has its result. `both`: it is
    worked out with and without merging, and each member has what `choose` says.
    """

    id: str
    label: str
    by: str  # `parcel`, or a text item such as holding_group
    when: Condition = EVERYBODY
    head_by: str = "land_area"
    result: Literal["shared", "both"] = "shared"
    choose: Literal["better", "worse", "merged", "alone"] = "merged"
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
    valid_from: date | None = None
    valid_until: date | None = None  # the last day
    repealed_on: date | None = None
    supersedes: str = ""  # the id of the file that this one corrects or replaces
    parent: str = ""  # an overlay: the id of the method it overrides keys of (M10)
    area: Condition = EVERYBODY  # an overlay: for whom it is worked out beside its parent
    subject: SubjectKind = "enterprise"
    is_mirror: bool  # the address is a copy on a third site: check before calling it official
    unknown: tuple[Unknown, ...]
    definitions: tuple[Definition, ...]
    scope: tuple[Scope, ...]
    groups: tuple[Group, ...]
    grades: tuple[GradeWord, ...] = ()
    merges: tuple[Merge, ...] = ()
    figure_sources: tuple[FigureSource, ...] = ()
    procedure: Procedure | None = None
    commitments: tuple[Commitment, ...] = ()
    digest: str

    @property
    def can_score(self) -> bool:
        """Whether every weight and benchmark is known, and there is something to score."""
        return bool(self.groups) and all(
            one.weight is not None and one.benchmark.kind != "unknown"
            for group in self.groups
            for indicator in group.indicators
            for one in (indicator, indicator.otherwise or indicator)
        )

    @property
    def can_grade(self) -> bool:
        """Whether every group says how grades are cut."""
        return self.can_score and all(g.grading for g in self.groups)

    def makes_synthetic(self, facts: Facts) -> bool:
        """Whether a result of these facts is made up: the method is, or the subjects are."""
        return self.status == "synthetic" or facts.is_synthetic

    def group(self, id_: str) -> Group:
        """The group of that id."""
        return next(group for group in self.groups if group.id == id_)
