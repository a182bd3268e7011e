"""The steps of a year: a closed table, so that what may follow what can be read, and nothing else happens."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permu.evaluations.models import Round
from permu.register.models import Role

Stage = Round.Stage


@dataclass(frozen=True, kw_only=True)
class Move:
    """One step: from which stages it leads where, who takes it, and what a person reads of it."""

    id: str
    start: tuple[Stage, ...]
    end: Stage
    role: Role
    label: str | Promise
    hint: str | Promise
    needs_reason: bool = False
    is_back: bool = False


MOVES = (
    Move(
        id="submit", start=(Stage.TRIAL, Stage.REVIEWED), end=Stage.REVIEW, role=Role.CLERK,
        label=_("送审"), hint=_("把选定的试算送领导小组审定。送审期间数据不能改动。"),
    ),
    Move(
        id="approve", start=(Stage.REVIEW,), end=Stage.APPROVED, role=Role.LEADER,
        label=_("审定"), hint=_("审定送审的结果，可以公示。"),
    ),
    Move(
        id="give_back", start=(Stage.REVIEW, Stage.APPROVED), end=Stage.TRIAL, role=Role.LEADER,
        label=_("退回"), hint=_("说明理由，退回经办更正后重新试算、送审。"),
        needs_reason=True, is_back=True,
    ),
    Move(
        id="notice", start=(Stage.APPROVED,), end=Stage.NOTICE, role=Role.CLERK,
        label=_("发布公示"), hint=_("名单存证，企业看到自己的结果；公示期从次日起算。"),
    ),
    Move(
        id="close", start=(Stage.NOTICE,), end=Stage.REVIEWED, role=Role.CLERK,
        label=_("结束公示"), hint=_("公示期满，转入复核：处理异议，需要更正的重新试算、送审。"),
    ),
    Move(
        id="publish", start=(Stage.REVIEWED, Stage.APPROVED), end=Stage.PUBLISHED, role=Role.CLERK,
        label=_("公布结果"), hint=_("公布审定的结果。公布后不再改动：更正须另起一次评价。"),
    ),
    Move(
        id="archive", start=(Stage.PUBLISHED,), end=Stage.ARCHIVED, role=Role.CLERK,
        label=_("归档"), hint=_("全年工作结束，本年度只供查阅。"),
    ),
)  # fmt: skip
BY_ID = {move.id: move for move in MOVES}
COLLECTED = (Stage.COLLECTING, Stage.CHECKING, Stage.TRIAL)
"""Where departments are still asked for figures."""
AT_WORK = (*COLLECTED, Stage.NOTICE, Stage.REVIEWED)
"""Where workbooks, settlements and runs are made: not while somebody reviews, and not once it is published."""
WAY = tuple(Stage)
"""The stages in the order in which a year that nothing holds up goes through them."""
